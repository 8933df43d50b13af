"""DuckDB in the memory of one process, for SQL that somebody writes there."""

from __future__ import annotations

import functools

import duckdb

_ALONE: dict[str, str | bool | int | float | list[str]] = {"threads": 1, "async_threads": 0}


@functools.cache
def database() -> duckdb.DuckDBPyConnection:
    """
    The process's own database, without a thread of its own: the machine changes nothing in its answers.

    Take a cursor of it, and make temporary views: those are the cursor's alone.
    """
    return duckdb.connect(config=_ALONE)


def before_forks() -> None:
    """
    Open the process's databases while it may: its forks have them, and no thread that a fork loses.

    A new database reads what groups its process is in, and DuckDB 2.0 ends the process where it may not; a
    box closed before a fork cannot name the fork's own entry in /proc.
    """
    database()
    for setting, value in _ALONE.items():
        duckdb.default_connection().execute(f"SET {setting} = {value}")

"""Databases that are files of this machine: under the same rule as every file that sources.yml names."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from ...errors import DataError, ParamsError, Problem
from ...params.addresses import scheme_of

KINDS = ("sqlite", "duckdb")


def is_file(url: str) -> bool:
    """Whether a database is a file of this machine."""
    return scheme_of(url).partition("+")[0] in KINDS


def name_of(url: str) -> str:
    """The file, from the workspace, that sqlite:///data/labels.db names. Raises ParamsError without one."""
    parts = urlsplit(url)
    name = unquote(parts.path).removeprefix("/")
    if parts.netloc or parts.query or not name or name == ":memory:" or PurePosixPath(name).is_absolute():
        remedy = f"write it as {parts.scheme}:///data/labels.db, from the workspace's folder"
        raise ParamsError(Problem("names no file of the workspace", url, remedy))
    return name


def path_of(url: str, workspace: Path) -> Path:
    """Where that file stands. Raises DataError where it is not there."""
    name = name_of(url)
    path = workspace / name
    if not path.is_file():
        raise DataError(Problem("no such file", name, "deliver it, or correct params/sources.yml"))
    return path


def stamps(url: str, workspace: Path) -> list[tuple[int, int] | None]:
    """Size and time of writing of the file, and of the log beside it that SQLite and DuckDB write first."""
    path = path_of(url, workspace)
    beside = (path.with_name(path.name + "-wal"), path.with_name(path.name + ".wal"))
    return [(s.st_size, s.st_mtime_ns) if (s := _stat(each)) else None for each in (path, *beside)]


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None

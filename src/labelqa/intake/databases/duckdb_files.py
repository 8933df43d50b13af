"""A DuckDB file, read by DuckDB itself: attached read-only, and nothing else of this machine within reach."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from ...engines.duckdb import SETTINGS, literal, quoted
from ...errors import DataError, Problem
from .columns import decimals
from .dialects import Instants
from .local_files import path_of
from .queries import Query
from .sessions import BATCH

_KEPT = (
    "VARCHAR",
    "BIGINT",
    "DOUBLE",
    "BOOLEAN",
    "DATE",
    "TIMESTAMP",
    "TIMESTAMP WITH TIME ZONE",
    "VARCHAR[]",
)
_WIDENED = {
    **dict.fromkeys(("TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT", "UINTEGER"), "BIGINT"),
    "FLOAT": "DOUBLE",
    **dict.fromkeys(("TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS"), "TIMESTAMP"),
}
_OF_ARROW = {pa.int64(): "BIGINT", pa.float64(): "DOUBLE", pa.string(): "VARCHAR"}


class DuckDBFile:
    """A Session of a DuckDB file; one transaction sees one state of it."""

    instants: Instants = "naive"

    def __init__(self, url: str, workspace: Path) -> None:
        path = path_of(url, workspace)
        self._connection = duckdb.connect(config={**SETTINGS, "memory_limit": "1024MB", "threads": "2"})
        for statement in (
            "SET TimeZone = 'UTC'",
            f"ATTACH {literal(path)} AS source (READ_ONLY)",
            "USE source",
            "SET enable_external_access = false",
            "SET lock_configuration = true",
            "BEGIN TRANSACTION",
        ):
            self._connection.execute(statement)

    def quoted(self, name: str) -> str:
        """Double quotes."""
        return quoted(name)

    def batches(self, query: Query, bound: Mapping[str, object]) -> Generator[pa.Table]:
        """By DuckDB's own Arrow reader."""
        sql = query.filled(lambda name: f"${name}")
        if len(self._connection.extract_statements(sql)) != 1:
            raise DataError(Problem("is more than one statement", query.place, "write one query without a ;"))
        described = self._connection.execute(f"DESCRIBE {sql}", bound).fetchall()
        columns = ", ".join(_read(name, kind) for name, kind, *_ in described)
        # NOTE: a line of its own, for the query may end in a comment.
        found: Any = self._connection.sql(f"SELECT {columns} FROM ({sql}\n) AS rows", params=bound)
        reader = found.to_arrow_reader(BATCH)
        yield reader.schema.empty_table()
        for batch in reader:
            yield pa.Table.from_batches([batch])

    def interrupt(self) -> None:
        """Stop the running query."""
        self._connection.interrupt()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def _read(name: str, kind: str) -> str:
    """SQL for a column in a type that the staged file may have: exactly, or as text."""
    if kind.startswith("DECIMAL("):
        precision, scale = map(int, kind.removeprefix("DECIMAL(").removesuffix(")").split(","))
        return _cast(name, _OF_ARROW[decimals(precision, scale)])
    if kind in _KEPT:
        return quoted(name)
    nested = kind.endswith("]") or kind.startswith(("STRUCT", "MAP", "UNION"))
    return _cast(name, _WIDENED.get(kind, "VARCHAR"), f"to_json({quoted(name)})" if nested else "")


def _cast(name: str, kind: str, value: Any = "") -> str:
    return f"CAST({value or quoted(name)} AS {kind}) AS {quoted(name)}"

"""Where the tables lie: the seam between our SQL and the engine that runs it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

import pyarrow as pa

from ..contracts import ColumnKind
from ..errors import Problem

Found = Literal["text", "texts", "integer", "number", "boolean", "instant", "zoned", "date", "other"]


@dataclass(frozen=True)
class Files:
    """
    Files of one source, by the `names` under which people know them, and how they are to be read.

    A file stands at its name below `root`, or where `at` says. Of CSV files the first `skip` lines are passed
    over. `wanted` are the columns that somebody asks for: others may stand there twice or have no name; None
    asks for all. Files that are `numbered` hold their own source_row.
    """

    root: Path
    names: tuple[str, ...]
    format: Literal["parquet", "csv"]
    columns: tuple[str, ...] = ()  # of CSV files without a header line
    delimiter: str = ","
    encoding: str = "utf-8"
    quote: str = '"'  # empty: a quote in a CSV file is a sign like any other
    skip: int = 0
    wanted: frozenset[str] | None = None
    at: Mapping[str, Path] = field(default_factory=dict)
    numbered: bool = False

    def path(self, name: str) -> Path:
        """Where a file stands."""
        return self.at.get(name, self.root / name)

    def named(self, path: str) -> str:
        """What people call the file at a path, which may also be that of none."""
        known = {str(place): name for name, place in self.at.items()}
        return known.get(path, path.removeprefix(f"{self.root}/"))


class Engine(Protocol):
    """
    One engine. Views and tables made here are gone when it closes.

    SQL that reaches `define`, `keep` and `fetch` is the common subset of DuckDB, PostgreSQL and Spark;
    what differs between them is made by the methods that return SQL text. Every failure of the data is
    raised as DataError.
    """

    def register(self, view: str, files: Files) -> list[str]:
        """
        Make views over the files, one for each shape of columns found, and return their names.

        Each has the source's columns, `source_file` (as in `files.names`) and `source_row` (the number of
        the data row in its file, from 1). Parquet columns keep their types; CSV columns are all text.
        """

    def found(self, query: str) -> dict[str, Found]:
        """The columns of a query and the kind of thing found in each."""

    def define(self, view: str, query: str) -> None:
        """Name a query, in place of another of that name; it runs whenever the name is read."""

    def keep(self, table: str, query: str) -> None:
        """Run a query now and name its rows."""

    def fetch(self, query: str) -> pa.Table:
        """Run a query and hand back its rows."""

    def quoted(self, name: str) -> str:
        """A column's name as it must be written in SQL."""

    def reading(self, value: str, found: Found, kind: ColumnKind, form: str = "") -> str | None:
        """
        SQL that reads `value` as `kind`, null where it cannot be read; None where nothing of `found` can.

        Text is read strictly: numbers with a decimal point, ISO 8601 days or those of `form` (strptime),
        `true` and `false`, lists as JSON or split at "|". Instants are read by `named`, `clock` and
        `instants`.
        """

    def named(
        self,
        value: str,
        found: Found,
        form: str = "",
        zone: str = "UTC",
        letters: Mapping[str, int] | None = None,
    ) -> str | None:
        """
        SQL for the UTC instant of a value that names its offset or zone, null where it cannot be read so.

        None where nothing of `found` names one. Text is in ISO 8601, or as `form` says (strptime): %z is an
        offset, %Z letters that mean what they mean in `zone`, unless `letters` has their seconds from UTC.
        The forms epoch and epoch_ms are seconds and milliseconds since 1970. What is finer than a microsecond
        is cut off.
        """

    def clock(self, value: str, found: Found, form: str = "") -> str | None:
        """
        SQL for the time that a value shows without naming a zone, null where it cannot be read so.

        The form excel is days as a spreadsheet counts them, to the millisecond.
        """

    def instants(self, shown: str, zone: str) -> tuple[str, str]:
        """
        SQL for the UTC instants at which a zone's clocks showed a time.

        The first is null where they skipped it, the second unless they showed it twice.
        """

    def text(self, value: str) -> str:
        """SQL for a value of any type as text."""

    def typed(self, value: str, kind: ColumnKind) -> str:
        """SQL for a value as the type in which columns of that kind are held."""

    def nothing(self, kind: ColumnKind) -> str:
        """SQL for a null of that kind."""

    def local_date(self, instant: str, zone: str) -> str:
        """SQL for the business day of a UTC instant in a time zone."""

    def seconds(self, start: str, end: str) -> str:
        """SQL for the whole seconds between two instants."""

    def unseen(self, text: str) -> str:
        """SQL that tells whether a text holds a sign that nobody sees: those of `signs`."""

    def mended(self, text: str) -> str:
        """
        SQL for a text without such signs.

        A control, or what ends a line, becomes a space, those at its ends none; the others are dropped.
        """

    def each(self, texts: str) -> str:
        """SQL that makes one row of each element of a list."""

    def joined(self, texts: str) -> str:
        """SQL for the different elements of a list in their order as one text, "|" between them."""

    def members(self, texts: str) -> str:
        """SQL for a list with each of its different elements once, in order."""

    def first(self, texts: str) -> str:
        """SQL for the first element of a list, null of an empty one."""

    def behind(self, texts: str, sign: str) -> str:
        """SQL for a list of what stands behind the first `sign` in each element of a list."""

    def matches(self, text: str, pattern: str) -> str:
        """SQL that tells whether the whole of a text is as a regular expression says."""

    def close(self) -> None:
        """Let go of everything."""


def connect(name: str, files: Iterable[Path], scratch: Path) -> Engine:
    """The engine of that name; it can read these `files` and no other, and spills into `scratch`."""
    # NOTE: imported here, so that an engine nobody uses need not be installed.
    from .duckdb import DuckDB

    known = {"duckdb": DuckDB}
    return known[name](files, scratch)


def faults(name: str, expressions: Iterable[str]) -> dict[str, list[Problem]]:
    """What speaks against expressions of the workspace, before that engine sees any of them."""
    from .duckdb_expressions import faults as of_duckdb

    known = {"duckdb": of_duckdb}
    return known[name](expressions)


def columns_in(expression: str) -> frozenset[str]:
    """The columns that an expression of the workspace names, whatever engine comes to see it."""
    from .duckdb_expressions import columns

    return columns(expression)

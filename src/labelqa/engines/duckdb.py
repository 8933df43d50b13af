"""The DuckDB adapter: Parquet and CSV files of this machine, in memory."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pyarrow as pa

from ..contracts import ColumnKind
from ..errors import DataError, Problem
from ..signs import FOREIGN, SEPARATING, SURROGATES, TURNING
from . import Files, Found, duckdb_times
from .csv_files import ENCODINGS, called, columns_of, refused_line
from .duckdb_reading import SQL_TYPES, reading
from .zone_names import offsets

T = TypeVar("T")

PLACE = "params/sources.yml"
SETTINGS = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "preserve_insertion_order": "true",
    "python_enable_replacements": "false",
}
FOUND: dict[str, Found] = {
    "VARCHAR": "text",
    "UUID": "text",
    "VARCHAR[]": "texts",
    "FLOAT": "number",
    "DOUBLE": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP WITH TIME ZONE": "zoned",
}


class DuckDB:
    """An Engine over files; it can read only these `files`, and write only to `scratch`, when it spills."""

    def __init__(
        self, files: Iterable[Path], scratch: Path, *, memory_mb: int = 2048, threads: int = 2
    ) -> None:
        self._connection = duckdb.connect(
            config={**SETTINGS, "memory_limit": f"{memory_mb}MB", "threads": str(threads)}
        )
        allowed = ", ".join(sorted({literal(path) for path in files}))
        for setting in (
            "TimeZone = 'UTC'",
            f"temp_directory = {literal(scratch)}",
            f"allowed_paths = [{allowed}]",
            "enable_external_access = false",
            "lock_configuration = true",
        ):
            self._connection.execute(f"SET {setting}")

    def register(self, view: str, files: Files) -> list[str]:
        """One view for each set of columns among the files; CSV is parsed once, into the engine."""
        shapes: dict[tuple[tuple[str, str], ...], list[str]] = {}
        for name in files.names:
            shapes.setdefault(self._shape(files, name), []).append(name)
        views = []
        for number, (shape, names) in enumerate(shapes.items(), start=1):
            views.append(f"{view}_{number}")
            if files.format == "csv":
                columns = [column for column, _ in shape]
                rows = " UNION ALL ".join(_csv(files, name, columns) for name in names)
                self._run(f"CREATE TEMP TABLE {views[-1]} AS {rows}", files)
            else:
                self.define(views[-1], _parquet(files, names))
        return views

    def _shape(self, files: Files, name: str) -> tuple[tuple[str, str], ...]:
        if files.format == "csv":
            return tuple((column, "VARCHAR") for column in columns_of(files, name))
        described = self._run(f"DESCRIBE SELECT * FROM {_read_parquet(files, [name])}", files)
        return tuple(sorted((column, kind) for column, kind, *_ in described.fetchall()))

    def found(self, query: str) -> dict[str, Found]:
        """What DuckDB's own types mean to us."""
        rows = self._run(f"DESCRIBE {query}").fetchall()
        return {name: _found(kind) for name, kind, *_ in rows}

    def define(self, view: str, query: str) -> None:
        """A temporary view."""
        self._run(f"CREATE OR REPLACE TEMP VIEW {view} AS {query}")

    def keep(self, table: str, query: str) -> None:
        """A temporary table."""
        self._run(f"CREATE TEMP TABLE {table} AS {query}")

    def fetch(self, query: str) -> pa.Table:
        """All rows of a query."""
        self._refuse_several(query)
        return _refusing(lambda: self._connection.sql(query).to_arrow_table())

    def _run(self, statement: str, files: Files | None = None) -> Any:
        self._refuse_several(statement)
        return _refusing(lambda: self._connection.execute(statement), files)

    def _refuse_several(self, sql: str) -> None:
        # NOTE: a path that may be read may be written to as well; none of our own statements writes, but a
        # second one, brought in by SQL of the workspace, could.
        if len(_refusing(lambda: self._connection.extract_statements(sql))) > 1:
            raise DataError(Problem("is more than one statement", PLACE, "write expressions without a ;"))

    def quoted(self, name: str) -> str:
        """Double quotes."""
        return quoted(name)

    def reading(self, value: str, found: Found, kind: ColumnKind, form: str = "") -> str | None:
        """See duckdb_reading."""
        return reading(value, found, kind, form)

    def named(
        self,
        value: str,
        found: Found,
        form: str = "",
        zone: str = "UTC",
        letters: Mapping[str, int] | None = None,
    ) -> str | None:
        """See duckdb_times."""
        return duckdb_times.named(value, found, form, offsets(zone) | dict(letters or {}))

    def clock(self, value: str, found: Found, form: str = "") -> str | None:
        """See duckdb_times."""
        return duckdb_times.clock(value, found, form)

    def instants(self, shown: str, zone: str) -> tuple[str, str]:
        """See duckdb_times."""
        return duckdb_times.instants(shown, zone)

    def typed(self, value: str, kind: ColumnKind) -> str:
        """A cast, too."""
        return f"CAST({value} AS {SQL_TYPES[kind]})"

    def text(self, value: str) -> str:
        """A cast."""
        return f"CAST({value} AS VARCHAR)"

    def nothing(self, kind: ColumnKind) -> str:
        """A typed null."""
        return f"CAST(NULL AS {SQL_TYPES[kind]})"

    def local_date(self, instant: str, zone: str) -> str:
        """By the ICU time zones that DuckDB brings."""
        return duckdb_times.local_date(instant, zone)

    def seconds(self, start: str, end: str) -> str:
        """Whole microseconds, divided."""
        return f"CAST((epoch_us({end}) - epoch_us({start})) // 1000000 AS BIGINT)"

    def unseen(self, text: str) -> str:
        """Matched as one class of characters."""
        return f"regexp_matches({text}, '{_signs(*SEPARATING, *TURNING, *FOREIGN)}')"

    def mended(self, text: str) -> str:
        """Replaced where there is one; a text without stays as it is, with its own spaces."""
        visible = f"regexp_replace({text}, '{_signs(*TURNING, *FOREIGN)}', '', 'g')"
        spaced = f"TRIM(regexp_replace({visible}, '{_signs(*SEPARATING)}+', ' ', 'g'))"
        return f"CASE WHEN {self.unseen(text)} THEN {spaced} ELSE {text} END"

    def each(self, texts: str) -> str:
        """Unnested."""
        return f"unnest({texts})"

    def joined(self, texts: str) -> str:
        """An empty element stands first once they are sorted, and leaves a sign that is taken off."""
        return f"ltrim(array_to_string({self.members(texts)}, '|'), '|')"

    def members(self, texts: str) -> str:
        """Sorted by code points."""
        return f"list_sort(list_distinct({texts}))"

    def first(self, texts: str) -> str:
        """Lists begin at 1."""
        return f"{texts}[1]"

    def behind(self, texts: str, sign: str) -> str:
        """As one text, parted by a control that no element holds, and taken apart again."""
        whole, part = f"array_to_string({texts}, chr(31))", rf"(^|\x1f)[^{sign}\x1f]*{sign}"
        return f"string_split(regexp_replace({whole}, '{part}', '\\1', 'g'), chr(31))"

    def matches(self, text: str, pattern: str) -> str:
        """A full match."""
        return f"regexp_full_match({text}, {literal(pattern)})"

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def _signs(*ranges: tuple[int, int]) -> str:
    """A class of characters; halves of characters are none, for text in files is UTF-8."""
    real = (f"\\x{{{low:X}}}-\\x{{{high:X}}}" for low, high in ranges if (low, high) != SURROGATES)
    return f"[{''.join(real)}]"


def quoted(name: str) -> str:
    """An identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: object) -> str:
    """A text literal."""
    return "'" + str(value).replace("'", "''") + "'"


def _found(kind: str) -> Found:
    if kind.startswith("TIMESTAMP") and kind != "TIMESTAMP WITH TIME ZONE":
        return "instant"
    if kind.startswith("DECIMAL"):
        return "number"
    if kind.startswith("ENUM"):
        return "text"
    return FOUND.get(kind, "integer" if kind.endswith("INT") or kind == "INTEGER" else "other")


def _read_parquet(files: Files, names: list[str]) -> str:
    # NOTE: DuckDB takes a path as it is where a file stands there, whatever signs of patterns it holds.
    paths = ", ".join(literal(files.path(name)) for name in names)
    return f"read_parquet([{paths}], hive_partitioning = false)"


def _parquet(files: Files, names: list[str]) -> str:
    """The rows of files below the root by one scan, of the others by one for each."""
    elsewhere = [name for name in names if name in files.at]
    below = [name for name in names if name not in files.at]
    start = len(str(files.root)) + 2
    scans = [_scan(files, below, f"filename[{start}:]")] if below else []
    # NOTE: by name, for files of one shape may have their columns in another order.
    return " UNION ALL BY NAME ".join([*scans, *(_scan(files, [name], literal(name)) for name in elsewhere)])


def _scan(files: Files, names: list[str], called: str) -> str:
    scan = _read_parquet(files, names).removesuffix(")")
    number = "source_row" if files.numbered else "file_row_number + 1"
    hidden = "filename, file_row_number" + (", source_row" if files.numbered else "")
    return (
        f"SELECT * EXCLUDE ({hidden}), {called} AS source_file, {number} AS source_row"
        f" FROM {scan}, filename = true, file_row_number = true)"
    )


def _csv(files: Files, name: str, columns: list[str]) -> str:
    names = called(columns)
    typed = ", ".join(f"{literal(column)}: 'VARCHAR'" for column in names)
    encoding = ENCODINGS[codecs.lookup(files.encoding).name]
    nameless = ", ".join(quoted(new) for old, new in zip(columns, names, strict=True) if not old)
    without = f" EXCLUDE ({nameless})" if nameless else ""
    return (
        f"SELECT *{without}, {literal(name)} AS source_file, row_number() OVER () AS source_row"
        f" FROM read_csv({literal(files.path(name))}, auto_detect = false, columns = {{{typed}}}, "
        f"header = {not files.columns}, skip = {files.skip}, delim = {literal(files.delimiter)},"
        f" quote = {literal(files.quote)}, escape = {literal(files.quote)},"
        f" encoding = {literal(encoding)}, strict_mode = true, null_padding = false)"
    )


def _refusing(action: Callable[[], T], files: Files | None = None) -> T:
    try:
        return action()
    except duckdb.Error as error:
        raise DataError(_problem(str(error), files)) from error


def _problem(message: str, files: Files | None) -> Problem:
    if files and (line := refused_line(message, files)):
        return line
    where = ", ".join(files.names) if files else ""
    what = message.split("\n\n")[0].replace("\n", " ")
    if files:
        for name in files.names:
            what = what.replace(str(files.path(name)), name)
    return Problem(what, where, f"check the file and its mapping in {PLACE}")

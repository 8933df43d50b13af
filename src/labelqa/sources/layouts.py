"""One layout of files as a canonical table: where each column comes from, and how it is read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ..contracts import Column, Kind, Table
from ..engines import Engine, Found
from ..errors import DataError, Problem
from ..params import ColumnMapping, Mapping
from .files import implied
from .paths import PLACE

ALWAYS_READ = {(found, kind) for found in ("text", "integer", "texts") for kind in (Kind.TEXT, Kind.TEXTS)}


@dataclass(frozen=True)
class Reading:
    """
    One canonical column of a layout, as SQL: `raw` is the value as the files have it, `value` as it is read.

    `flag` says "a value was there and could not be read"; it is empty where that cannot be.
    """

    column: Column
    raw: str
    value: str
    flag: str = ""


@dataclass(frozen=True)
class Layout:
    """How the rows of some files become rows of a canonical table; `query` has their raw values."""

    query: str
    readings: tuple[Reading, ...]

    def unreadable(self) -> set[str]:
        """The columns in which a value may turn out unreadable."""
        return {reading.column.name for reading in self.readings if reading.flag}

    def select(self, engine: Engine, flagged: Collection[str]) -> str:
        """SQL for the rows: canonical columns, raw_<column> as text, and bad_<column> of those `flagged`."""
        parts = []
        for reading in self.readings:
            name = reading.column.name
            parts += [f'{reading.value} AS "{name}"', f"{engine.text(reading.raw)} AS raw_{name}"]
            if name in flagged:
                parts.append(f"{reading.flag or 'FALSE'} AS bad_{name}")
        return f"SELECT source_file, source_row, {', '.join(parts)} FROM ({self.query}) AS found_rows"


def once(rows: str, table: Table, flagged: Collection[str]) -> str:
    """SQL for the first of the rows that are equal in every canonical column."""
    values = [f'"{column.name}"' for column in table.columns] + [f"bad_{name}" for name in sorted(flagged)]
    columns = []
    for column in table.columns:
        columns += [f'"{column.name}"', f"raw_{column.name}"]
        columns += [f"bad_{column.name}"] if column.name in flagged else []
    return (
        f"SELECT source_file, source_row, {', '.join(columns)} FROM (SELECT *, ROW_NUMBER() OVER ("
        f"PARTITION BY {', '.join(values)} ORDER BY source_file, source_row) AS nth"
        f" FROM ({rows}) AS every_row) AS numbered WHERE nth = 1"
    )


def layout(engine: Engine, table: Table, mapping: Mapping, view: str, market: str) -> Layout:
    """
    The layout of one view of files.

    Raises DataError naming every column that the files lack or that is of the wrong type as a whole, and
    every expression and condition that the engine refuses.
    """
    problems: list[Problem] = []
    origins = _origins(engine, table, mapping, view, market, problems)
    condition = f" WHERE {mapping.where}" if mapping.where else ""
    if mapping.where:
        problems += _refusals(engine, f"SELECT 1 AS one FROM {view}{condition}", f"{table.name}: where")
    if problems:
        raise DataError(*problems)
    parts = "".join(f", {value} AS raw_{name}" for name, value in origins.items())
    query = f"SELECT source_file, source_row{parts} FROM {view}{condition}"
    found = engine.found(query)
    readings = []
    for column in table.columns:
        if column.name not in origins:
            null = engine.nothing(column.kind)
            readings.append(Reading(column, null, null))
        elif reading := _reading(engine, column, found[f"raw_{column.name}"], _origin(mapping, column.name)):
            readings.append(reading)
        elif _is_empty(engine, query, column.name):
            readings.append(Reading(column, f"raw_{column.name}", engine.nothing(column.kind)))
        else:
            problems.append(_wrong_type(table, mapping, column, found[f"raw_{column.name}"]))
    if problems:
        raise DataError(*problems)
    return Layout(query, tuple(readings))


def _origins(
    engine: Engine, table: Table, mapping: Mapping, view: str, market: str, problems: list[Problem]
) -> dict[str, str]:
    """SQL over the files' own columns for every canonical column that has an origin."""
    there = engine.found(f"SELECT * FROM {view}")
    origins = {}
    for column in table.columns:
        origin = _origin(mapping, column.name)
        if origin is None or (mapping.columns is None and column.name not in there):
            if implied(table, mapping, column.name):
                origins[column.name] = _literal(market)
            elif column.required:
                problems.append(_lacks(mapping, column.name, there))
        elif origin.expression is not None:
            query = f"SELECT {origin.expression} AS value FROM {view}"
            problems += _refusals(engine, query, f"{table.name}.{column.name}")
            origins[column.name] = f"({origin.expression})"
        elif origin.column is None:
            origins[column.name] = _literal(_words(origin.constant))
        elif origin.column in there:
            origins[column.name] = engine.quoted(origin.column)
        else:
            problems.append(_lacks(mapping, origin.column, there))
    return origins


def _origin(mapping: Mapping, name: str) -> ColumnMapping | None:
    if mapping.columns is None:
        return ColumnMapping(column=name)
    return mapping.columns.get(name)


def _reading(engine: Engine, column: Column, found: Found, origin: ColumnMapping | None) -> Reading | None:
    raw = f"raw_{column.name}"
    value: str | None = raw
    form, zone = (origin.format or "", origin.zone) if origin else ("", "UTC")
    if origin and origin.values is not None:
        pairs = " ".join(
            f"WHEN {_literal(old)} THEN {_literal(_words(new))}"
            for old, new in origin.values.items()
            if new is not None
        )
        raw = engine.text(raw)
        value = engine.reading(f"CASE {raw} {pairs} END", "text", column.kind, form, zone)
        nulls = ", ".join(_literal(old) for old, new in origin.values.items() if new is None)
        flag = f"({raw} IS NOT NULL AND {value} IS NULL" + (f" AND {raw} NOT IN ({nulls}))" if nulls else ")")
        return Reading(column, raw, value or "", flag)
    value = engine.reading(raw, found, column.kind, form, zone)
    if value is None:
        return None
    if (found, column.kind) in ALWAYS_READ or value == raw:
        optional = column.kind is Kind.TEXT and not column.required
        return Reading(column, raw, f"NULLIF({value}, '')" if optional else value)
    return Reading(column, raw, value, f"({raw} IS NOT NULL AND {value} IS NULL)")


def _refusals(engine: Engine, query: str, where: str) -> list[Problem]:
    """What the engine says against a query of the workspace."""
    try:
        engine.found(query)
    except DataError as error:
        return [Problem(p.what, f"{PLACE}: {where}", "correct the SQL") for p in error.problems]
    return []


def _is_empty(engine: Engine, query: str, name: str) -> bool:
    # NOTE: a column without any value is often written with some other type.
    counted = engine.fetch(f"SELECT COUNT(raw_{name}) AS given FROM ({query}) AS found_rows")
    return bool(counted["given"].to_pylist() == [0])


def _lacks(mapping: Mapping, name: str, there: Collection[str]) -> Problem:
    have = ", ".join(sorted(set(there) - {"source_file", "source_row"}))
    return Problem(f"has no column {name}", mapping.files, f"have {have}; correct the file or {PLACE}")


def _wrong_type(table: Table, mapping: Mapping, column: Column, found: Found) -> Problem:
    return Problem(
        f"{table.name}.{column.name} must be {column.kind.value}, but the whole column is {found}",
        mapping.files,
        f"deliver it as {column.kind.value}, or convert it by an expression in {PLACE}",
    )


def _words(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

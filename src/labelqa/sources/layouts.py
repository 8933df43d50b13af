"""One layout of files as a canonical table: where each column comes from, and how it is read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ..contracts import ColumnContract, ColumnKind, TableContract
from ..engines import Engine, Found
from ..errors import DataError, Problem
from ..params import ColumnMapping, Mapping
from .files import implied, made_of_others
from .misfits import first_value, lacks, wrong_type
from .paths import PLACE
from .present import called_there, can_be_made

ALWAYS_READ = {("text", ColumnKind.TEXT), ("integer", ColumnKind.TEXT), ("texts", ColumnKind.TEXTS)}


@dataclass(frozen=True)
class ColumnReading:
    """
    One canonical column of a layout, as SQL: `raw` is the value as the files have it, `value` as it is read.

    `flag` says "a value was there and could not be read"; it is empty where that cannot be. Of an instant
    `clock` is the time that the value shows without naming a zone, `value` reads it as clock_<column>;
    `zone` is whose clocks are taken to have shown it, `twice` the second instant at which they did.
    """

    column: ColumnContract
    raw: str
    value: str
    flag: str = ""
    clock: str = ""
    zone: str = ""
    twice: str = ""

    @property
    def is_given(self) -> bool:
        """Whether it has an origin, rather than a null in its place."""
        return f"raw_{self.column.name}" in self.raw

    def beside(self, engine: Engine) -> dict[str, str]:
        """SQL by name for what goes beside the value."""
        name, nothing = self.column.name, engine.nothing(ColumnKind.TEXT)
        made = {f"raw_{name}": engine.text(self.raw), f"bad_{name}": self.flag or "FALSE"}
        if self.column.kind is ColumnKind.INSTANT:
            told = f"CASE WHEN clock_{name} IS NOT NULL THEN {_literal(self.zone)} END"
            made[f"zone_{name}"] = told if self.zone else nothing
            made[f"twice_{name}"] = self.twice or engine.nothing(ColumnKind.INSTANT)
        return made


@dataclass(frozen=True)
class FileLayout:
    """How the rows of some files become rows of a canonical table; `query` has their raw values."""

    query: str
    readings: tuple[ColumnReading, ...]

    def unreadable(self) -> set[str]:
        """The columns in which a value may turn out unreadable."""
        return {reading.column.name for reading in self.readings if reading.flag}

    def given(self) -> set[str]:
        """The columns that the files, or the mapping, have a value for."""
        return {reading.column.name for reading in self.readings if reading.is_given}

    def zones(self) -> set[str]:
        """The zones that times without one are taken to be of."""
        return {reading.zone for reading in self.readings if reading.zone}

    def select(self, engine: Engine, flagged: Collection[str]) -> str:
        """SQL for the rows: the canonical columns, and beside each of them those of `columns_beside`."""
        parts = []
        for reading in self.readings:
            made = reading.beside(engine)
            parts.append(f'{reading.value} AS "{reading.column.name}"')
            parts += [f"{made[name]} AS {name}" for name in columns_beside(reading.column, flagged)]
        clocks = "".join(
            f", {each.clock} AS clock_{each.column.name}" for each in self.readings if each.clock
        )
        rows = f"SELECT *{clocks} FROM ({self.query}) AS found_rows"
        return f"SELECT source_file, source_row, {', '.join(parts)} FROM ({rows}) AS shown_rows"


def columns_beside(column: ColumnContract, flagged: Collection[str]) -> list[str]:
    """
    The names of what goes beside a column: raw_<column> as text; bad_<column> of those `flagged`.

    Of instants also zone_<column>, the zone assumed where the value names none, and twice_<column>, the
    second instant where the clocks of that zone showed the time twice.
    """
    name = column.name
    beside = [f"raw_{name}", *([f"bad_{name}"] if name in flagged else [])]
    return [*beside, f"zone_{name}", f"twice_{name}"] if column.kind is ColumnKind.INSTANT else beside


def once(rows: str, table: TableContract, flagged: Collection[str]) -> str:
    """SQL for the first of the rows that are equal in every canonical column."""
    values = [f'"{column.name}"' for column in table.columns] + [f"bad_{name}" for name in sorted(flagged)]
    columns = []
    for column in table.columns:
        columns += [f'"{column.name}"', *columns_beside(column, flagged)]
    return (
        f"SELECT source_file, source_row, {', '.join(columns)} FROM (SELECT *, ROW_NUMBER() OVER ("
        f"PARTITION BY {', '.join(values)} ORDER BY source_file, source_row) AS nth"
        f" FROM ({rows}) AS every_row) AS numbered WHERE nth = 1"
    )


def layout(engine: Engine, table: TableContract, mapping: Mapping, view: str, market: str) -> FileLayout:
    """
    The layout of one view of files.

    Raises DataError naming every column that the files lack or that is of the wrong type as a whole, and
    every expression and condition that the engine refuses.
    """
    problems: list[Problem] = []
    origins = _origins(engine, table, mapping, view, market, problems)
    offsets = _offsets(engine, mapping, view, problems)
    condition = f" WHERE ({mapping.where})" if mapping.where else ""
    if mapping.where:
        problems += _refusals(engine, f"SELECT 1 AS one FROM {view}{condition}", f"{table.name}: where")
    if problems:
        raise DataError(*problems)
    parts = "".join(f", {value} AS raw_{name}" for name, value in (origins | offsets).items())
    query = f"SELECT source_file, source_row{parts} FROM {view}{condition}"
    found = engine.found(query)
    readings = []
    for column in table.columns:
        if column.name not in origins:
            null = engine.nothing(column.kind)
            readings.append(ColumnReading(column, null, null))
        elif reading := _reading(engine, column, found[f"raw_{column.name}"], mapping):
            readings.append(reading)
        elif _is_empty(engine, query, column.name):
            readings.append(ColumnReading(column, f"raw_{column.name}", engine.nothing(column.kind)))
        else:
            kind, example = found[f"raw_{column.name}"], first_value(engine, query, column)
            problems.append(wrong_type(table, column, mapping, kind, example))
    if problems:
        raise DataError(*problems)
    return FileLayout(query, tuple(readings))


def _origins(
    engine: Engine, table: TableContract, mapping: Mapping, view: str, market: str, problems: list[Problem]
) -> dict[str, str]:
    """SQL over the files' own columns for every canonical column that has an origin."""
    there = engine.found(f"SELECT * FROM {view}")
    origins, lacking = {}, list[str]()
    for column in table.columns:
        origin = _origin(mapping, column.name)
        if origin is None or (mapping.columns is None and column.name not in there):
            if implied(table, mapping, column.name):
                origins[column.name] = _literal(market)
            elif column.required and not made_of_others(table, column.name, mapping.columns or there):
                lacking.append(column.name)
        elif origin.optional and not can_be_made(origin, there):
            continue
        elif origin.expression is not None:
            query = f"SELECT ({origin.expression}) AS value FROM {view}"
            problems += _refusals(engine, query, f"{table.name}.{column.name}")
            origins[column.name] = f"({origin.expression})"
        elif origin.column is None:
            origins[column.name] = _literal(_words(origin.constant))
        elif called := called_there(origin, there):
            origins[column.name] = engine.quoted(called)
        else:
            lacking.append(origin.column)
    if lacking:
        problems.append(lacks(engine, mapping, view, list(dict.fromkeys(lacking))))
    return origins


def _offsets(engine: Engine, mapping: Mapping, view: str, problems: list[Problem]) -> dict[str, str]:
    """SQL over the files' own columns for the offset_<column> of every time whose offset has its own."""
    there = engine.found(f"SELECT * FROM {view}")
    named = {name: origin.offset for name, origin in (mapping.columns or {}).items() if origin.offset}
    if lacking := [offset for offset in named.values() if offset not in there]:
        problems.append(lacks(engine, mapping, view, lacking))
    return {f"offset_{name}": engine.text(engine.quoted(offset)) for name, offset in named.items()}


def _origin(mapping: Mapping, name: str) -> ColumnMapping | None:
    if mapping.columns is None:
        return ColumnMapping(column=name)
    return mapping.columns.get(name)


def _reading(engine: Engine, column: ColumnContract, found: Found, mapping: Mapping) -> ColumnReading | None:
    raw = given = f"raw_{column.name}"
    origin = _origin(mapping, column.name)
    nulls: list[str] = []
    if origin and origin.values is not None:
        pairs = " ".join(
            f"WHEN {_literal(old)} THEN {_literal(_words(new))}"
            for old, new in origin.values.items()
            if new is not None
        )
        raw, found = engine.text(raw), "text"
        given = f"CASE {raw} {pairs} END"
        nulls = [_literal(old) for old, new in origin.values.items() if new is None]
    unknown = f"{raw} IS NOT NULL" + (f" AND {raw} NOT IN ({', '.join(nulls)})" if nulls else "")
    if column.kind is ColumnKind.INSTANT:
        return _instant(engine, column, found, origin or ColumnMapping(column=column.name), (given, unknown))
    if column.kind is ColumnKind.NUMBER and found == "text":
        given = _plain_number(given, mapping.decimal, percent=bool(origin and origin.percent))
    value = engine.reading(given, found, column.kind, (origin and origin.format) or "")
    if value is None:
        return None
    if given == raw and ((found, column.kind) in ALWAYS_READ or value == raw):
        optional = column.kind is ColumnKind.TEXT and not column.required
        value = engine.mended(value) if column.free else value
        return ColumnReading(column, raw, f"NULLIF({value}, '')" if optional else value)
    return ColumnReading(column, raw, value, f"({unknown} AND {value} IS NULL)")


def _plain_number(given: str, decimal: str, *, percent: bool) -> str:
    """SQL for a number as text with a decimal point; a percentage is hundredths, to its last digit."""
    if decimal != ".":
        # NOTE: where a comma is before the fraction, 1.234 may be more than a thousand: it is no number then.
        given = f"CASE WHEN POSITION('.' IN {given}) = 0 THEN REPLACE({given}, '{decimal}', '.') END"
    if percent:
        spaced = f"TRANSLATE({given}, '\u00a0\u202f', '  ')"
        hundredths = f"TRIM(LEFT({spaced}, LENGTH({spaced}) - 1)) || 'e-2'"
        given = f"CASE WHEN RIGHT({given}, 1) = '%' THEN {hundredths} ELSE {given} END"
    return given


def _instant(
    engine: Engine, column: ColumnContract, found: Found, origin: ColumnMapping, of: tuple[str, str]
) -> ColumnReading | None:
    """How an instant is read, from SQL for its value and for "a value is there that must be readable"."""
    (given, unknown), name, form, zone = of, column.name, origin.format or "", origin.zone
    letters = origin.offsets()
    named, clock = engine.named(given, found, form, zone, letters), engine.clock(given, found, form)
    if named is None and clock is None:
        return None
    if origin.offset:
        # NOTE: text reads the two together just as if the file had them in one column.
        apart = f"COALESCE(raw_offset_{name}, '') <> ''"
        whole = f"{engine.text(given)} || {_literal(' ' if form else '')} || raw_offset_{name}"
        read = engine.named(f"({whole})", "text", f"{form} %z" if form else "", zone, letters)
        named = f"COALESCE({named or engine.nothing(ColumnKind.INSTANT)}, CASE WHEN {apart} THEN {read} END)"
        clock = clock and f"CASE WHEN NOT ({apart}) THEN {clock} END"
    if clock is None:
        return ColumnReading(column, f"raw_{name}", named or "", f"({unknown} AND {named} IS NULL)")
    first, second = engine.instants(f"clock_{name}", zone)
    value = f"COALESCE({named}, {first})" if named else first
    flag, told = f"({unknown} AND {value} IS NULL)", "" if origin.constant is not None else zone
    return ColumnReading(column, f"raw_{name}", value, flag, clock, told, second)


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


def _words(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

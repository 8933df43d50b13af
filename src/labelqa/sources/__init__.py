"""params/sources.yml at work: the company's files as canonical tables, in the engine."""

from __future__ import annotations

import unicodedata

from ..contracts import ColumnKind, TableContract
from ..contracts.checks import EARLIEST, LATEST
from ..engines import Engine
from ..errors import DataError, Problem
from ..params import Mapping
from .bringing import bring
from .derived import derive
from .files import MADE_OF_PARAMS, Slice, Source, check, find, staged
from .layouts import FileLayout, layout, once
from .mapped import Mapped
from .newest import newest
from .paths import PLACE
from .twice import settle
from .unions import is_united, united
from .wide import completed, shapes

__all__ = [
    "MADE_OF_PARAMS",
    "PLACE",
    "Mapped",
    "Slice",
    "Source",
    "bring",
    "check",
    "derive",
    "find",
    "is_united",
    "map_table",
    "staged",
]


def map_table(engine: Engine, source: Source, cut: Slice) -> Mapped:
    """Define the views of one table. Raises DataError listing all that its files lack or hold amiss."""
    table = source.table
    problems: list[Problem] = []
    layouts: list[tuple[Mapping, list[FileLayout]]] = []
    for number, (mapping, files) in enumerate(source.parts, start=1):
        try:
            views = engine.register(f"{table.name}_files_{number}", files)
            views = newest(engine, mapping, views, f"{table.name}_files_{number}")
            layouts.append((mapping, [layout(engine, table, mapping, view, cut.market) for view in views]))
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(*dict.fromkeys(problems))
    unreadable = frozenset(name for _, made in layouts for each in made for name in each.unreadable())
    engine.define(f"{table.name}_read", _rows(engine, table, layouts, unreadable))
    given = frozenset(name for _, made in layouts for each in made for name in each.given())
    settled = settle(engine, table, f"{table.name}_read", cut.market)
    rows = united(settled, table, unreadable) if is_united(source) else settled
    engine.define(f"{table.name}_source", completed(engine, table, rows, given))
    window = _window(table, cut)
    if table.by_market:
        _refuse_spellings(engine, table, cut.market, window)
        told_by_path = all(mapping.names_market for mapping, _ in source.parts)
        ours = cut.alone or told_by_path
        market = f"market_id = '{cut.market}'" + (" OR market_id IS NULL" if ours else "")
        homeless = "FALSE" if ours else "market_id IS NULL"
        engine.define(
            f"{table.name}_homeless",
            f"SELECT COUNT(*) FILTER (WHERE {homeless}) AS cases, COUNT(*) AS of_all,"
            " MIN(source_file || ' row ' || CAST(source_row AS VARCHAR))"
            f" FILTER (WHERE {homeless}) AS example"
            f" FROM {table.name}_source WHERE {window}",
        )
        engine.define(f"{table.name}_market", f"SELECT * FROM {table.name}_source WHERE {market}")
        engine.define(f"{table.name}_window", f"SELECT * FROM {table.name}_market WHERE {window}")
    zones = frozenset(zone for _, made in layouts for each in made for zone in each.zones())
    return Mapped(table, unreadable, _unobserved(source), zones, given, shapes(engine, table, given))


def _rows(
    engine: Engine,
    table: TableContract,
    layouts: list[tuple[Mapping, list[FileLayout]]],
    unreadable: frozenset[str],
) -> str:
    """SQL for the rows of all mappings' files, whatever their layouts; of equal ones the first if asked."""
    alike: dict[bool, list[str]] = {}
    for mapping, made in layouts:
        alike.setdefault(mapping.distinct, []).extend(each.select(engine, unreadable) for each in made)
    rows = {distinct: " UNION ALL ".join(each) for distinct, each in alike.items()}
    return " UNION ALL ".join(
        once(sql, table, unreadable) if distinct else sql for distinct, sql in rows.items()
    )


def _window(table: TableContract, cut: Slice) -> str:
    if table.at is None:
        return "TRUE"
    start, end = (f"TIMESTAMP '{instant:%Y-%m-%d %H:%M:%S}'" for instant in (cut.start, cut.end))
    return (
        f"({table.at} >= {start} AND {table.at} < {end}) OR {table.at} IS NULL"
        f" OR {table.at} < TIMESTAMP '{EARLIEST}' OR {table.at} >= TIMESTAMP '{LATEST}'"
    )


def _refuse_spellings(engine: Engine, table: TableContract, market: str, window: str) -> None:
    """Raise DataError where some rows' market differs only in case, spaces, width or invisible signs."""
    query = (
        "SELECT market_id, MIN(source_file || ' row ' || CAST(source_row AS VARCHAR)) AS place"
        f" FROM {table.name}_source WHERE ({window}) AND market_id IS NOT NULL GROUP BY market_id"
    )
    found = {str(row["market_id"]): row["place"] for row in engine.fetch(query).to_pylist()}
    alike = sorted(name for name in found if name != market and _plain(name) == _plain(market))
    if alike:
        spelt = ", ".join(f"{name!a} ({found[name]})" for name in alike)
        raise DataError(
            Problem(
                f"market_id is also spelt {spelt}", table.name, f"write it {market} in every row, or map it"
            )
        )


def _plain(name: str) -> str:
    shown = (c for c in unicodedata.normalize("NFKC", name) if unicodedata.category(c)[0] not in "CZ")
    return "".join(shown).casefold()


def _unobserved(source: Source) -> tuple[str, ...]:
    """The instants and dates that are the same for every row because the mapping says so."""
    return tuple(
        f"{source.table.name}.{column.name}"
        for column in source.table.columns
        if column.kind in (ColumnKind.INSTANT, ColumnKind.DATE)
        and any(
            mapping.columns
            and column.name in mapping.columns
            and mapping.columns[column.name].constant is not None
            for mapping, _ in source.parts
        )
    )

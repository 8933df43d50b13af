"""Freezing: what is read of one market's window, checked, and written as the tables of a snapshot."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from .. import sources
from ..contracts import CANONICAL, FROZEN, ONLY_IN_MARTS, ColumnKind, TableContract
from ..engines import Engine, connect
from ..engines.parquet import schema, write
from ..errors import DataError, Problem
from ..marts import JUDGED, MARTS, bins_query
from ..params import MarketParams, Params
from ..periods import Period
from ..sources import MADE_OF_PARAMS, PLACE, Mapped, Slice, Source
from .agreements import refuse_misfits, with_targets
from .clocks import Clock, clocks, unclear
from .emptiness import refuse_empty
from .inspection import SnapshotInspection, inspect
from .notes import notes, too_many_homeless
from .scope import narrow, slice_of

NEEDED = ("labels",)


@dataclass(frozen=True)
class Frozen:
    """What is known of the tables just written, besides their rows."""

    window: Period
    missing: dict[str, str]
    inspection: SnapshotInspection
    rows: dict[str, int]
    unobserved: tuple[str, ...]
    clocks: tuple[Clock, ...]
    notes: tuple[str, ...]
    derived: tuple[str, ...]
    fetched: dict[str, str]


def write_tables(
    params: Params, market: MarketParams, period: Period, workspace: Path, folder: Path, scratch: Path
) -> Frozen:
    """
    Write every table of a snapshot, and the rows set aside, into `folder`.

    Raises ParamsError where the mapping fits no contract, DataError where the data is refused.
    """
    sources.check(params)
    held, cut = slice_of(params, market.id, period)
    listed = sources.find(params.sources, workspace, cut)
    _refuse_missing(listed)
    brought = sources.bring(listed, params.sources, workspace, cut, scratch)
    found = sources.staged(brought.found, scratch / "intake")
    files = {path for source in found.values() for path in source.paths()}
    engine = connect(params.sources.engine, files, scratch)
    try:
        tables = sources.derive(engine, _mapped(engine, found, cut), cut, market.timezone)
        narrow(engine, tables, market.id)
        _define_period(engine, period, market.timezone)
        inspection = _inspected(engine, params, tables, market, cut, folder)
        refuse_empty(engine, period, market, found["labels"])
        rows = _write_all(engine, params, market, tables, folder)
        said = notes(engine, found, tables, period) + unclear(engine, tables, period.label)
        assumed = clocks(engine, tables)
    finally:
        engine.close()
    derived = tuple(name for name in CANONICAL if name in tables and tables[name].derived)
    missing, digests = _missing(found, {*tables}, rows), dict(brought.digests)
    return Frozen(held, missing, inspection, rows, _unobserved(tables), assumed, said, derived, digests)


def _refuse_missing(found: Mapping[str, Source]) -> None:
    problems = [
        Problem(f"the table {name} is needed and has no file", PLACE, "map it to the files that hold it")
        for name in NEEDED
        if name not in found or not found[name].parts
    ]
    if problems:
        raise DataError(*problems)


def _mapped(engine: Engine, found: Mapping[str, Source], cut: Slice) -> dict[str, Mapped]:
    tables = {}
    problems: list[Problem] = []
    for name, source in found.items():
        if source.parts:
            try:
                tables[name] = sources.map_table(engine, source, cut)
            except DataError as error:
                problems += error.problems
    if problems:
        raise DataError(*problems)
    return tables


def _define_period(engine: Engine, period: Period, zone: str) -> None:
    start, end = (f"TIMESTAMP '{instant:%Y-%m-%d %H:%M:%S}'" for instant in period.bounds(zone))
    engine.define("period_bounds", f"SELECT {start} AS start_at, {end} AS end_at")


def _inspected(
    engine: Engine,
    params: Params,
    tables: Mapping[str, Mapped],
    market: MarketParams,
    cut: Slice,
    folder: Path,
) -> SnapshotInspection:
    """
    What the contracts say, or DataError with all that they and the control totals have against it.

    Raises ParamsError for targets that nothing could be held against.
    """
    problems = _wrong_totals(engine, params, tables, cut)
    problems += too_many_homeless(engine, tables, params.project.rejected_share)
    try:
        inspection = inspect(engine, tables, market.timezone, params.project.rejected_share, folder)
    except DataError as error:
        problems += error.problems
    if problems:
        raise DataError(*problems)
    if "targets" in tables:
        refuse_misfits(engine)
    return inspection


def _wrong_totals(engine: Engine, params: Params, tables: Mapping[str, Mapped], cut: Slice) -> list[Problem]:
    problems = []
    for name, markets in params.sources.control_totals.items():
        totals = {m: rows for m, rows in markets.get(cut.market, {}).items() if m in cut.months()}
        if not totals:
            continue
        counted = dict.fromkeys(totals, 0)
        if name in tables:
            counted |= _rows_by_month(engine, tables[name].table)
        problems += [
            Problem(
                f"{counted[month]:,} rows of {cut.market} in {month}, but the control total is {total:,}",
                name,
                "deliver the month again, complete and once",
            )
            for month, total in totals.items()
            if counted[month] != total
        ]
    return problems


def _rows_by_month(engine: Engine, table: TableContract) -> dict[str, int]:
    found = engine.fetch(
        f"SELECT EXTRACT(YEAR FROM {table.at}) AS year, EXTRACT(MONTH FROM {table.at}) AS month,"
        f" COUNT(*) AS cases FROM {table.name}_market WHERE {table.at} IS NOT NULL GROUP BY 1, 2"
    )
    return {f"{int(row['year']):04}-{int(row['month']):02}": row["cases"] for row in found.to_pylist()}


def _write_all(
    engine: Engine, params: Params, market: MarketParams, tables: Mapping[str, Mapped], folder: Path
) -> dict[str, int]:
    """Write the marts and the small tables; rows by table."""
    engine.keep("handling_bins", bins_query())
    if "gold" in tables:
        accepted = engine.each("acceptable_label_ids")
        engine.define(
            "gold_accepts",
            f"SELECT item_id, queue_id, gold_version, {accepted} AS label_id FROM gold_slice",
        )
        engine.define(JUDGED.name, JUDGED.query)
    written = {
        MADE_OF_PARAMS: pa.Table.from_pylist([_row(market)], schema(CANONICAL[MADE_OF_PARAMS].columns))
    }
    for mart in MARTS:
        if set(mart.reads) <= set(tables):
            engine.define(mart.name, mart.query)
            rows = _sorted(engine, FROZEN[mart.name], mart.name)
            if rows.num_rows or not mart.column:
                written[mart.name] = rows
    for name, mapped in tables.items():
        if name not in ONLY_IN_MARTS:
            written[name] = _sorted(engine, mapped.table, f"{name}_slice")
    if agreed := [target for target in params.targets if target.market_id in (None, market.id)]:
        written["targets"] = with_targets(written.get("targets"), agreed)
    for name, rows in written.items():
        write(rows, folder / f"{name}.parquet")
    return {name: rows.num_rows for name, rows in sorted(written.items())}


def _sorted(engine: Engine, table: TableContract, view: str) -> pa.Table:
    """All rows in the one order that their values give, in the types of the contract."""
    columns = {column.name: column for column in table.columns}
    others = [c.name for c in table.columns if c.name not in table.key and c.kind is not ColumnKind.TEXTS]
    order = ", ".join(f'"{name}" NULLS FIRST' for name in (*table.key, *others))
    names = ", ".join(f'"{name}"' for name in columns)
    rows = engine.fetch(f"SELECT {names} FROM {view} ORDER BY {order}")
    return rows.cast(schema(table.columns))


def _row(market: MarketParams) -> dict[str, str]:
    return {
        "market_id": market.id,
        "name": market.name,
        "timezone": market.timezone,
        "languages": ", ".join(market.languages),
    }


def _missing(found: Mapping[str, Source], tables: Collection[str], rows: Mapping[str, int]) -> dict[str, str]:
    """Why each table that a snapshot could hold is not there."""
    why = {}
    for name in CANONICAL:
        if name in rows or name in tables:
            continue
        why[name] = "it has no file for this window" if name in found else f"it is not in {PLACE}"
    for mart in MARTS:
        if mart.name not in rows:
            lacking = ", ".join(name for name in mart.reads if name in why)
            why |= {mart.name: f"table {lacking} is missing"} if lacking else {}
    return why


def _unobserved(tables: Mapping[str, Mapped]) -> tuple[str, ...]:
    return tuple(name for mapped in tables.values() for name in mapped.unobserved)

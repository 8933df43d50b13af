"""What goes into one market's snapshot: its days, and of shared tables what its own rows speak of."""

from __future__ import annotations

from collections.abc import Collection

from ..contracts import CANONICAL, TableContract
from ..engines import Engine
from ..params import Params
from ..periods import Period, PeriodKind, window
from ..sources import Slice

_BY_RULE = {
    "label_classes": "taxonomy_version IN (SELECT taxonomy_version FROM queues_window)",
    "sop_versions": "sop_family IN (SELECT sop_family FROM queues_window)",
    "sop_clauses": "sop_family IN (SELECT sop_family FROM queues_window)",
    "gold": "(market_id IS NULL OR market_id = '{market}')"
    " AND item_id IN (SELECT item_id FROM labels_window WHERE is_gold)",
    "targets": "market_id IS NULL OR market_id = '{market}'",
}


def slice_of(params: Params, market_id: str, period: Period) -> tuple[Period, Slice]:
    """The business days that a snapshot of the period holds, and the same as a slice of the sources."""
    held = Period(PeriodKind.RANGE, *window(period, params.history_weeks))
    start, end = held.bounds(params.market(market_id).timezone)
    alone = len(params.markets) == 1
    return held, Slice(market_id, start.replace(tzinfo=None), end.replace(tzinfo=None), alone)


def narrow(engine: Engine, present: Collection[str], market: str) -> None:
    """
    Make `<table>_window` of each table present that is not by market.

    Dimensions hold what the market's rows of the window refer to, and rows whose id is missing, so that
    these are set aside rather than overlooked.
    """
    shared = [CANONICAL[name] for name in reversed(CANONICAL) if name in present]
    shared = [table for table in shared if not table.by_market]
    for table in sorted(shared, key=lambda table: table.name in _BY_RULE):
        rule = _BY_RULE.get(table.name, "").format(market=market) or _spoken_of(table, present)
        engine.keep(f"{table.name}_window", f"SELECT * FROM {table.name}_source WHERE {rule}")


def _spoken_of(table: TableContract, present: Collection[str]) -> str:
    """SQL: the rows that a row in the window of another table refers to."""
    ids = [
        f"SELECT {column.name} AS id FROM {other}_window"
        for other in CANONICAL
        if other in present
        for column in CANONICAL[other].columns
        if column.refers and column.refers.table == table.name and other != table.name
    ]
    key = table.key[0]
    return f"{key} IS NULL OR {key} IN ({' UNION '.join(ids)})" if ids else "FALSE"

"""What each vendor of a market contributes to a rate of several: its amount, and how much of it is good."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ..disclosure.benchmarks import Contribution
from ..disclosure.rates import Days
from ..snapshots import Snapshot

Counted = tuple[pa.Array, pa.Array, pa.Array]  # vendor, amount, good: one row each


def contributions(snapshot: Snapshot, metric: str, days: Days) -> dict[str, Contribution]:
    """Each vendor's part in a metric of some days; a vendor that nobody registered consents to nothing."""
    owners = holdings(snapshot)
    found = {}
    for row in _sums(METRICS[metric](snapshot, days)):
        holding, consents = owners.get(row["vendor"], (row["vendor"], False))
        amount, good, rows = float(row["amount_sum"]), float(row["good_sum"]), row["amount_count"]
        found[row["vendor"]] = Contribution(holding, amount, good, consents, rows)
    return found


def holdings(snapshot: Snapshot) -> dict[str, tuple[str, bool]]:
    """Each vendor's holding, itself where none is named, and whether it consents; unknown is no."""
    if "vendors" not in snapshot.tables():
        return {}
    table = _read(snapshot, "vendors").to_pylist()
    return {
        row["vendor_id"]: (row.get("holding_id") or row["vendor_id"], bool(row.get("peer_benchmark_consent")))
        for row in table
    }


def _sums(counted: Counted | None) -> list[dict[str, Any]]:
    if counted is None:
        return []
    table = pa.table(dict(zip(("vendor", "amount", "good"), counted, strict=True)))
    sums = table.filter(pc.is_valid(table["vendor"])).group_by("vendor")
    rows: list[dict[str, Any]] = sums.aggregate(
        [("amount", "sum"), ("amount", "count"), ("good", "sum")]
    ).to_pylist()
    return rows


def _accuracy(snapshot: Snapshot, days: Days) -> Counted | None:
    if not {"audited_labels", "sample_designs"} <= set(snapshot.tables()):
        return None
    designs = _read(snapshot, "sample_designs")
    monthly = pc.and_(designs["is_probability"], pc.equal(designs["purpose"], "monthly_estimate"))
    table = _of_days(snapshot, "audited_labels", days)
    drawn = designs.filter(monthly)["design_id"].combine_chunks()
    table = table.filter(pc.is_in(table["design_id"], value_set=drawn))
    table = table.filter(pc.not_equal(table["verdict"], "unsure"))
    weight = pc.divide(1.0, table["incl_prob"])
    right = pc.multiply(weight, pc.equal(table["verdict"], "correct").cast(pa.float64()))
    return table["vendor_id"], weight, right


def _gold(snapshot: Snapshot, days: Days) -> Counted | None:
    if "gold_answers" not in snapshot.tables():
        return None
    table = _of_days(snapshot, "gold_answers", days)
    return table["vendor_id"], pa.array([1.0] * len(table)), table["correct"].cast(pa.float64())


METRICS: Mapping[str, Callable[[Snapshot, Days], Counted | None]] = {
    "accuracy.audit": _accuracy,
    "accuracy.gold": _gold,
}


def _of_days(snapshot: Snapshot, name: str, days: Days) -> pa.Table:
    table = _read(snapshot, name)
    start, end = (pa.scalar(day, pa.date32()) for day in days)
    day = table["local_date"]
    return table.filter(pc.and_(pc.greater_equal(day, start), pc.less(day, end)))


def _read(snapshot: Snapshot, name: str) -> pa.Table:
    return pq.read_table(snapshot.folder / f"{name}.parquet")

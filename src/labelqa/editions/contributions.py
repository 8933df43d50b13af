"""What each vendor of a market contributes to a rate of several: its amount, and how much of it is good."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ..disclosure.benchmarks import Contribution
from ..disclosure.rates import Days
from ..snapshots import Snapshot

DAY, AMOUNT, GOOD = "local_date", "amount", "good"


@dataclass(frozen=True)
class Contributions:
    """What the vendors of a snapshot contribute to a metric: read once, whatever days are asked for."""

    snapshot: Snapshot
    metric: str

    def of(self, days: Days) -> dict[str, Contribution]:
        """Each vendor's part in some days; a vendor that nobody registered consents to nothing."""
        found = {}
        for row in self._sums(days):
            vendor, rows = row["vendor_id"], row[f"{AMOUNT}_count"]
            holding, consents = self._owners.get(vendor, (vendor, False))
            amount, good = float(row[f"{AMOUNT}_sum"]), float(row[f"{GOOD}_sum"])
            found[vendor] = Contribution(holding, amount, good, consents, rows)
        return found

    def _sums(self, days: Days) -> list[dict[str, Any]]:
        if self._counted is None:
            return []
        start, end = (pa.scalar(day, pa.date32()) for day in days)
        day = self._counted[DAY]
        table = self._counted.filter(pc.and_(pc.greater_equal(day, start), pc.less(day, end)))
        sums = table.group_by("vendor_id").aggregate([(AMOUNT, "sum"), (AMOUNT, "count"), (GOOD, "sum")])
        rows: list[dict[str, Any]] = sums.to_pylist()
        return rows

    @cached_property
    def _counted(self) -> pa.Table | None:
        """One row for each observation of a vendor, with its day, its amount and how much of it is good."""
        counted = METRICS[self.metric](self.snapshot)
        return None if counted is None else counted.filter(pc.is_valid(counted["vendor_id"]))

    @cached_property
    def _owners(self) -> dict[str, tuple[str, bool]]:
        return holdings(self.snapshot)


def holdings(snapshot: Snapshot) -> dict[str, tuple[str, bool]]:
    """Each vendor's holding, itself where none is named, and whether it consents; unknown is no."""
    if "vendors" not in snapshot.tables():
        return {}
    table = _read(snapshot, "vendors").to_pylist()
    return {
        row["vendor_id"]: (row.get("holding_id") or row["vendor_id"], bool(row.get("peer_benchmark_consent")))
        for row in table
    }


def _accuracy(snapshot: Snapshot) -> pa.Table | None:
    if not {"audited_labels", "sample_designs"} <= set(snapshot.tables()):
        return None
    designs = _read(snapshot, "sample_designs")
    monthly = pc.and_(designs["is_probability"], pc.equal(designs["purpose"], "monthly_estimate"))
    table = _read(snapshot, "audited_labels")
    drawn = designs.filter(monthly)["design_id"].combine_chunks()
    table = table.filter(pc.is_in(table["design_id"], value_set=drawn))
    table = table.filter(pc.not_equal(table["verdict"], "unsure"))
    weight = pc.divide(1.0, table["incl_prob"])
    return _counting(
        table, weight, pc.multiply(weight, pc.equal(table["verdict"], "correct").cast(pa.float64()))
    )


def _gold(snapshot: Snapshot) -> pa.Table | None:
    if "gold_answers" not in snapshot.tables():
        return None
    table = _read(snapshot, "gold_answers")
    return _counting(table, pa.array([1.0] * len(table)), table["correct"].cast(pa.float64()))


def _counting(table: pa.Table, amount: Any, good: Any) -> pa.Table:
    return table.select([DAY, "vendor_id"]).append_column(AMOUNT, amount).append_column(GOOD, good)


METRICS: Mapping[str, Callable[[Snapshot], pa.Table | None]] = {
    "accuracy.audit": _accuracy,
    "accuracy.gold": _gold,
}


def _read(snapshot: Snapshot, name: str) -> pa.Table:
    return pq.read_table(snapshot.folder / f"{name}.parquet")

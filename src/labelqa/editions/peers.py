"""The one table about others: each rate of all other vendors together, cleared before a kernel exists."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ..disclosure.benchmarks import Benchmark, Contribution, benchmark
from ..params import Job
from ..snapshots import Snapshot

NAME = "benchmarks"
SCHEMA = pa.schema([("metric", pa.string()), ("value", pa.float64())])

Counted = tuple[pa.Array, pa.Array, pa.Array]  # vendor, amount, good: one row each


def peers(snapshot: Snapshot, job: Job, vendor: str, p_percent: float) -> dict[str, Benchmark]:
    """The benchmark of each metric for one vendor, withheld ones with the rule that withheld them."""
    holdings = _holdings(snapshot)
    found = {}
    for metric, count in METRICS.items():
        parts = []
        for name, amount, good in _sums(count(snapshot, job)):
            holding, consents = holdings.get(name, (name, False))
            parts.append(Contribution(holding, amount, good, consents))
        recipient, _ = holdings.get(vendor, (vendor, False))
        found[metric] = benchmark(parts, recipient, p_percent)
    return found


def as_table(found: Mapping[str, Benchmark]) -> pa.Table:
    """What of it goes into the extract: one row for every metric, whether withheld or not."""
    rows = [{"metric": metric, "value": each.value} for metric, each in found.items()]
    return pa.Table.from_pylist(rows, SCHEMA)


def _holdings(snapshot: Snapshot) -> dict[str, tuple[str, bool]]:
    """Each vendor's holding, itself where none is named, and whether it consents; unknown is no."""
    if "vendors" not in snapshot.tables():
        return {}
    table = _read(snapshot, "vendors").to_pylist()
    return {
        row["vendor_id"]: (row.get("holding_id") or row["vendor_id"], bool(row.get("peer_benchmark_consent")))
        for row in table
    }


def _sums(counted: Counted | None) -> list[tuple[str, float, float]]:
    if counted is None:
        return []
    table = pa.table(dict(zip(("vendor", "amount", "good"), counted, strict=True)))
    sums = table.filter(pc.is_valid(table["vendor"])).group_by("vendor")
    rows = sums.aggregate([("amount", "sum"), ("good", "sum")]).to_pylist()
    return [(row["vendor"], float(row["amount_sum"]), float(row["good_sum"])) for row in rows]


def _accuracy(snapshot: Snapshot, job: Job) -> Counted | None:
    if not {"audited_labels", "sample_designs"} <= set(snapshot.tables()):
        return None
    designs = _read(snapshot, "sample_designs")
    monthly = pc.and_(designs["is_probability"], pc.equal(designs["purpose"], "monthly_estimate"))
    table = _of_period(snapshot, "audited_labels", job)
    drawn = designs.filter(monthly)["design_id"].combine_chunks()
    table = table.filter(pc.is_in(table["design_id"], value_set=drawn))
    table = table.filter(pc.not_equal(table["verdict"], "unsure"))
    weight = pc.divide(1.0, table["incl_prob"])
    right = pc.multiply(weight, pc.equal(table["verdict"], "correct").cast(pa.float64()))
    return table["vendor_id"], weight, right


def _gold(snapshot: Snapshot, job: Job) -> Counted | None:
    if "gold_answers" not in snapshot.tables():
        return None
    table = _of_period(snapshot, "gold_answers", job)
    return table["vendor_id"], pa.array([1.0] * len(table)), table["correct"].cast(pa.float64())


METRICS: Mapping[str, Callable[[Snapshot, Job], Counted | None]] = {
    "accuracy.audit": _accuracy,
    "accuracy.gold": _gold,
}


def _of_period(snapshot: Snapshot, name: str, job: Job) -> pa.Table:
    table = _read(snapshot, name)
    start, end = (pa.scalar(day, pa.date32()) for day in (job.period.start, job.period.end))
    day = table["local_date"]
    return table.filter(pc.and_(pc.greater_equal(day, start), pc.less(day, end)))


def _read(snapshot: Snapshot, name: str) -> pa.Table:
    return pq.read_table(snapshot.folder / f"{name}.parquet")

"""The one table about others: each rate of all other vendors together, cleared before a kernel exists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pyarrow as pa

from ..disclosure.benchmarks import Benchmark
from ..params import Edition, Job, Params
from ..snapshots import Snapshot
from .audience import Audience
from .contributions import METRICS

NAME = "benchmarks"
SCHEMA = pa.schema([("metric", pa.string()), ("value", pa.float64())])


def peers(snapshot: Snapshot, job: Job, edition: Edition, p_percent: float) -> dict[str, Benchmark]:
    """The benchmark of each metric for a vendor's edition, withheld ones with the rule that withheld them."""
    audience, days = Audience(snapshot, str(edition.vendor), p_percent), (job.period.start, job.period.end)
    return {
        metric: Benchmark(None, "withheld in params/editions.yml")
        if metric in edition.withhold
        else audience.benchmark(metric, days)
        for metric in METRICS
    }


def without_peers(params: Params, edition: str) -> Params:
    """The params, but a vendor's edition withholds every rate of others: what nobody clears tells none."""
    known = params.edition(edition)
    if known.vendor is None:
        return params
    silent = known.model_copy(update={"withhold": tuple(METRICS)})
    return replace(params, editions={**params.editions, edition: silent})


def as_table(found: Mapping[str, Benchmark]) -> pa.Table:
    """What of it goes into the extract: one row for every metric, whether withheld or not."""
    rows = [{"metric": metric, "value": each.value} for metric, each in found.items()]
    return pa.Table.from_pylist(rows, SCHEMA)

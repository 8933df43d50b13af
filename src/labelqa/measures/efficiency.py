"""Output against standard times, and output that is right."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import pandas as pd

from ..estimates import Estimate, Estimates, Unit
from .clusters import by_people, clustered_ratio
from .grouping import named
from .products import mover_product


def efficiency(
    label_days: pd.DataFrame, std_seconds: Mapping[str, float], by: tuple[str, ...] = ()
) -> Estimates:
    """
    Standard seconds of the labels over the seconds they took, sum(timed_q std_q) / sum(active_s).

    1 is the standard; above it is faster. It does not depend on the mix of queues as throughput does.
    `std_seconds` is by queue; labels of queues that have none count in neither part, and are flagged. A
    ratio of sums, its interval by people.
    """
    name = "efficiency"
    timed = label_days[label_days["timed"] > 0] if len(label_days) else label_days
    if timed.empty:
        return Estimates.missing(name, by, "no label was timed", Unit.INDEX)
    standard = timed["queue_id"].map(dict(std_seconds)).astype(float)
    if standard.isna().all():
        return Estimates.missing(name, by, "no queue has a standard time", Unit.INDEX)
    rows = named(timed, by).assign(standard=standard * timed["timed"], seconds=timed["active_ms"] / 1000)
    table = clustered_ratio(rows[standard.notna()], "standard", "seconds", by)
    found = by_people(table, name, by, Unit.INDEX)
    without = timed["queue_id"][standard.isna()].nunique()
    return _flagged(found, without) if without else found


def quality_adjusted(throughput: Estimates, accuracy: Estimates) -> Estimates:
    """
    Right labels an hour of handling: throughput times accuracy, row by row of `throughput`.

    Interval: MOVER on logarithms (Zou and Donner 2008), which takes the two as independent.
    """
    by, unit = throughput.by, Unit.PER_HOUR
    name = "throughput.quality_adjusted"
    shares = {tuple(keys.values()): estimate for keys, estimate in accuracy}
    found: list[tuple[tuple[object, ...], Estimate]] = [
        (tuple(keys.values()), mover_product(each, shares[tuple(keys.values())], unit))
        for keys, each in throughput
        if tuple(keys.values()) in shares
    ]
    if not found:
        return Estimates.missing(name, by, throughput.why or accuracy.why or "no audits", unit)
    return Estimates.of(name, by, found, unit)


def _flagged(estimates: Estimates, without: int) -> Estimates:
    flag = "1 queue has no standard time" if without == 1 else f"{without} queues have no standard time"
    rows = estimates.rows
    return dataclasses.replace(estimates, rows=rows.assign(flags=[(*each, flag) for each in rows["flags"]]))

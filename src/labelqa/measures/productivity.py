"""Where paid time went, and how long a label takes."""

from __future__ import annotations

import pandas as pd

from ..estimates import Estimates, Unit
from .clusters import by_people, clustered_ratio
from .grouping import named

HANDLING, WAITING = "handling", "waiting"


def utilisation(
    time_days: pd.DataFrame, states: tuple[str, ...] = (HANDLING,), by: tuple[str, ...] = ()
) -> Estimates:
    """Share of paid seconds spent in `states`, paid: a ratio of sums, its interval by people."""
    return _share_of_paid(time_days, "utilisation", states, by)


def occupancy(time_days: pd.DataFrame, by: tuple[str, ...] = ()) -> Estimates:
    """Share of handling in handling and waiting, paid seconds: a ratio of sums, its interval by people."""
    ready = time_days
    if len(time_days):
        ready = time_days[time_days["state"].isin([HANDLING, WAITING])]
    return _share_of_paid(ready, "occupancy", (HANDLING,), by)


def shrinkage(time_days: pd.DataFrame, by: tuple[str, ...] = ()) -> Estimates:
    """
    Share of paid seconds in which nobody was there for work: 1 - (handling + waiting) / paid.

    With "state" in `by`, its parts: each other state's share of all paid seconds.
    """
    lost = [] if time_days.empty else sorted(set(time_days["state"]) - {HANDLING, WAITING})
    return _share_of_paid(time_days, "shrinkage", tuple(lost), by)


def time_use(time_days: pd.DataFrame, by: tuple[str, ...] = ()) -> Estimates:
    """Each state's share of paid seconds, by `by` and "state"; the shares of a group sum to 1."""
    states = () if time_days.empty else tuple(sorted(set(time_days["state"])))
    return _share_of_paid(time_days, "time.use", states, (*by, "state"))


def throughput(label_days: pd.DataFrame, by: tuple[str, ...] = ()) -> Estimates:
    """Timed labels per handling hour, sum(timed) / sum(active_ms); its interval by people."""
    timed = label_days[label_days["timed"] > 0] if len(label_days) else label_days
    if timed.empty:
        return Estimates.missing("throughput", by, "no label was timed", Unit.PER_HOUR)
    hours = named(timed, by).assign(hours=timed["active_ms"] / 3_600_000)
    return by_people(clustered_ratio(hours, "timed", "hours", by), "throughput", by, Unit.PER_HOUR)


def mean_handling_time(label_days: pd.DataFrame, by: tuple[str, ...] = ()) -> Estimates:
    """Mean handling seconds of a timed label, sum(active_ms) / sum(timed); its interval by people."""
    name = "time.per_item.mean"
    timed = label_days[label_days["timed"] > 0] if len(label_days) else label_days
    if timed.empty:
        return Estimates.missing(name, by, "no label was timed", Unit.SECONDS)
    seconds = named(timed, by).assign(seconds=timed["active_ms"] / 1000)
    table = clustered_ratio(seconds, "seconds", "timed", by)
    return by_people(table.assign(n=table["under"]), name, by, Unit.SECONDS)


def _share_of_paid(
    time_days: pd.DataFrame, name: str, states: tuple[str, ...], by: tuple[str, ...]
) -> Estimates:
    """Paid seconds in `states` over all paid seconds of the group, in which "state" is no group."""
    paid = time_days[time_days["paid"].astype(bool)] if len(time_days) else time_days
    if paid.empty:
        return Estimates.missing(name, by, "no paid time")
    if not states and "state" in by:
        return Estimates.missing(name, by, "no paid time in other states")
    groups = tuple(column for column in by if column != "state")
    parts = [(state,) for state in states] if "state" in by else [states]
    paid = named(paid, groups)
    tables = {}
    for part in parts:
        spent = paid["seconds"].where(paid["state"].isin(part), 0)
        tables[part] = clustered_ratio(paid.assign(spent=spent), "spent", "seconds", groups)
    if "state" not in by:
        return by_people(tables[states], name, by, most=1)
    table = pd.concat({part[0]: one for part, one in tables.items()}, names=["state"]).reset_index()
    return by_people(table.set_index([*by]).sort_index(), name, by, most=1)

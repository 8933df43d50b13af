"""Where paid time went, and how long a label takes."""

from __future__ import annotations

import dataclasses

import pandas as pd
from scipy import stats

from ..estimates import Estimates, Unit
from .clusters import clustered_ratio
from .grouping import grouped, named, tabulated
from .quantiles import quantile

HANDLING, WAITING = "handling", "waiting"
QUANTILES = {0.5: "median", 0.9: "p90"}
LINEARISED = "ratio-linearised"


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
    return _by_people(clustered_ratio(hours, "timed", "hours", by), "throughput", by, Unit.PER_HOUR)


def mean_handling_time(label_days: pd.DataFrame, by: tuple[str, ...] = ()) -> Estimates:
    """Mean handling seconds of a timed label, sum(active_ms) / sum(timed); its interval by people."""
    name = "time.per_item.mean"
    timed = label_days[label_days["timed"] > 0] if len(label_days) else label_days
    if timed.empty:
        return Estimates.missing(name, by, "no label was timed", Unit.SECONDS)
    seconds = named(timed, by).assign(seconds=timed["active_ms"] / 1000)
    table = clustered_ratio(seconds, "seconds", "timed", by)
    return _by_people(table.assign(n=table["under"]), name, by, Unit.SECONDS)


def handling_time(handling_days: pd.DataFrame, q: float, by: tuple[str, ...] = ()) -> Estimates:
    """
    The quantile `q` (.5 or .9) of handling seconds, from the histogram of handling_days.

    Type 7; a label counts as long as the mean of its bin, so the value is exact where a bin holds one
    duration. The histogram does not know people, so its interval takes labels as independent and is
    flagged: people differ, and it is too narrow.
    """
    name = f"time.per_item.{QUANTILES[q]}"
    timed = handling_days[handling_days["timed"] > 0] if len(handling_days) else handling_days
    if timed.empty:
        return Estimates.missing(name, by, "no label was timed", Unit.SECONDS)
    bins = (
        named(timed, by).groupby([*by, "bin_ms"], observed=True)[["timed", "active_ms"]].sum().reset_index()
    )
    bins["seconds"] = bins["active_ms"] / bins["timed"] / 1000
    found = []
    for keys, part in grouped(bins, by):
        estimate = quantile(part["seconds"], part["timed"], q)
        flags = (*estimate.flags, "interval takes labels as independent")
        found.append((keys[: len(by)], dataclasses.replace(estimate, flags=flags)))
    return Estimates.of(name, by, found, Unit.SECONDS)


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
        return _by_people(tables[states], name, by)
    table = pd.concat({part[0]: one for part, one in tables.items()}, names=["state"]).reset_index()
    return _by_people(table.set_index([*by]).sort_index(), name, by)


def _by_people(table: pd.DataFrame, name: str, by: tuple[str, ...], unit: Unit = Unit.SHARE) -> Estimates:
    """Student's interval with people - 1 degrees of freedom; one person has none, and is not shown."""
    few = table["people"] < 2
    half = table["se"] * stats.t.ppf(0.975, table["people"].clip(2) - 1)
    value = table["value"].mask(few)
    table = table.assign(
        value=value,
        low=(value - half).clip(0),
        high=(value + half).clip(upper=1 if unit is Unit.SHARE else None),
        n=table.get("n", table["people"]),
        n_eff=table["people"].astype(float),
        flags=[("one person is too few for an interval",) if one else () for one in few],
    )
    return tabulated(table, name, by, LINEARISED, unit)

"""How many people the work needs, in full-time equivalents, and how much work is to come."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from ..estimates import Estimate, Estimates, Unit
from .clusters import PERSON, clustered_product, product_by_people
from .grouping import grouped, named, tabulated
from .productivity import HANDLING, WAITING
from .products import mover_product
from .proportions import mover_difference

WEEKS, FEWEST_WEEKS = 8, 4  # that a forecast looks back on, and without which there is none
HOUR = 3600.0

Keyed = list[tuple[tuple[object, ...], Estimate]]


@dataclass(frozen=True)
class Staffing:
    """
    What one full-time equivalent is good for: hours paid in a week, leave included, and their use.

    `shrinkage` and `occupancy` are the planned shares; None where the measured ones hold.
    """

    hours_a_week: float = 40.0
    shrinkage: float | None = None
    occupancy: float | None = None

    def hours(self, days: int) -> float:
        """Paid hours of one full-time equivalent in so many days."""
        return self.hours_a_week * days / 7

    def powers(self) -> tuple[dict[str, int], float]:
        """Paid seconds a decision as a product of powers of sums, and the planned shares it is over."""
        powers, planned = {"handling": 1, "labels": -1}, 1.0
        for share, over, under in (
            (self.occupancy, "ready", "handling"),
            (None if self.shrinkage is None else 1 - self.shrinkage, "paid", "ready"),
        ):
            if share is None:
                powers[over] = powers.get(over, 0) + 1
                powers[under] = powers.get(under, 0) - 1
            else:
                planned *= share
        return {column: power for column, power in powers.items() if power}, planned


def fte_needed(
    volume: Estimates, label_days: pd.DataFrame, time_days: pd.DataFrame, days: int, staffing: Staffing
) -> Estimates:
    """
    required_fte for the decisions `volume` within `days`, at the pace of label_days and time_days.

    The handling time of a decision is handling seconds of time_days over all decisions, gold items and
    skips among them: by the clock of shrinkage and occupancy, so that what the labelling tool does not
    time is not lost. What `staffing` does not plan is measured; a plan of nothing leaves paid seconds a
    decision. Interval: of the ratio of products by people (clustered_product), with that of `volume`.
    """
    name, by = "capacity.required", volume.by
    if label_days.empty or time_days.empty:
        return Estimates.missing(name, by, "no labels" if label_days.empty else "no time records", Unit.FTE)
    powers, planned = staffing.powers()
    sums = pd.concat([named(label_days, by), named(_by_clock(time_days), by)])[[*by, PERSON, *powers]]
    table = clustered_product(sums.fillna(dict.fromkeys(powers, 0)), powers, by)
    each = table.assign(value=table["value"] / HOUR / (staffing.hours(days) * planned))
    return row_by_row(
        name, volume, product_by_people(each, name, by, Unit.FTE), lambda v, f: mover_product(f, v, Unit.FTE)
    )


def forecast(label_days: pd.DataFrame, end: dt.date, days: int, by: tuple[str, ...] = ()) -> Estimates:
    """
    Decisions in the `days` from `end` on: as many a day as in the WEEKS weeks before it, counted in sevens.

    Prediction interval: Student's of one week, mean +- t s (1 + 1 / k)^(1/2), held for all weeks to come,
    since weeks move together: in the sample company it covered 90 % of 252 spans of four weeks, and 68 %
    with weeks taken as independent. n is the weeks.
    """
    name = "capacity.decisions_ahead"
    if label_days.empty:
        return Estimates.missing(name, by, "no labels", Unit.COUNT)
    before = (pd.Timestamp(end) - pd.to_datetime(label_days["local_date"])).dt.days - 1
    rows = named(label_days, by).assign(back=before // 7)[before.between(0, 7 * WEEKS - 1)]
    found: Keyed = []
    for keys, part in grouped(rows, by):
        weekly = part.groupby("back")["labels"].sum()
        weekly = weekly.reindex(range(int(weekly.index.max()) + 1), fill_value=0)
        found.append((keys[: len(by)], _to_come(weekly.to_numpy(float), days)))
    return Estimates.of(name, by, found, Unit.COUNT)


def decisions(label_days: pd.DataFrame, by: tuple[str, ...] = ()) -> Estimates:
    """All decisions, gold items and skips among them: a count, so its interval is the value."""
    name = "capacity.decisions"
    if label_days.empty:
        return Estimates.missing(name, by, "no labels", Unit.COUNT)
    made = grouped(named(label_days, by), by)["labels"].sum().astype(float)
    return tabulated(
        pd.DataFrame({"value": made, "low": made, "high": made, "n": made}), name, by, "count", Unit.COUNT
    )


def committed(requests: pd.DataFrame, end: dt.datetime, until: dt.datetime, per_label: float) -> Estimate:
    """
    Decisions still owed at `end` on requests due before `until`, overdue ones among them: a count.

    Requested labels less delivered ones, times `per_label`, the decisions that a delivered label takes.
    Requests made after `end` are not known by then. Times are UTC.
    """
    made, due, delivered = (
        pd.to_datetime(requests[at], utc=True) for at in ("created_at", "due_at", "delivered_at")
    )
    open_ = (made < end) & (due < until) & requests["cancelled_at"].isna() & ~(delivered < end)
    owed = (requests["volume_requested"] - requests["volume_delivered"])[open_].clip(0)
    value = float(owed.sum()) * per_label
    return Estimate(value, value, value, int(open_.sum()), float(open_.sum()), "count", Unit.COUNT)


def gap(available: Estimates, required: Estimates) -> Estimates:
    """People available less people required, row by row; below 0 they are too few (MOVER)."""
    return row_by_row("capacity.gap", required, available, lambda need, there: mover_difference(there, need))


def row_by_row(
    name: str, a: Estimates, b: Estimates, join: Callable[[Estimate, Estimate], Estimate]
) -> Estimates:
    """`join` of the rows that `a` and `b` share."""
    others = {tuple(keys.values()): estimate for keys, estimate in b}
    found: Keyed = [
        (tuple(keys.values()), join(each, others[tuple(keys.values())]))
        for keys, each in a
        if tuple(keys.values()) in others
    ]
    if not found:
        return Estimates.missing(name, a.by, a.why or b.why or "no data", Unit.FTE)
    return Estimates.of(name, a.by, found, Unit.FTE)


def _by_clock(time_days: pd.DataFrame) -> pd.DataFrame:
    """Paid seconds as columns: handling, ready (handling or waiting) and all."""
    paid = time_days["seconds"].where(time_days["paid"].astype(bool), 0)
    return time_days.assign(
        paid=paid,
        ready=paid.where(time_days["state"].isin([HANDLING, WAITING]), 0),
        handling=paid.where(time_days["state"] == HANDLING, 0),
    )


def _to_come(weekly: np.ndarray, days: int) -> Estimate:
    weeks, ahead = len(weekly), days / 7
    if weeks < FEWEST_WEEKS:
        return Estimate.absent(f"{weeks} weeks are too few to forecast from", Unit.COUNT)
    spread = float(weekly.std(ddof=1)) * math.sqrt(1 + 1 / weeks)
    half = float(stats.t.ppf(0.975, weeks - 1)) * spread
    value, low, high = (ahead * max(0.0, weekly.mean() + step) for step in (0, -half, half))
    return Estimate(value, low, high, weeks, float(weeks), "prediction", Unit.COUNT)

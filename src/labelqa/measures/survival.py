"""How long until something happened, where some are still waiting: Kaplan-Meier and what is read off it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import stats

from ..estimates import Z95, Estimate, Unit
from .proportions import wilson


@dataclass(frozen=True)
class SurvivalCurve:
    """
    The share to whom it has not happened yet, after each time at which something was seen.

    `steps`: time, ascending; survival, low, high; at_risk just before, events at that time; variance,
    Greenwood's sum of d / (n (n - d)), infinite where the curve has reached 0.
    """

    steps: pd.DataFrame
    n: int
    unit: Unit = Unit.DAYS

    @property
    def events(self) -> int:
        """To how many it happened."""
        return int(self.steps["events"].sum())

    @property
    def last(self) -> float:
        """The longest time anybody was watched; nan where nobody was."""
        return float(self.steps["time"].max())


def lifetimes(
    frame: pd.DataFrame, start: str, end: str, now: pd.Timestamp, *, lost: str | None = None
) -> pd.DataFrame:
    """
    `frame` with the columns duration, in days from `start` to `end`, and happened.

    Rows without an `end` by `now` are censored: at `now`, or at the instant in the column `lost` where
    that came first. Rows that start after `now`, or not at all, are left out. Instants are UTC, with or
    without a zone.
    """
    today = pd.to_datetime(now, utc=True)
    began, ended = (pd.to_datetime(frame[column], utc=True) for column in (start, end))
    until = pd.Series(today, index=frame.index)
    if lost is not None:
        until = pd.to_datetime(frame[lost], utc=True).fillna(today).clip(upper=today)
    happened = ended.notna() & (ended <= until)
    duration = (ended.where(happened, until) - began) / pd.Timedelta(days=1)
    kept = began.notna() & (duration >= 0)
    return frame.assign(duration=duration, happened=happened)[kept]


def kaplan_meier(durations: ArrayLike, happened: ArrayLike, *, unit: Unit = Unit.DAYS) -> SurvivalCurve:
    """
    The product-limit curve (Kaplan and Meier 1958) of durations, right-censored where not `happened`.

    Interval: 95 % by log(-log S) with Greenwood's variance (Kalbfleisch and Prentice 1980). Where all
    are still waiting it is Wilson's of those at risk, and where none is it keeps its upper end: the
    formula has no interval there.
    """
    times, seen = np.asarray(durations, float), np.asarray(happened, bool)
    if len(times) == 0:
        columns = ["time", "survival", "low", "high", "at_risk", "events", "variance"]
        return SurvivalCurve(pd.DataFrame(columns=columns, dtype=float), 0, unit)
    fitted = stats.ecdf(stats.CensoredData.right_censored(times, ~seen)).sf
    time, survival = fitted.quantiles, fitted.probabilities
    at_risk = len(times) - np.searchsorted(np.sort(times), time, side="left")
    events = np.bincount(np.searchsorted(time, times), weights=seen, minlength=len(time)).astype(int)
    with np.errstate(divide="ignore"):
        variance = np.cumsum(events / (at_risk * (at_risk - events).astype(float)))
    steps = pd.DataFrame(
        {"time": time, "survival": survival, "at_risk": at_risk, "events": events, "variance": variance}
    )
    return SurvivalCurve(_with_interval(steps), len(times), unit)


def _with_interval(steps: pd.DataFrame) -> pd.DataFrame:
    survival, variance = steps["survival"], steps["variance"]
    inside = survival.between(0, 1, inclusive="neither")
    log = np.log(survival.where(inside))
    reach = np.exp(Z95 * np.sqrt(variance.where(inside)) / -log)
    low, high = survival.where(inside) ** reach, survival.where(inside) ** (1 / reach)
    waiting = wilson(steps["at_risk"], steps["at_risk"])[0]
    low = low.where(inside, np.where(survival == 1, waiting, 0.0))
    high = high.where(inside, other=np.nan).mask(survival == 1, 1.0).ffill().fillna(1.0)
    return steps.assign(low=low, high=high)


def survival_quantile(curve: SurvivalCurve, q: float = 0.5) -> Estimate:
    """
    The time by which it has happened to the share `q`: the first at which S <= 1 - q.

    Interval: the times at which the curve's own interval passes 1 - q (Brookmeyer and Crowley 1982);
    its upper end is infinite where the curve's upper end never does. n_eff counts events. Absent where
    the curve stays above 1 - q.
    """
    if curve.n == 0:
        return Estimate.absent("no data", curve.unit)
    steps = curve.steps[curve.steps["events"] > 0]
    value, low, high = (_first_time(steps, column, 1 - q) for column in ("survival", "low", "high"))
    if np.isinf(value):
        why = f"not reached in the {_lasting(curve.last, curve.unit)} watched"
        if np.isfinite(low):
            why = f"{why}; at least {_lasting(low, curve.unit)}"
        return Estimate.absent(why, curve.unit)
    return Estimate(value, low, high, curve.n, float(curve.events), "kaplan-meier", curve.unit)


def _lasting(time: float, unit: Unit) -> str:
    """A time in words: 1 day, 35 days."""
    return f"{time:.0f} {unit.removesuffix('s') if round(time) == 1 else unit}"


def _first_time(steps: pd.DataFrame, column: str, level: float) -> float:
    passed = steps.loc[steps[column] <= level + 1e-12, "time"]
    return float(passed.iloc[0]) if len(passed) else np.inf

"""Quantiles of values that come with counts, and their intervals by order statistics."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import stats

from ..estimates import Estimate, Unit
from .clusters import student

QUANTILES = {0.1: "p10", 0.5: "median", 0.9: "p90"}
"""What a quantile is called in the name of a figure."""
ENDS = "interval ends at the smallest or largest value"


def quantile(values: ArrayLike, counts: ArrayLike, q: float, unit: Unit = Unit.SECONDS) -> Estimate:
    """
    The quantile `q` of `values`, each taken `counts` times: type 7 (Hyndman and Fan 1996), as numpy's.

    Interval: the order statistics of ranks qbinom(.025, n, q) and qbinom(.975, n, q) + 1, which takes
    the values as independent; flagged where there are too few to cover 95 %.
    """
    x, times = np.asarray(values, float), np.asarray(counts, int)
    order = np.argsort(x, kind="stable")
    x, ends = x[order], np.cumsum(times[order])
    n = int(ends[-1]) if len(ends) else 0
    if n == 0:
        return Estimate.absent("no data", unit)
    place = (n - 1) * q
    ranks = np.array(
        [
            np.floor(place) + 1,
            np.ceil(place) + 1,
            max(1, stats.binom.ppf(0.025, n, q)),
            min(n, stats.binom.ppf(0.975, n, q) + 1),
        ]
    )
    before, after, low, high = x[np.searchsorted(ends, ranks)]
    value = before + (after - before) * (place - np.floor(place))
    covered = 1 - q**n - (1 - q) ** n
    flags = () if covered >= 0.95 else (f"interval covers {covered:.0%} only",)
    return Estimate(
        float(value),
        float(min(low, value)),
        float(max(high, value)),
        n,
        float(n),
        "order-statistics",
        unit,
        flags,
    )


def at_shares(values: ArrayLike, counts: ArrayLike, shares: ArrayLike) -> list[float]:
    """
    The smallest of `values`, each taken `counts` times, up to which at least each of `shares` lies.

    Shares of at most 0 give the smallest value, of at least 1 the largest.
    """
    x, times = np.asarray(values, float), np.asarray(counts, float)
    order = np.argsort(x, kind="stable")
    reached = np.cumsum(times[order])
    wanted = np.asarray(shares, float) * reached[-1]
    return [float(value) for value in x[order][np.searchsorted(reached, wanted).clip(0, len(x) - 1)]]


def up_to(counts: pd.Series, q: float) -> pd.Series:
    """
    What part of each value's observations is among the smallest `q` of all.

    Of equal ones as many as it takes. `counts` are the observations by value, the smallest value first.
    """
    ends = counts.cumsum()
    part: pd.Series = ((q * ends.iloc[-1] - ends + counts) / counts).clip(0, 1)
    return part


def woodruff(
    at: Estimate, values: ArrayLike, counts: ArrayLike, q: float, *, se: float, people: int
) -> Estimate:
    """
    The quantile `at` with its interval over people (Woodruff 1952).

    `se` is the standard error of the share of observations up to it, robust to clusters of `people`; the ends
    of Student's interval of that share are read back as values, each taken `counts` times. Absent with one
    person; flagged where the interval ends because there is nothing beyond.
    """
    if people < 2:
        return Estimate.absent("one person is too few for an interval", at.unit)
    half = float(se * student(people))
    low, high = at_shares(values, counts, [q - half, q + half])
    n_eff = q * (1 - q) / se**2 if se > 0 else at.n_eff
    return dataclasses.replace(
        at,
        low=min(low, at.value),
        high=max(high, at.value),
        n_eff=min(n_eff, at.n_eff),
        method="woodruff",
        flags=() if half < min(q, 1 - q) else (ENDS,),
    )

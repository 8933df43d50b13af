"""Many tests at once: p values of shares, q values that bound the share of false alarms, verdicts so held."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import special, stats

from ..estimates import Outcome, Verdict
from .proportions import Floats

_SLACK = 1e-12  # what 1 - decided loses in floating point


def q_values(p: ArrayLike, method: Literal["bh", "by"] = "bh") -> Floats:
    """
    The smallest false discovery rate at which each of the tests is significant; nan where p is.

    Benjamini and Hochberg (1995) for tests that are independent or depend positively, Benjamini and
    Yekutieli (2001, "by") for any dependence. The tests without a p value were not made.
    """
    p = np.asarray(p, float)
    made = ~np.isnan(p)
    q = np.full(p.shape, np.nan)
    q[made] = stats.false_discovery_control(p[made], method=method)
    return q


def mid_p(k: ArrayLike, n: ArrayLike, target: float) -> Floats:
    """
    The one-sided mid-p value of `target` where k of n are right, elementwise (Lancaster 1961).

    P(X < k) + P(X = k) / 2 for X binomial; k and n need not be whole, for the distribution function is
    continued by the incomplete beta function. 0.5 where n is 0.
    """
    k, n = np.broadcast_arrays(np.asarray(k, float), np.asarray(n, float))
    return (_at_most(k, n, target) + _at_most(k - 1, n, target)) / 2


def judged_together(verdicts: Sequence[Verdict | None], *, decided: float = 0.95) -> list[Verdict | None]:
    """
    The verdicts on the units of one family, the false ones among them held.

    Of those called missed, and of those called met, at most 1 - `decided` are expected to be so by chance:
    missed stands where the q value of P(met) is at most that, met where that of 1 - P(met) is (Benjamini and
    Hochberg 1995). The others are undecided; how many more observations would tell is not known of them.
    """
    p = np.array([math.nan if verdict is None else verdict.probability for verdict in verdicts])
    q = {Outcome.MISSED: q_values(p), Outcome.MET: q_values(1 - p)}
    return [
        dataclasses.replace(verdict, outcome=Outcome.UNDECIDED)
        if verdict and verdict.outcome in q and q[verdict.outcome][place] > 1 - decided + _SLACK
        else verdict
        for place, verdict in enumerate(verdicts)
    ]


def _at_most(k: Floats, n: Floats, target: float) -> Floats:
    inside = (k > -1) & (k < n)
    within = special.betainc(np.where(inside, n - k, 1), np.where(inside, k + 1, 1), 1 - target)
    return np.where(inside, within, k >= n)

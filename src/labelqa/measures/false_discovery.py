"""Many tests at once: p values of shares, and q values that bound the share of false alarms."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import special, stats

from .proportions import Floats


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


def _at_most(k: Floats, n: Floats, target: float) -> Floats:
    inside = (k > -1) & (k < n)
    within = special.betainc(np.where(inside, n - k, 1), np.where(inside, k + 1, 1), 1 - target)
    return np.where(inside, within, k >= n)

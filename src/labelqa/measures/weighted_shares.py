"""One share from parts that weigh differently, such as strata, and its interval from theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ..estimates import Z95
from .homogeneity import NO_EFFECT, TINY, DesignEffect
from .proportions import Floats, joined, mean_share, wilson

FURTHEST = 3.0  # times the weight per observation that a group's heaviest part may have
WIDEST = 1 - 1e-6  # squared width of an interval: Wilson's never is the whole range, exact ones may be
Bounds = Callable[[ArrayLike, ArrayLike], tuple[Floats, Floats]]


@dataclass(frozen=True)
class Parts:
    """
    The parts of a whole, along the last axis of every array.

    `weight` (any unit) and `count` (observations) by part, `n` what these are worth where they weigh
    differently (Kish). `drift` is what an estimated weight adds to the variance: of the whole,
    sum drift (p - e)^2 / (sum weight)^2.
    """

    weight: Floats
    count: Floats
    n: Floats
    drift: Floats

    def variance(self, share: Floats, p: Floats, of: slice | np.ndarray = slice(None)) -> Floats:
        """That of sum W p over some parts, W their `share`: sum W^2 p (1 - p) / (n - 1)."""
        n, count = self.n[of], self.count[of]
        return np.asarray(p * (1 - p) @ (share**2 / n * count / np.maximum(count - 1, 1)))

    def groups(self) -> list[np.ndarray]:
        """Places of the parts by groups of like weight per observation, the heaviest first."""
        per_one = self.weight / self.n
        found: list[list[int]] = []
        heaviest = np.inf
        for place in np.argsort(-per_one, kind="stable"):
            if not found or heaviest > FURTHEST * per_one[place] * (1 + 1e-9):
                found.append([])
                heaviest = per_one[place]
            found[-1].append(int(place))
        return [np.array(group) for group in found]


@dataclass(frozen=True)
class WeightedShares:
    """
    Shares with their 95 % intervals and effective n, arrays of one shape.

    `plain`: each observation counts as one; `groups`: of how many groups of parts the intervals are joined.
    """

    value: Floats
    low: Floats
    high: Floats
    n_eff: Floats
    plain: bool
    groups: int

    def method(self, interval: str) -> str:
        """What was done with the parts' `interval`: it itself, on an effective n, or joined over groups."""
        if self.groups > 1:
            return f"mover-{interval}"
        return interval if self.plain else f"{interval}-effective-n"


def over_parts(
    parts: Parts, p: ArrayLike, *, people: DesignEffect = NO_EFFECT, bounds: Bounds = wilson
) -> WeightedShares:
    """
    The share e = sum W p of the whole: grouped MOVER.

    `p` are the parts' shares (..., parts); `people` is the design effect (...) by which observations are
    worth less, and by which groups of parts are correlated, for the same people are behind all of them.
    The parts are put into groups of like weight per observation (Parts.groups). A group has the interval of
    `bounds`, Wilson's, on its effective n; MOVER joins the groups (Zou and Donner 2008), for a part of few
    observations and much weight that happens to show no error has no variance to show, and would otherwise
    make the others' certain. n_eff = e (1 - e) / Var(e), at most the n whose Wilson interval is as wide and
    what all observations are worth.
    """
    p, effect = np.asarray(p, float), people.cautious
    share = parts.weight / parts.weight.sum()
    groups = parts.groups()
    found = [_of_group(parts, group, p, effect) for group in groups]
    values, worth = (np.stack(each, axis=-1) for each in zip(*found, strict=True))
    low, high = bounds(values * worth, worth)
    value = mean_share(p, share)
    drift = ((p - value[..., None]) ** 2 @ parts.drift) / parts.weight.sum() ** 2
    weights = [share[group].sum() for group in groups]
    value, low, high = joined(weights, values, low, high, variance=drift, common=people.common)
    by_variance = _worth(value, parts.variance(share, p) * effect + drift)
    n_eff = np.minimum(np.minimum(by_variance, as_wide(value, low, high)), parts.count.sum() / effect)
    plain = len(share) == 1 and bool((parts.n[0] >= parts.count[0] * effect * (1 - TINY)).all())
    return WeightedShares(value, low, high, n_eff, plain, len(groups))


def as_wide(value: ArrayLike, low: ArrayLike, high: ArrayLike) -> Floats:
    """
    The n of which Wilson's interval of the share `value` is as wide as `low` to `high`, elementwise.

    With x = z^2 / n its width D has D^2 (1 + x)^2 = 4 p (1 - p) x + x^2. Of the whole range nearly nothing.
    """
    p, square = np.asarray(value, float), (np.asarray(high, float) - np.asarray(low, float)) ** 2
    square = np.minimum(square, WIDEST)
    half = 2 * p * (1 - p) - square
    x = square / (half + np.sqrt(half**2 + square * (1 - square)))
    return np.asarray(Z95**2 / x)


def _of_group(parts: Parts, group: np.ndarray, p: Floats, effect: Floats) -> tuple[Floats, Floats]:
    """
    The share of a group's parts together and what its observations are worth.

    n = e (1 - e) / Var(e), at most the observations, where the parts show an error and Kish's n where they
    show none; of one part its own.
    """
    n, count = parts.n[group], parts.count[group]
    weight, p = parts.weight[group] / parts.weight[group].sum(), p[..., group]
    value = mean_share(p, weight)
    if len(group) == 1:
        return value, np.broadcast_to(n[0] / effect, value.shape)
    by_variance = _worth(value, parts.variance(weight, p, group))
    kish = 1 / float(weight**2 @ (1 / n))
    return value, np.where(np.isfinite(by_variance), np.minimum(by_variance, count.sum()), kish) / effect


def _worth(value: Floats, variance: Floats) -> Floats:
    """The n of which the share `value` varies so; infinite where it does not, but for rounding."""
    of_one = value * (1 - value)
    some = (variance > 0) & (of_one > 0)
    return np.where(some, of_one / np.where(some, variance, 1), np.inf)

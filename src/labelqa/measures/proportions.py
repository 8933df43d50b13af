"""Intervals for proportions, for weighted sums of proportions and for differences of two."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from ..estimates import Z95, Estimate, Unit

Floats = NDArray[np.float64]


def wilson(k: ArrayLike, n: ArrayLike) -> tuple[Floats, Floats]:
    """
    The 95 % score interval of the share k / n, elementwise (Wilson 1927).

    `k` and `n` need not be whole: after a design effect or by weights n is an effective number.
    nan where n is 0: no data, no interval.
    """
    k, n = np.broadcast_arrays(np.asarray(k, float), np.asarray(n, float))
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(n > 0, np.clip(k / n, 0, 1), np.nan)
        middle = (share + Z95**2 / (2 * n)) / (1 + Z95**2 / n)
        half = Z95 * np.sqrt(share * (1 - share) / n + (Z95 / (2 * n)) ** 2) / (1 + Z95**2 / n)
    return np.clip(middle - half, 0, share), np.clip(middle + half, share, 1)


def plain_share(k: float, n: float) -> Estimate:
    """The share k / n of independent observations, at least one, with Wilson's interval."""
    low, high = (float(end) for end in wilson(k, n))
    return Estimate(k / n, low, high, int(n), float(n), "wilson")


def clopper_pearson(k: ArrayLike, n: ArrayLike) -> tuple[Floats, Floats]:
    """
    The exact 95 % interval of the share k / n, elementwise (Clopper and Pearson 1934).

    For what is rarely found: with an effective n (Korn and Graubard 1998) `k` and `n` need not be whole.
    nan where n is 0.
    """
    under = np.asarray(n, float)
    over = np.clip(np.asarray(k, float), 0, under)
    low = np.where(over > 0, special.betaincinv(over, under - over + 1, 0.025), 0.0)
    high = np.where(over < under, special.betaincinv(over + 1, under - over, 0.975), 1.0)
    return np.where(under > 0, low, np.nan), np.where(under > 0, high, np.nan)


def mover(
    weights: ArrayLike, p: ArrayLike, low: ArrayLike, high: ArrayLike, *, variance: float = 0.0
) -> tuple[float, float, float]:
    """
    Value and interval of the weighted mean of independent shares with intervals (Zou and Donner 2008).

    With W the weights scaled to sum to one: e = sum W p, L = e - sqrt(sum (W (p - l))^2) and U likewise.
    `variance` is what else varies, such as estimated weights; it is added on both sides at 95 %.
    """
    value, below, above = joined(weights, p, low, high, variance=variance)
    return float(value), float(below), float(above)


def joined(
    weights: ArrayLike,
    p: ArrayLike,
    low: ArrayLike,
    high: ArrayLike,
    *,
    variance: ArrayLike = 0.0,
    common: ArrayLike = 0.0,
) -> tuple[Floats, Floats, Floats]:
    """
    `mover` of many at once: the shares of each along the last axis, their weights the same for all.

    `common` is the correlation of any two of the shares: with that c and moves m = W (p - l) towards a limit
    L = e - sqrt((1 - c) sum m^2 + c (sum m)^2), and U likewise.
    """
    w, p = np.asarray(weights, float), np.asarray(p, float)
    w = w / w.sum()
    value = mean_share(p, w)
    else_varies = Z95**2 * np.asarray(variance, float)
    below = np.sqrt(_squared_move((p - np.asarray(low, float)) * w, common) + else_varies)
    above = np.sqrt(_squared_move((np.asarray(high, float) - p) * w, common) + else_varies)
    return value, np.maximum(0, value - below), np.minimum(1, value + above)


def _squared_move(moves: Floats, common: ArrayLike) -> Floats:
    c = np.asarray(common, float)
    return np.asarray((1 - c) * (moves**2).sum(axis=-1) + c * moves.sum(axis=-1) ** 2)


def mean_share(p: Floats, w: Floats) -> Floats:
    """Shares' mean by weights that sum to one: exactly 1 where all are 1, as it is 0 where all are 0."""
    mean = p @ w
    return np.clip(np.where(mean > 0.5, 1 - (1 - p) @ w, mean), 0, 1)


def square_and_add(function: Callable[..., float], *parts: Estimate) -> tuple[float, float, float]:
    """
    Value and interval of a function of independent estimates that is monotone in each of them.

    Each part is moved to one end of its interval and the other with the rest at their values; the squared
    moves of the function downwards, and those upwards, are added (Zou and Donner 2008). For sums,
    differences and known weights that is MOVER.
    """
    values = [part.value for part in parts]
    value, below, above = function(*values), 0.0, 0.0
    for place, part in enumerate(parts):
        ends = [function(*values[:place], end, *values[place + 1 :]) for end in (part.low, part.high)]
        below += max(0.0, value - min(ends)) ** 2
        above += max(0.0, max(ends) - value) ** 2
    return value, value - below**0.5, value + above**0.5


def newcombe(k1: float, n1: float, k2: float, n2: float) -> tuple[float, float, float]:
    """Difference k1/n1 - k2/n2 of independent shares with its 95 % interval (Newcombe 1998, method 10)."""
    low, high = wilson([k1, k2], [n1, n2])
    return _difference(k1 / n1, (low[0], high[0]), k2 / n2, (low[1], high[1]))


def mover_difference(a: Estimate, b: Estimate) -> Estimate:
    """
    The difference a - b from the two intervals (Zou and Donner 2008): in points where both are shares.

    Takes a and b as independent: where the same people stand behind both, the interval is too wide
    rather than too narrow.
    """
    unit = Unit.POINTS if a.unit is Unit.SHARE else a.unit
    flags = tuple(dict.fromkeys(a.flags + b.flags))
    if not (a.exists and b.exists):
        return Estimate.absent("; ".join(flags) or "no data", unit)
    value, low, high = _difference(a.value, (a.low, a.high), b.value, (b.low, b.high))
    return Estimate(value, low, high, a.n + b.n, a.n_eff + b.n_eff, "mover", unit, flags)


def _difference(
    a: float, around_a: tuple[float, float], b: float, around_b: tuple[float, float]
) -> tuple[float, float, float]:
    below = np.hypot(a - around_a[0], around_b[1] - b)
    above = np.hypot(around_a[1] - a, b - around_b[0])
    return float(a - b), float(a - b - below), float(a - b + above)

"""How many audits it takes: for two shares, to show a miss of a target."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special, stats

from ..errors import DataError, Problem
from ..estimates import Z95, Estimate, Estimates, Unit
from .proportions import Floats

ALPHA = 0.05  # a target met is called missed at most one time in twenty
POWER = 0.80  # a miss is shown four times in five
TRUE = "true_share"


@dataclass(frozen=True)
class Power:
    """
    What audits can show of a share that is below its target.

    By true share: needed, the audits that show it with POWER (beside: right, the most right ones of them),
    and chance, the power of the `usual` number of audits. highest is the highest true share that these
    show with POWER, apart the audits of each of two groups to find them different. All exact, so the
    intervals are the values.
    """

    usual: int
    needed: Estimates
    chance: Estimates
    highest: Estimate
    apart: Estimate


def size_for_difference(first: float, second: float, power: float = POWER) -> float:
    """
    Audits in each of two groups to find the shares different, two-sided at 5 %, with this `power`.

    (z_.975 sqrt(2 q (1 - q)) + z_power sqrt(p1 (1 - p1) + p2 (1 - p2)))^2 / (p1 - p2)^2, q the mean of the
    two (Fleiss, Levin and Paik 2003; R's power.prop.test). DataError where they are equal.
    """
    if first == second:
        raise DataError(Problem("no number of audits tells equal shares apart", remedy="ask for two unlike"))
    mean = (first + second) / 2
    apart = Z95 * np.sqrt(2 * mean * (1 - mean))
    within = stats.norm.ppf(power) * np.sqrt(first * (1 - first) + second * (1 - second))
    return float(((apart + within) / (first - second)) ** 2)


def error_for_miss(gap: float, power: float = POWER) -> float:
    """
    The standard error at which a share `gap` below its target is shown missed with this `power`.

    gap / (z_.95 + z_power): the one-sided test at 5 %, as the verdict is (Lachin 1981).
    """
    return float(gap / (stats.norm.ppf(1 - ALPHA) + stats.norm.ppf(power)))


def most_right(n: ArrayLike, target: float) -> Floats:
    """
    The most right ones of n audits that still show a share below `target`; -1 where none would.

    Exact binomial, one-sided at 5 %: the largest c with P(X <= c) <= .05 at the target, elementwise.
    """
    n = np.asarray(n, float)
    c = stats.binom.ppf(ALPHA, n, target)
    return np.asarray(np.where(stats.binom.cdf(c, n, target) <= ALPHA, c, c - 1))


def power_to_show(n: ArrayLike, share: float, target: float) -> Floats:
    """The probability that n independent audits show a true `share` to be below `target`, exact binomial."""
    return np.asarray(stats.binom.cdf(most_right(n, target), n, share))


def size_to_show(share: float, target: float, power: float = POWER) -> int:
    """
    The independent audits from which on a true `share` below `target` is shown with this `power`.

    The exact power has teeth: it falls where the most right ones allowed do not grow with n. So this is
    the n from which on it never falls below `power` again. DataError where the share is not below.
    """
    if not share < target:
        raise DataError(
            Problem(f"{share:g} is not below the target {target:g}", remedy="ask for a lower one")
        )
    spread = stats.norm.ppf(1 - ALPHA) * np.sqrt(target * (1 - target))
    spread += stats.norm.ppf(power) * np.sqrt(share * (1 - share))
    n = np.arange(1, 2 * int((spread / (target - share)) ** 2) + 60)
    short = np.flatnonzero(power_to_show(n, share, target) < power)
    return int(n[short[-1]]) + 1 if len(short) else 1


def highest_shown(n: int, target: float, power: float = POWER) -> float:
    """The highest true share that n independent audits show to be below `target` with this `power`."""
    c = float(most_right(n, target))
    return float(special.betaincinv(c + 1, n - c, 1 - power)) if c >= 0 else 0.0


def power(usual: int, target: float, shares: Sequence[float], *, change: float = 0.02) -> Power:
    """
    The power against each true share of `shares` below `target`, and what `usual` audits have of it.

    `change` is the difference between two groups that `apart` is of.
    """
    needed = [size_to_show(share, target) for share in shares]
    chance = [float(power_to_show(usual, share, target)) for share in shares]
    sizes = _by_share("plan.audits_to_show", shares, needed, Unit.COUNT)
    return Power(
        usual,
        dataclasses.replace(sizes, rows=sizes.rows.assign(right=most_right(needed, target))),
        _by_share("plan.power", shares, chance, n=usual),
        _exact(highest_shown(usual, target), n=usual),
        _exact(math.ceil(size_for_difference(target, target - change)), Unit.COUNT),
    )


def _by_share(
    name: str, shares: Sequence[float], values: Sequence[float], unit: Unit = Unit.SHARE, *, n: int = 0
) -> Estimates:
    rows = [((f"{share:g}",), _exact(value, unit, n=n)) for share, value in zip(shares, values, strict=True)]
    return Estimates.of(name, (TRUE,), list(rows), unit)


def _exact(value: float, unit: Unit = Unit.SHARE, *, n: int = 0) -> Estimate:
    """What follows from the design alone: no interval but its value."""
    return Estimate(float(value), float(value), float(value), n, float(n), "exact-binomial", unit)

"""What an acceptance sampling plan lets through: operating characteristics and outgoing quality."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import optimize, special, stats

from .proportions import Floats


@dataclass(frozen=True)
class AcceptancePlan:
    """Inspect `n` decisions of a lot and accept it where at most `c` of them are wrong."""

    n: int
    c: int


def accepted(plan: AcceptancePlan, share: ArrayLike, lot: int | None = None) -> Floats:
    """
    The probability that a lot with this `share` of wrong decisions is accepted, elementwise: the OC curve.

    Hypergeometric for a lot of so many decisions, its wrong ones rounded to whole ones; binomial
    without `lot`, for lots out of a stream.
    """
    p = np.asarray(share, float)
    if lot is None:
        return np.asarray(stats.binom.cdf(plan.c, plan.n, p))
    return np.asarray(stats.hypergeom.cdf(plan.c, lot, np.rint(p * lot), _drawn(plan, lot)))


def outgoing(plan: AcceptancePlan, share: ArrayLike, lot: int | None = None) -> Floats:
    """
    The share of wrong decisions that goes out where rejected lots are looked through: AOQ.

    p Pa(p) (N - n) / N with Pa binomial (Dodge and Romig 1959); without `lot` the sample counts as
    nothing of the lot. Of a lot no larger than the sample nothing wrong goes out.
    """
    p = np.asarray(share, float)
    rest = 1.0 if lot is None else (lot - _drawn(plan, lot)) / max(lot, 1)
    return np.asarray(p * accepted(plan, p) * rest)


def worst_outgoing(plan: AcceptancePlan, lot: int | None = None) -> float:
    """The highest share of wrong decisions that goes out, whatever comes in: AOQL, the maximum of AOQ."""
    return _highest(lambda p: outgoing(plan, p, lot))


def limiting_quality(plan: AcceptancePlan, chance: float = 0.10) -> float:
    """
    The share of wrong decisions that is still accepted with this `chance`, binomial: LQ10 at .10.

    1 of a plan that accepts whatever it finds.
    """
    if plan.c >= plan.n:
        return 1.0
    return float(special.betaincinv(plan.c + 1, plan.n - plan.c, 1 - chance))


def outgoing_continuous(clean: int, fraction: float, share: ArrayLike) -> Floats:
    """
    AOQ of continuous sampling CSP-1: look at everything until `clean` decisions in a row are right, then
    at a `fraction` of them until one is wrong.

    p (1 - F), F = f / (f + (1 - f) q^i) the fraction looked at in the long run (Dodge 1943); wrong decisions
    that are found are taken out, not replaced. `fraction` is above 0.
    """
    p = np.asarray(share, float)
    unseen = (1 - fraction) * (1 - p) ** clean
    return np.asarray(p * unseen / (fraction + unseen))


def worst_outgoing_continuous(clean: int, fraction: float) -> float:
    """AOQL of continuous sampling CSP-1."""
    return _highest(lambda p: outgoing_continuous(clean, fraction, p))


def _drawn(plan: AcceptancePlan, lot: int) -> int:
    """The decisions of a lot that the plan looks at: all of one that is smaller than its sample."""
    return min(plan.n, lot)


def _highest(curve: Callable[[ArrayLike], Floats]) -> float:
    """The maximum over (0, 1] of a curve with one peak; a coarse grid says where the peak is."""
    grid = np.geomspace(1e-9, 1, 600)
    values = curve(grid)
    peak = int(np.argmax(values))
    around = (grid[max(peak - 1, 0)], grid[min(peak + 1, len(grid) - 1)])
    found = optimize.minimize_scalar(
        lambda share: -float(curve(share)), bounds=around, method="bounded", options={"xatol": 1e-9}
    )
    return max(float(-found.fun), float(values[peak]))

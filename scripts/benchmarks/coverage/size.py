"""How often a plain share that is exactly at its target is called met or missed: no simulation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from benchmarks import Bound
from labelqa.estimates import Estimate, Outcome, Target, judge
from labelqa.measures.proportions import wilson

TARGETS = (0.80, 0.90, 0.95, 0.98)
SIZES = (1, 2, 3, 5, 8, 13, 30, 100, 300, 1000)


@dataclass(frozen=True)
class Size:
    """Of `n` observations at the target itself: how often, in percent, it is called met, or missed."""

    target: float
    n: int
    met: float
    missed: float

    def line(self, width: int) -> tuple[str, ...]:
        """Its line of a table so wide, in the last columns but one."""
        told = (f"{self.met:.2f}", f"{self.missed:.2f}", "")
        name = f"{self.n} of one kind"
        return (name, *[""] * 3, f"{100 * self.target:.2f}", *[""] * (width - 5 - len(told)), *told)


def of_plain_shares() -> list[Size]:
    """Every target and size."""
    return [_of(target, n) for target in TARGETS for n in SIZES]


def bound(found: Sequence[Size], most: float) -> Bound:
    """The greatest of them."""
    worst = max(found, key=lambda one: max(one.met, one.missed))
    name = f"wrong verdicts on plain shares at worst ({worst.n} at {worst.target:.0%})"
    return Bound(name, max(worst.met, worst.missed), most, "%")


def _of(target: float, n: int) -> Size:
    k = np.arange(n + 1)
    low, high = wilson(k, n)
    outcomes = [
        verdict.outcome
        for value, *ends in zip(k / n, low, high, strict=True)
        if (
            verdict := judge(Estimate(float(value), *map(float, ends), n, float(n), "wilson"), Target(target))
        )
    ]
    chance = 100 * stats.binom.pmf(k, n, target)
    met, missed = (
        sum(p for p, outcome in zip(chance, outcomes, strict=True) if outcome is wanted)
        for wanted in (Outcome.MET, Outcome.MISSED)
    )
    return Size(target, n, float(met), float(missed))

"""What a vendor may know of its peers: one rate of all the others together, or nothing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .cells import Rules, sensitive_amount
from .rounding import COUNT_STEP, SHARE_STEP, to_step

FEWEST_OTHERS = 3  # holdings besides the recipient's
LARGEST_PART = 0.5  # of the others, that one of them may hold
RATE_STEPS = (SHARE_STEP, 0.01, 0.02, 0.05)


@dataclass(frozen=True)
class Contribution:
    """One vendor's part in a rate: `good` of an `amount` in so many `observations`, and its holding."""

    holding: str
    amount: float
    good: float
    consents: bool = True
    observations: int = 0

    def counts_for(self, recipient: str) -> bool:
        """Whether it goes into the rate of others that a holding is told."""
        return self.consents and self.holding != recipient and self.amount > 0


@dataclass(frozen=True)
class Benchmark:
    """The others' rate on its step, or None with the rule that withheld it (for the run record only)."""

    value: float | None
    why: str = ""


def benchmark(parts: Sequence[Contribution], recipient: str, p_percent: float) -> Benchmark:
    """
    The rate of all consenting holdings but the recipient's, if no single one of them can be told from it.

    Whether it is told rests on holdings and amounts alone, never on how much is good: else a rate withheld
    would say what a rate told does not. Holdings count, not vendors. At least FEWEST_OTHERS; none with more
    than LARGEST_PART of the others' amount; by the p % rule, seen from the recipient, what is left of the
    others without their largest is at least p % of that (Hundepool et al. 2012, 4.2.2); and so many
    observations that `step_of` has a step for them. Without the recipient's own numbers in the rate, what
    it knows of itself tells nothing of the others.
    """
    others = [part for part in parts if part.counts_for(recipient)]
    amounts: dict[str, float] = {}
    for part in others:
        amounts[part.holding] = amounts.get(part.holding, 0) + part.amount
    if len(amounts) < FEWEST_OTHERS:
        return Benchmark(None, f"{len(amounts)} other holdings, {FEWEST_OTHERS} are needed")
    rules = Rules(p_percent, share=LARGEST_PART)
    if sensitive := sensitive_amount([*amounts.values()], rules, told_to_parts=False):
        return Benchmark(None, sensitive.why)
    step = step_of(observations := sum(part.observations for part in others))
    if step is None:
        return Benchmark(None, f"{observations} observations, {fewest_observations()} are needed")
    good = sum(part.good for part in others)
    return Benchmark(float(to_step(good / sum(amounts.values()), step)))


def step_of(observations: int) -> float | None:
    """
    The finest step on which a rate of so many observations hides COUNT_STEP of them, whatever the rate is.

    All of them right is the worst case: half a step of them may still be wrong. None where no step does.
    """
    return next((step for step in RATE_STEPS if observations * step / 2 >= COUNT_STEP), None)


def finest_step(rate: float, told: float) -> float:
    """The finest step on which a rate comes out as it was told."""
    steps = (step for step in RATE_STEPS if math.isclose(float(to_step(rate, step)), told))
    return next(steps, SHARE_STEP)


def fewest_observations() -> int:
    """From how many on a rate can be told."""
    return round(2 * COUNT_STEP / RATE_STEPS[-1])

"""One suspicion, tested: of whom, what was measured, how surely, and what it would cost."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ...estimates import Estimate, Unit
from ...findings import Entity, Evidence

NONE = Estimate.absent("no labels are counted", Unit.COUNT)
Parts = Mapping[str, Estimate]


def _no_evidence() -> Evidence:
    return Evidence("")


def _no_parts() -> Parts:
    return {}


@dataclass(frozen=True)
class Case:
    """
    One test of one hypothesis, flagged or not.

    `estimate` is what was measured, `base` what it is held against. `p` is one-sided; nan where the rule is
    judged by its `posterior`, the probability that the suspicion is true, alone. `wrong`: wrong labels a
    month that it makes or stands for, each of which costs `weight`; `affected`: the labels it is about.
    `within`: the entity that this one is part of, whose case would say the same of more. `watched` keeps it
    from level "act"; `critical` is a harm that counts as the gravest. `evidence` and `parts`, named estimates
    that explain it, are made for what is flagged only.
    """

    entity: Entity
    estimate: Estimate
    base: float
    p: float = math.nan
    posterior: float = math.nan
    wrong: Estimate = NONE
    affected: Estimate = NONE
    weight: float = 1.0
    within: Entity | None = None
    cause: str = ""
    watched: bool = False
    critical: bool = False
    evidence: Callable[[], Evidence] = _no_evidence
    parts: Callable[[], Parts] = _no_parts

    @property
    def loss(self) -> float:
        """Expected wrong labels a month, weighted by what each costs."""
        return self.wrong.value * self.weight if self.wrong.exists else 0.0


def counted(ends: Iterable[float], n: int, method: str) -> Estimate:
    """A number of labels from its value, low and high end: none below 0, the value inside the interval."""
    value, low, high = (max(0.0, float(end)) for end in ends)
    return Estimate(value, min(low, value), max(high, value), int(n), float(n), method, Unit.COUNT)


def standing_for(affected: Estimate, share: float) -> Estimate:
    """The wrong labels that so many affected ones stand for, each a `share` of one."""
    if not affected.exists:
        return affected
    ends = (end * share for end in (affected.value, affected.low, affected.high))
    return counted(ends, affected.n, affected.method)


def scaled(share: Estimate, volume: float) -> Estimate:
    """The labels of `volume` that a share, or a difference in points, stands for; none below 0."""
    if not share.exists:
        return Estimate.absent("; ".join(share.flags), Unit.COUNT)
    return counted((end * volume for end in (share.value, share.low, share.high)), share.n, share.method)


def complete(labels: float, n: int) -> Estimate:
    """A number of labels that is a complete count."""
    return counted((labels, labels, labels), n, "count")

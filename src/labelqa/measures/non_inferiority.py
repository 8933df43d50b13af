"""Whether a change made something worse by more than a margin."""

from __future__ import annotations

from dataclasses import dataclass

from ..estimates import Direction, Estimate, Target, Verdict, judge
from .proportions import mover_difference


@dataclass(frozen=True)
class NoWorse:
    """
    The difference after less before, in points, against the `margin` that may be lost.

    `verdict`: met where the share is no worse, missed where it is worse by more than the margin.
    """

    before: Estimate
    after: Estimate
    difference: Estimate
    margin: float
    verdict: Verdict | None


def no_worse(before: Estimate, after: Estimate, margin: float, *, decided: float = 0.95) -> NoWorse:
    """
    The test that `after` is not below `before` by more than `margin`, a share (non-inferiority).

    One-sided at 1 - `decided`, on the MOVER interval of the difference; it is the lower of the two tests
    of TOST (Schuirmann 1987). Where too little is known the verdict is undecided, not "no difference".
    None where there is no difference.
    """
    difference = mover_difference(after, before)
    verdict = judge(difference, Target(-margin, Direction.AT_LEAST), decided=decided)
    return NoWorse(before, after, difference, margin, verdict)

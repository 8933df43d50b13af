"""The answer to a question that was written in advance: is there a loss, and would it matter."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from ..estimates import Direction, Estimate, Target, judge
from .sample_sizes import error_for_miss

LEAST, FEWEST = 0.03, 30


class Answer(StrEnum):
    """What became of the question."""

    CONFIRMED = "confirmed"
    REFUTED = "refuted"
    INCONCLUSIVE = "inconclusive"


@dataclass(frozen=True)
class Judgement:
    """
    The answer, with the probabilities of a loss at all and of one of `least` or more.

    `more` are the further audits of these days that would decide, None where that cannot be said, and
    `earlier` those of the days before that it takes besides.
    """

    answer: Answer
    lost: float
    lost_least: float
    least: float
    more: int | None = 0
    earlier: int = 0


def answer(
    change: Estimate, before: Estimate, after: Estimate, *, least: float = LEAST, decided: float = 0.95
) -> Judgement:
    """
    Refuted where surely less than `least` was lost, confirmed where surely something was, else inconclusive.

    `change` is of a share in points, at the same mix; `before` and `after` are the shares it is of. Surely:
    with probability `decided`, one-sided, read off the interval, and never with fewer than FEWEST audits on a
    side, where that is no guide. In this order, so that a real loss too small to matter is refuted. Audits
    needed: so many of these days that a loss of `least` and none at all are told apart four times in five
    (Lachin 1981), each worth as much as those at hand; where the audits before are too few for any number,
    as many of both. Where there are as many already, what would decide if the change stayed as it is.
    """
    if not change.exists:
        more, earlier = _needed(before, after, least)
        return Judgement(Answer.INCONCLUSIVE, math.nan, math.nan, least, more, earlier)
    none, small = (judge(change, Target(-loss, Direction.AT_LEAST), decided=decided) for loss in (0, least))
    lost, lost_least = (1 - verdict.probability if verdict else math.nan for verdict in (none, small))
    enough = min(before.n, after.n) >= FEWEST
    if enough and lost_least <= 1 - decided:
        return Judgement(Answer.REFUTED, lost, lost_least, least)
    if enough and lost >= decided:
        return Judgement(Answer.CONFIRMED, lost, lost_least, least)
    more, earlier = _needed(before, after, least)
    if more == 1:
        further = [verdict.more for verdict in (none, small) if verdict and verdict.more]
        more = min(further) if further else None
    return Judgement(Answer.INCONCLUSIVE, lost, lost_least, least, more, earlier)


def _needed(before: Estimate, after: Estimate, least: float) -> tuple[int | None, int]:
    """Further audits in these days, and before them, that tell a loss of `least` from none."""
    if not before.exists:
        return None, 0
    share, error = before.value, error_for_miss(least) ** 2
    usual, worse = (max(p * (1 - p), least * (1 - least)) for p in (share, max(share - least, 0.0)))
    dear, dear_before = (max(1.0, one.n / one.n_eff) if one.n_eff else 1.0 for one in (after, before))
    left = error - usual * dear_before / max(before.n, 1)
    if left > 0:
        return max(1, math.ceil(worse / left * dear) - after.n), 0
    each = (usual + worse) / error
    return max(1, math.ceil(each * dear) - after.n), max(0, math.ceil(each * dear_before) - before.n)

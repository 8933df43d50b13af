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
class InquiryRule:
    """
    What is written in advance: `least`, the smallest loss that matters, a share; `decided`, the certainty
    that decides; `fewest`, the known answers on each side without which nothing is decided.
    """

    least: float = LEAST
    decided: float = 0.95
    fewest: int = FEWEST


@dataclass(frozen=True)
class Judgement:
    """
    The answer, with the probabilities of a loss at all and of one of `least` or more.

    `more` are the further audits of these days that would decide, None where no number of them does or none
    can be given, and `earlier` those of the days before that it takes besides. `short`: with how many fewer
    on a side than the rule asks for; 0 where there are enough.
    """

    answer: Answer
    lost: float
    lost_least: float
    least: float
    more: int | None = 0
    earlier: int = 0
    short: int = 0


def answer(
    change: Estimate,
    before: Estimate,
    after: Estimate,
    *,
    rule: InquiryRule = InquiryRule(),
    unaudited: tuple[float, float] = (math.inf, math.inf),
) -> Judgement:
    """
    Refuted where surely less than `least` was lost, confirmed where surely something was, else inconclusive.

    `change` is of a share in points, at the same mix; `before` and `after` are the shares it is of. Surely:
    with probability `decided`, one-sided, read off the interval, and never with fewer than `fewest` on a
    side, where that is no guide. In this order, so that a real loss too small to matter is refuted. Audits
    needed: where only `fewest` are missing these; else so many of these days that a loss of `least` and none
    at all are told apart four times in five (Lachin 1981), each worth as much as those at hand; where the
    audits before are too few for any number, as many of both. Where there are as many already, what would
    decide if the change stayed as it is. Never more than `unaudited`, the labels left before and in them.
    """
    missing = tuple(max(0, rule.fewest - side.n) for side in (before, after))
    if not change.exists:
        more, earlier = _within(_needed(before, after, rule), missing, unaudited)
        return Judgement(Answer.INCONCLUSIVE, math.nan, math.nan, rule.least, more, earlier)
    none, small = (
        judge(change, Target(-loss, Direction.AT_LEAST), decided=rule.decided) for loss in (0, rule.least)
    )
    lost, lost_least = (1 - verdict.probability if verdict else math.nan for verdict in (none, small))
    odds = (lost, lost_least, rule.least)
    sure = lost_least <= 1 - rule.decided or lost >= rule.decided
    if sure and any(missing):
        more, earlier = _within((missing[1], missing[0]), missing, unaudited)
        return Judgement(Answer.INCONCLUSIVE, *odds, more, earlier, short=max(missing))
    if sure:
        return Judgement(Answer.REFUTED if lost_least <= 1 - rule.decided else Answer.CONFIRMED, *odds)
    needed, earlier = _needed(before, after, rule)
    if needed == 1:
        further = [verdict.more for verdict in (none, small) if verdict and verdict.more]
        needed = min(further) if further else None
    more, earlier = _within((needed, earlier), missing, unaudited)
    return Judgement(Answer.INCONCLUSIVE, *odds, more, earlier, short=max(missing))


def _within(
    needed: tuple[int | None, int], missing: tuple[int, ...], unaudited: tuple[float, float]
) -> tuple[int | None, int]:
    """What is needed in these days and before them, at least what is missing, if there are labels for it."""
    if needed[0] is None:
        return None, 0
    more, earlier = max(needed[0], missing[1]), max(needed[1], missing[0])
    if earlier > unaudited[0] or more > unaudited[1]:
        return None, 0
    return more, earlier


def _needed(before: Estimate, after: Estimate, rule: InquiryRule) -> tuple[int | None, int]:
    """Further audits in these days, and before them, that tell a loss of `least` from none."""
    if not before.exists:
        return None, 0
    share, error, least = before.value, error_for_miss(rule.least) ** 2, rule.least
    usual, worse = (max(p * (1 - p), least * (1 - least)) for p in (share, max(share - least, 0.0)))
    dear, dear_before = (max(1.0, one.n / one.n_eff) if one.n_eff else 1.0 for one in (after, before))
    left = error - usual * dear_before / max(before.n, 1)
    if left > 0:
        return max(1, math.ceil(worse / left * dear) - after.n), 0
    each = (usual + worse) / error
    return max(1, math.ceil(each * dear) - after.n), max(0, math.ceil(each * dear_before) - before.n)

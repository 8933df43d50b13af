"""The answer to the question: by audits, and where these do not decide with the answers on gold."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from ...estimates import Estimate
from ..decomposition import decompose
from ..inquiry import Answer, InquiryRule, Judgement, answer
from ..proportions import plain_share
from .groups import Groups
from .level import AccuracyLevel


@dataclass(frozen=True)
class Basis:
    """
    What a judgement rests on: `name` is audits, gold, or both.

    `before` and `after` are the shares right, `rate` the change at the same mix.
    """

    name: str
    before: Estimate
    after: Estimate
    rate: Estimate
    judgement: Judgement

    @property
    def answer(self) -> Answer:
        """What it comes to."""
        return self.judgement.answer


def bases(groups: Groups, level: AccuracyLevel, rule: InquiryRule) -> tuple[Basis, ...]:
    """
    The bases that there are, audits first; each is held to its part of what `rule` leaves undecided.

    With answers on gold in these days two tests are made, so each may err half as often (Bonferroni). An
    answer on gold can confirm a loss, never refute one: gold items are chosen, and may be recognised.
    """
    has_gold = bool(len(groups.gold)) and bool((groups.gold["here"] & groups.gold["after"]).any())
    rule = held(rule, 1 + has_gold)
    audited = tuple(len(groups.part(here=True, after=after)) for after in (False, True))
    unaudited = (max(0, groups.earlier - audited[0]), max(0, groups.labels - audited[1]))
    rate = level.parts.rate
    by_audits = answer(rate, level.before, level.after, rule=rule, unaudited=unaudited)
    found = [Basis("audits", level.before, level.after, rate, by_audits)]
    if has_gold:
        before, after = (groups.known(after=side) for side in (False, True))
        rate = decompose(before, after, ("source", *groups.alike)).rate
        shares = (_share(before), _share(after))
        name = "both" if audited[1] else "gold"
        found.append(Basis(name, *shares, rate, answer(rate, *shares, rule=rule, unaudited=unaudited)))
    return tuple(found)


def held(rule: InquiryRule, tests: int) -> InquiryRule:
    """The rule for each of so many tests."""
    return InquiryRule(rule.least, 1 - (1 - rule.decided) / tests, rule.fewest)


def deciding(found: tuple[Basis, ...]) -> Basis:
    """The basis that decides: audits, or else all known answers where these confirm."""
    audits, last = found[0], found[-1]
    if audits.answer is Answer.INCONCLUSIVE and last.answer is Answer.CONFIRMED:
        return last
    return audits


def _share(rows: pd.DataFrame) -> Estimate:
    """The plain share right, which further audits are planned from."""
    if rows.empty:
        return Estimate.absent("nothing was checked")
    return plain_share(float(rows["correct"].sum()), len(rows))

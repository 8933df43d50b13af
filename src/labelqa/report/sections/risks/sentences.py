"""What a finding says, computed from its estimates: title, entity, cost, certainty, what is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from ....estimates import Estimate, Unit
from ....findings import Finding, Level
from ....measures.actions import CATALOGUE, ActionType
from ....measures.risks.detectors import BY_SLUG
from ...data.setting import Setting
from ...language.actions import kind_of_action
from ...language.messages import Message
from ...language.vocabulary import decapitalised
from ...language.words import listed
from . import words

CERTAIN, NEARLY, OVER = 1.0, 0.995, 0.99


def title(setting: Setting, finding: Finding) -> str:
    """What is the matter, in a sentence with its numbers; without them where they may not be printed."""
    detector = BY_SLUG[finding.kind]
    if not finding.estimate.exists:
        return detector.title
    by_cause = detector.words.by_cause.get(finding.cause)
    for message in map(Message, (by_cause,) if by_cause else detector.words.told):
        slots = {name: _slot(setting, finding, name) for name in message.names}
        if None not in slots.values():
            return message(setting.numerals, **slots)
    return detector.title


def called_for(setting: Setting, number: int) -> str:
    """How many risks call for action: three risks call for action."""
    return words.TO_ACT_ON(setting.numerals, act=number) if number else words.NONE_TO_ACT_ON


def entity(setting: Setting, finding: Finding) -> str:
    """Whom or what it is about, as inside a sentence."""
    unsaid = BY_SLUG[finding.kind].words.unsaid
    by = {column: value for column, value in finding.entity.by if column not in unsaid}
    if not by or "market_id" in by:
        return words.MARKET
    return listed([setting.called(column, value) for column, value in by.items()])


def counted(finding: Finding) -> Estimate:
    """The labels that it is spoken of: wrong ones, or what its rule counts."""
    return finding.affected if _is_of_affected(finding) else finding.wrong


def _is_of_affected(finding: Finding) -> bool:
    """Whether it is told in the labels it is about, and not in wrong ones."""
    said = BY_SLUG[finding.kind].words
    by_wrong_ones = said.unless_by and finding.wrong.method == said.unless_by
    return bool(said.affected) and not by_wrong_ones


def cost(setting: Setting, finding: Finding) -> str:
    """What it costs: about 240 wrong labels a month."""
    labels, said = counted(finding), BY_SLUG[finding.kind].words
    if not labels.exists:
        return words.NO_COST
    what = Message(said.affected if _is_of_affected(finding) else said.wrong)(setting.numerals, n=labels)
    cost = words.COST if labels.low == labels.high else words.ABOUT
    return cost(setting.numerals, n=labels, what=what)


def interval(setting: Setting, finding: Finding) -> str:
    """The interval of the cost; empty for a complete count."""
    labels = counted(finding)
    if not labels.exists or labels.low == labels.high:
        return ""
    return setting.numerals.interval(labels)


def rests_on(setting: Setting, finding: Finding) -> str:
    """
    What a claim on a person rests on: 12 of 16 audits and 10 of 17 answers to gold right, 553 labels made.

    Empty for what is not on a person. Where counts may not be printed the share stands: 75% of 15 audits.
    """
    made, numerals = finding.parts.get("labels"), setting.numerals
    if made is None or not set(words.CHECKS) & set(finding.parts):
        return ""
    shares = ((check, finding.parts[name]) for name, check in words.CHECKS.items())
    checks = [check(numerals, right=seen(setting, e), n=e.n) for check, e in shares if e.exists]
    labels = round(made.value)
    if not checks:
        return words.UNCHECKED(numerals, labels=labels)
    return words.CHECKED(numerals, checks=checks, labels=labels)


def seen(setting: Setting, share: Estimate) -> Estimate:
    """What is printed of checks: how many were right; their share where counts may not be printed."""
    if setting.context.vendor or not share.exists:
        return share
    right = float(round(share.value * share.n))
    return Estimate(right, right, right, share.n, share.n_eff, "count", Unit.COUNT)


def confidence(setting: Setting, finding: Finding) -> str:
    """How surely it is there: certain, over 99%, 87%."""
    share = finding.severity.confidence
    if share >= CERTAIN and finding.p != finding.p and BY_SLUG[finding.kind].exact:
        return words.CERTAIN
    if share >= NEARLY:
        return words.OVER(setting.numerals, share=OVER)
    return setting.numerals.percent(share, 0)


def action(setting: Setting, finding: Finding) -> str:
    """What is recommended; of what is watched, what would follow."""
    said = kind_of_action(finding.recommendation.type)
    if finding.level is Level.ACT or said == kind_of_action("watching"):
        return said
    return words.THEN(setting.numerals, then=said if said.split()[0].isupper() else decapitalised(said))


def aim(setting: Setting, findings: Sequence[Finding]) -> str:
    """Whom what several ask for alike is for."""
    whom = dict.fromkeys(entity(setting, each) for each in findings)
    return words.FOR(setting.numerals, whom=[*whom])


def asked(finding: Finding) -> ActionType:
    """What is asked for now: the recommended kind of action, or to watch."""
    return CATALOGUE[finding.recommendation.type if finding.level is Level.ACT else "watching"]


def due(setting: Setting, finding: Finding) -> dt.date:
    """The day by which it is asked for."""
    return setting.context.frozen_on + dt.timedelta(days=asked(finding).due_days)


def base(finding: Finding) -> float:
    """What its estimate is held against: what was agreed, exactly, where it was."""
    return finding.target.value if finding.target else finding.base


def usual(finding: Finding) -> Estimate:
    """What is usual, as exactly as it is known."""
    estimate, base = finding.estimate, finding.base
    return Estimate(base, base, base, estimate.n, estimate.n_eff, "expected")


def _slot(setting: Setting, finding: Finding, name: str) -> object:
    """What fills a slot of a detector's sentence; None where there is nothing to say."""
    if name in SLOTS:
        return SLOTS[name](setting, finding)
    part = finding.parts.get(name)
    return part if part and part.exists else None


def _below(setting: Setting, finding: Finding) -> str | None:
    goal, estimate = base(finding), finding.estimate
    return setting.numerals.estimate(estimate, apart_from=goal) if estimate.value < goal else None


def _name(column: str) -> Callable[[Setting, Finding], str | None]:
    return lambda setting, finding: setting.name(column, finding.entity.get(column) or "") or None


def _state(setting: Setting, finding: Finding) -> str | None:
    return decapitalised(setting.name("state", finding.cause)) or None


def _week(setting: Setting, finding: Finding) -> str:
    return setting.numerals.short_day(pd.Timestamp(finding.cause).date())


SLOTS: Mapping[str, Callable[[Setting, Finding], object]] = {
    "value": lambda _, finding: finding.estimate,
    "below": _below,
    "sure": lambda setting, finding: finding.severity.confidence >= setting.context.decided,
    "goal": lambda _, finding: base(finding),
    "usual": lambda _, finding: usual(finding),
    "week": _week,
    "state": _state,
    "given": _name("label_id"),
    "true": _name("ref_label_id"),
}
"""
What a slot says of a finding; of any other name it is the part of that name.

`below`: the value, told apart from the base, where it lies below it; `sure`: whether it is decided; `goal`:
what was agreed; `week`, `state`: of what the cause is the name.
"""

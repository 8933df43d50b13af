"""What a finding says, computed from its estimates: title, entity, cost, certainty, what is asked."""

from __future__ import annotations

import datetime as dt

from ....estimates import Estimate, Unit
from ....findings import Finding, Level
from ....measures.actions import CATALOGUE, ActionType
from ....measures.risks.detectors import BY_SLUG
from ...data.setting import Setting
from ...language import words
from ...language.actions import kind_of_action
from ...language.totals import MADE
from ...language.vocabulary import Forms, small
from .slots import filled
from .words import CHECKS, RISKS

CERTAIN, NEARLY = 1.0, 0.995


def title(setting: Setting, finding: Finding) -> str:
    """What is the matter, in a sentence with its numbers; without them where they may not be printed."""
    detector = BY_SLUG[finding.kind]
    if not finding.estimate.exists:
        return detector.title
    by_cause = detector.words.by_cause.get(finding.cause)
    sentences = (
        filled(setting, finding, each) for each in ((by_cause,) if by_cause else detector.words.told)
    )
    return next(filter(None, sentences), detector.title)


def called_for(setting: Setting, number: int) -> str:
    """How many risks call for action: three risks call for action."""
    counted = words.counted(number, RISKS, setting.numerals) if number else f"No {RISKS[0]}"
    return f"{counted} {'call' if number > 1 else 'calls'} for action"


def entity(setting: Setting, finding: Finding) -> str:
    """Whom or what it is about, as inside a sentence."""
    unsaid = BY_SLUG[finding.kind].words.unsaid
    by = {column: value for column, value in finding.entity.by if column not in unsaid}
    if not by or "market_id" in by:
        return "the market"
    return words.listed([setting.called(column, value) for column, value in by.items()])


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
    labels = counted(finding)
    if not labels.exists:
        return "not known in labels"
    detector = BY_SLUG[finding.kind]
    noun = detector.words.affected if _is_of_affected(finding) else detector.words.wrong
    if round(labels.value) == 1:
        noun = noun.replace("labels", "label", 1).replace("decisions", "decision", 1)
    exact = labels.low == labels.high
    return f"{'' if exact else 'about '}{setting.numerals.estimate(labels)} {noun}"


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
    labels = finding.parts.get("labels")
    if labels is None or not set(CHECKS) & set(finding.parts):
        return ""
    known = {name: finding.parts[name] for name in CHECKS if finding.parts[name].exists}
    said = words.listed([_right(setting, share, CHECKS[name]) for name, share in known.items()])
    checked = f"{said} right" if said else "no audit or answer to gold that may be shown"
    return f"{checked}, {words.plural(round(labels.value), MADE, setting.numerals)}"


def seen(setting: Setting, share: Estimate) -> Estimate:
    """What is printed of checks: how many were right; their share where counts may not be printed."""
    if setting.context.vendor or not share.exists:
        return share
    right = float(round(share.value * share.n))
    return Estimate(right, right, right, share.n, share.n_eff, "count", Unit.COUNT)


def _right(setting: Setting, share: Estimate, forms: Forms) -> str:
    """How many of so many: 12 of 16 audits."""
    right = setting.numerals.estimate(seen(setting, share))
    return f"{right} of {words.plural(share.n, forms, setting.numerals)}"


def confidence(setting: Setting, finding: Finding) -> str:
    """How surely it is there: certain, over 99%, 87%."""
    share = finding.severity.confidence
    if share >= CERTAIN and finding.p != finding.p and BY_SLUG[finding.kind].exact:
        return "certain"
    if share >= NEARLY:
        return f"over {setting.numerals.percent(0.99, 0)}"
    return setting.numerals.percent(share, 0)


def action(finding: Finding) -> str:
    """What is recommended; of what is watched, what would follow."""
    said = kind_of_action(finding.recommendation.type)
    if finding.level is Level.ACT or said == kind_of_action("watching"):
        return said
    return f"Watch; then {said if said.split()[0].isupper() else small(said)}"


def asked(finding: Finding) -> ActionType:
    """What is asked for now: the recommended kind of action, or to watch."""
    return CATALOGUE[finding.recommendation.type if finding.level is Level.ACT else "watching"]


def due(setting: Setting, finding: Finding) -> dt.date:
    """The day by which it is asked for."""
    return setting.context.frozen_on + dt.timedelta(days=asked(finding).due_days)

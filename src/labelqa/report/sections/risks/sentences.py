"""What a finding says, computed from its estimates: title, entity, cost, certainty, what is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

import pandas as pd

from ....estimates import Estimate, Unit
from ....findings import Finding, Level
from ....measures.actions import CATALOGUE, ActionType
from ...data.setting import Setting
from ...language import words
from ...language.actions import kind_of_action
from ...language.totals import MADE
from ...language.vocabulary import Forms, small
from .words import CHECKS, KINDS, LABELS, RISKS, WRONG, WRONGS

CERTAIN, NEARLY = 1.0, 0.995
BY_RECORD = "beta-binomial"  # wrong labels by a person's record
Told = Callable[[Setting, Finding], str]


def title(setting: Setting, finding: Finding) -> str:
    """What is the matter, in a sentence with its numbers; without them where they may not be printed."""
    if not finding.estimate.exists:
        return KINDS[finding.kind]
    return _TITLES[finding.kind](setting, finding)


def called_for(setting: Setting, number: int) -> str:
    """How many risks call for action: three risks call for action."""
    counted = words.counted(number, RISKS, setting.numerals) if number else f"No {RISKS[0]}"
    return f"{counted} {'call' if number > 1 else 'calls'} for action"


def entity(setting: Setting, finding: Finding) -> str:
    """Whom or what it is about, as inside a sentence."""
    by = {column: value for column, value in finding.entity.by if column not in _UNSAID}
    if finding.entity.type in ("label_pair", "site_label_pair"):
        by.pop("label_id"), by.pop("ref_label_id")
    if not by or "market_id" in by:
        return "the market"
    return words.listed([setting.called(column, value) for column, value in by.items()])


def counted(finding: Finding) -> Estimate:
    """The labels that it is spoken of: wrong ones, or what its rule counts."""
    return finding.affected if _is_of_affected(finding) else finding.wrong


def _is_of_affected(finding: Finding) -> bool:
    """Whether it is told in the labels it is about; rushed ones only where their maker's are not wrong."""
    return finding.kind in LABELS and not (finding.kind == "R9" and finding.wrong.method == BY_RECORD)


def cost(setting: Setting, finding: Finding) -> str:
    """What it costs: about 240 wrong labels a month."""
    labels = counted(finding)
    if not labels.exists:
        return "not known in labels"
    noun = LABELS[finding.kind] if _is_of_affected(finding) else WRONGS.get(finding.kind, WRONG)
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
    if share >= CERTAIN and finding.p != finding.p and finding.kind in _EXACT:
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


def base(finding: Finding) -> float:
    """What its estimate is held against: what was agreed, exactly, where it was."""
    return finding.target.value if finding.target else finding.base


def _accuracy(setting: Setting, finding: Finding) -> str:
    said = "target" if finding.kind == "R1" else "floor"
    goal = base(finding)
    printed = setting.numerals.goal(goal, Unit.SHARE)
    if finding.estimate.value >= goal:
        return f"Audits failed more often than the {said} of {printed} allows"
    value = setting.numerals.estimate(finding.estimate, apart_from=goal)
    how = "is" if finding.severity.confidence >= setting.context.decided else "is probably"
    return f"Accuracy, at {value}, {how} below the {said} of {printed}"


def _week(setting: Setting, finding: Finding) -> str:
    day = setting.numerals.short_day(pd.Timestamp(finding.cause).date())
    return f"Accuracy fell in the week from {day}: {_points(setting, finding)}"


def _points(setting: Setting, finding: Finding) -> str:
    return setting.numerals.change(finding.estimate)


def _pair(setting: Setting, finding: Finding) -> str:
    given, true = (setting.name(c, finding.entity.get(c) or "") for c in ("label_id", "ref_label_id"))
    said = f"{true} is taken for {given} more often"
    now, before = (finding.parts[name] for name in ("now", "before"))
    if not (now.exists and before.exists):
        return said
    return f"{said}: {setting.numerals.estimate(now)} of the time, {setting.numerals.estimate(before)} before"


def _value(before: str, after: str) -> Told:
    return lambda setting, finding: f"{before}{setting.numerals.estimate(finding.estimate)}{after}"


def _change(before: str) -> Told:
    return lambda setting, finding: f"{before}: {_points(setting, finding)}"


def _usual(setting: Setting, finding: Finding) -> str:
    """What is usual, as exactly as it is known."""
    return setting.numerals.value(finding.base, Unit.SHARE)


def _fast(setting: Setting, finding: Finding) -> str:
    value, usual = setting.numerals.estimate(finding.estimate), _usual(setting, finding)
    return f"{value} of labels are as fast as the fastest {usual} of tenured people's"


def _majority(setting: Setting, finding: Finding) -> str:
    value, usual = setting.numerals.estimate(finding.estimate), _usual(setting, finding)
    return f"{value} of labels are of the commonest class of their queue, of others' {usual}"


def _hours(setting: Setting, finding: Finding) -> str:
    state = setting.name("state", finding.cause)
    lost = f", lost to {small(state)}" if state else ""
    return f"Utilisation fell{lost}: {_points(setting, finding)}"


def _late(setting: Setting, finding: Finding) -> str:
    if finding.cause == "overdue":
        return "The request is overdue"
    return f"The chance of delivery by the due date is {setting.numerals.estimate(finding.estimate)}"


def _sample(setting: Setting, finding: Finding) -> str:
    value = setting.numerals.estimate(finding.estimate)
    said: Mapping[str, str] = {
        "none": "No label of the queue was audited",
        "own": f"Only {value} of audits were of somebody else's labels",
        "late": f"Only {value} of audits were made in time",
    }
    return said.get(finding.cause, f"Audits do not lie as the labels do: {value} of them would have to move")


def _shift(setting: Setting, finding: Finding) -> str:
    why = {"items": ", as the items did", "labellers": ", though the items did not"}.get(finding.cause, "")
    return f"{setting.numerals.estimate(finding.estimate)} of labels moved to other classes{why}"


_UNSAID = {"design_id", "check"}
_EXACT = {"R15", "R16", "R17", "R20"}
_TITLES: Mapping[str, Told] = {
    "R1": _accuracy,
    "R2": _accuracy,
    "R3": _week,
    "R4": _change("Accuracy is drifting down"),
    "R5": _pair,
    "R6": _value("", " of the errors under the clause are laid to the SOP"),
    "R7": _value("Fails ", " labels for every one that a typical auditor would"),
    "R8": _change("Right on gold more often than in blind audits"),
    "R9": _fast,
    "R10": _majority,
    "R11": _value("Wrong alike ", " times as often as by chance"),
    "R12": _change("Wrong suggestions are followed more often than errors are made without one"),
    "R13": _change("Accuracy is behind that of others of the same age in production"),
    "R14": _hours,
    "R15": _late,
    "R16": _value("", " of decisions were made before the SOP was read"),
    "R17": _sample,
    "R18": _shift,
    "R19": _value("Critical errors were ", " times as many as before"),
    "R20": _change("No rise in accuracy after the action"),
}

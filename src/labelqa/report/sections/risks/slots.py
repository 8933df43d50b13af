"""The slots of detectors' sentences, filled with numbers and names as this edition prints them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from string import Formatter

import pandas as pd

from ....estimates import Unit
from ....findings import Finding
from ...data.setting import Setting
from ...language.vocabulary import small


def filled(setting: Setting, finding: Finding, template: str) -> str:
    """A template with its slots filled; empty where one of them has nothing to say."""
    names = [name for _, name, _, _ in Formatter().parse(template) if name]
    values = {name: SLOTS[name](setting, finding) if name in SLOTS else _part(setting, finding, name)
              for name in names}  # fmt: skip
    return template.format(**values) if all(values.values()) else ""


def base(finding: Finding) -> float:
    """What its estimate is held against: what was agreed, exactly, where it was."""
    return finding.target.value if finding.target else finding.base


def _part(setting: Setting, finding: Finding, name: str) -> str:
    part = finding.parts.get(name)
    return setting.numerals.estimate(part) if part and part.exists else ""


def _below(setting: Setting, finding: Finding) -> str:
    """The value, told apart from what it is below; nothing where it is not."""
    goal = base(finding)
    return (
        setting.numerals.estimate(finding.estimate, apart_from=goal) if finding.estimate.value < goal else ""
    )


def _surely(setting: Setting, finding: Finding) -> str:
    return "is" if finding.severity.confidence >= setting.context.decided else "is probably"


def _week(setting: Setting, finding: Finding) -> str:
    return setting.numerals.short_day(pd.Timestamp(finding.cause).date())


def _state(setting: Setting, finding: Finding) -> str:
    return small(state) if (state := setting.name("state", finding.cause)) else ""


def _name(column: str) -> Callable[[Setting, Finding], str]:
    return lambda setting, finding: setting.name(column, finding.entity.get(column) or "")


SLOTS: Mapping[str, Callable[[Setting, Finding], str]] = {
    "value": lambda setting, finding: setting.numerals.estimate(finding.estimate),
    "change": lambda setting, finding: setting.numerals.change(finding.estimate),
    "below": _below,
    "surely": _surely,
    "goal": lambda setting, finding: setting.numerals.goal(base(finding), Unit.SHARE),
    "usual": lambda setting, finding: setting.numerals.value(finding.base, Unit.SHARE),
    "week": _week,
    "state": _state,
    "given": _name("label_id"),
    "true": _name("ref_label_id"),
}
"""
What a slot says of a finding; of any other name it is the part of that name.

`below`: the value where it lies below the base; `surely`: "is" or "is probably"; `goal`: what was agreed;
`usual`: what is usual, as exactly as it is known; `week`, `state`: of what the cause is the name.
"""

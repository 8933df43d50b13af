"""Risks: every detector over a market's frames, false discovery under control, and a ledger of all tests."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ...findings import Findings, Level
from .detector import Detector, DetectorRule
from .detector_data import LABELS, SHARED, DetectorData
from .detectors import DETECTORS
from .effects import past_effects
from .history import History, findings
from .levels import Judged, Suspicion, judge_all, ledger
from .setting import MarketMonth

__all__ = ["DETECTORS", "TABLES", "Detector", "Findings", "MarketMonth", "find", "judged"]

TABLES = tuple(dict.fromkeys([*SHARED, *(name for each in DETECTORS for name in each.tables)]))
"""The tables that detectors look at, as far as there are such."""
PERIODS = 3  # this one and those before that persistence and states look back on


def find(frames: Mapping[str, pd.DataFrame], setting: MarketMonth) -> Findings:
    """
    Every finding of a market's period, the gravest first, with the ledger of all tests made for it.

    `frames` are the tables of an extract by name; rules without theirs are off, with the reason. The same
    rules are asked of the two periods before, as far as the data reach, with what was known then: whence
    persistence and states. A vendor's edition has nothing on QA and on others' demand, and of people what is
    to be acted on only.
    """
    here = DetectorData.of(frames, setting)
    if why := here.why_none(LABELS):
        return Findings((), (), {detector.slug: why for detector in DETECTORS})
    months = [here]
    while len(months) < PERIODS and (before := here.before(len(months))).covered:
        months.append(before)
    held = [judged(month) for month in months]
    history = History(
        setting,
        [{each.key: each for each in month} for month in held],
        [month.period for month in months],
        past_effects(here),
        here.table("actions"),
    )
    found = findings(history)
    if setting.vendor:
        personal = {detector.slug for detector in DETECTORS if detector.personal}
        found = tuple(one for one in found if one.kind not in personal or one.level is Level.ACT)
    return Findings(found, ledger(held[0], setting), _off(here))


def judged(data: DetectorData) -> list[Judged]:
    """All cases of a period, each against its family."""
    suspicions = [
        Suspicion(detector, rule, case)
        for detector in DETECTORS
        for rule in detector.rules
        if not _why_off(detector, rule, data)
        for case in rule.look(data)
    ]
    return judge_all(suspicions, data.setting)


def _why_off(detector: Detector, rule: DetectorRule, data: DetectorData) -> str:
    if detector.internal and data.setting.vendor:
        return "not in this edition"
    return "; ".join(why for need in rule.needs if (why := data.why_none(need)))


def _off(data: DetectorData) -> dict[str, str]:
    """By detector why none of its rules had anything to look at."""
    reasons = {
        detector.slug: [_why_off(detector, rule, data) for rule in detector.rules] for detector in DETECTORS
    }
    return {slug: whys[0] for slug, whys in reasons.items() if all(whys)}

"""Sentences on joiners: who is behind, what is due, and the rules."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ....estimates import Estimate, Estimates, Target, Unit
from ....measures.acceptance import worst_outgoing_continuous
from ....measures.gates import Gate
from ....measures.proficiency import ProficiencyRule
from ....measures.ramp_up import AGES, COACH, EXTEND, GRADUATE, PROFICIENT
from ...data.setting import Setting
from ...language import sentences
from ...language import words as language
from ...language.vocabulary import term
from ...page import words as page
from ...page.standing import NAMED
from . import words


def headline(
    setting: Setting, behind: Sequence[str], named: Sequence[str], gaps: Estimates, share: Estimate
) -> str:
    """
    Which cohorts are behind; else that none is, where there are two; else how many are proficient.

    `named` are those that risks name: where none is surely behind, they are told of, for all is not fine.
    """
    numerals = setting.numerals
    if behind:
        return words.BEHIND(numerals, n=len(behind), cohorts=_names(setting, behind))
    if len(gaps) > 1 and gaps.rows["value"].notna().any():
        also = page.ALSO(numerals, named=language.listed(_names(setting, named), NAMED)) if named else ""
        return words.NONE_BEHIND(numerals, also=also)
    if not share.exists:
        return words.TITLE
    return sentences.headline(term("ramp.proficient.day_60"), share, None, numerals)


def began(setting: Setting, joined: Estimates, cohorts: int, span: str) -> str:
    """How many began production."""
    people = joined.only()
    if not people.exists:
        return words.NOT_COUNTED(setting.numerals, label=term(joined.name).label, n=people)
    return words.BEGAN(setting.numerals, n=round(people.value), cohorts=cohorts, span=span)


def lag(setting: Setting, behind: Sequence[str], gaps: Estimates) -> list[str]:
    """How far each cohort that is behind is behind."""
    first, last = AGES
    held = {by["cohort_id"]: estimate for by, estimate in gaps}
    return [
        words.LAGS(setting.numerals, cohort=name, first=first, last=last, gap=held[cohort])
        for cohort, name in zip(behind, _names(setting, behind), strict=True)
    ]


def drawn(setting: Setting, about: str, undrawn: Sequence[str], *, fitted: bool) -> str:
    """What a chart of learning curves shows."""
    return language.joined(
        words.DOTS(setting.numerals, about=about, band=words.BAND if fitted else ""),
        words.UNDRAWN(setting.numerals, cohorts=undrawn) if undrawn else "",
    )


def due(setting: Setting, decisions: Estimates) -> str:
    """What is due for the joiners who are still there."""
    counts = decisions.rows["decision"].value_counts()
    told = {each: int(counts.get(each, 0)) for each in (COACH, EXTEND, GRADUATE)}
    return words.ARE_DUE(setting.numerals, n=len(decisions), **told)


def coaching_due(setting: Setting, decisions: Estimates) -> str:
    """For how many coaching is due, as a title."""
    coach = int((decisions.rows["decision"] == COACH).sum())
    if not coach:
        return words.NONE_COACHED(setting.numerals, n=len(decisions))
    return words.COACHED(setting.numerals, coach=coach, n=len(decisions))


def reached(setting: Setting, lines: pd.DataFrame) -> str:
    """How many became proficient, as a title."""
    there = int((lines["outcome"] == PROFICIENT).sum())
    return words.REACHED(setting.numerals, there=there, n=len(lines))


def rules(setting: Setting, rule: ProficiencyRule, target: Target, plan: int) -> tuple[str, str]:
    """When a joiner is proficient, and what follows: two paragraphs."""
    numerals = setting.numerals
    told = {name: getattr(rule, name) for name in ("checks", "sure", "audits", "pace", "days")}
    return (
        words.PROFICIENT_RULE(numerals, goal=target.value, **told),
        words.DUE_RULE(numerals, short=rule.short, plan=plan, pace=rule.pace),
    )


def gate(setting: Setting, asked: Gate) -> str:
    """The gate's rule and what it lets through."""
    limit = worst_outgoing_continuous(asked.clean, asked.fraction)
    told = setting.numerals.value(limit, Unit.SHARE)
    return words.GATE_RULE(setting.numerals, clean=asked.clean, fraction=asked.fraction, limit=told)


def _names(setting: Setting, cohorts: Sequence[str]) -> list[str]:
    return [setting.name("cohort_id", cohort) for cohort in cohorts]

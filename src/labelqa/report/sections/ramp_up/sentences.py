"""Sentences on joiners: who is behind, what is due, and the rules."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ....estimates import Estimate, Estimates, Target, Unit
from ....measures.acceptance import worst_outgoing_continuous
from ....measures.gates import Gate
from ....measures.proficiency import Rule
from ....measures.ramp_up import AGES, COACH, EXTEND, GRADUATE, PROFICIENT
from ...data.setting import Setting
from ...language import sentences, words
from ...language.vocabulary import PLURALS, term
from ...page.standing import NAMED
from .words import JOINERS


def headline(
    setting: Setting, behind: Sequence[str], named: Sequence[str], gaps: Estimates, share: Estimate
) -> str:
    """
    Which cohorts are behind; else that none is, where there are two; else how many are proficient.

    `named` are those that risks name: where none is surely behind, they are told of, for all is not fine.
    """
    if behind:
        return f"{_cohorts(setting, behind)} {_is(behind)} behind the other joiners"
    if len(gaps) > 1 and gaps.rows["value"].notna().any():
        also = f"; risks name {words.listed(_names(setting, named), NAMED)}" if named else ""
        return f"No cohort is surely behind the others{also}"
    if not share.exists:
        return "New joiners"
    return sentences.headline(term("ramp.proficient.day_60"), share, None, setting.numerals)


def began(setting: Setting, joined: Estimates, cohorts: int, span: str) -> str:
    """How many began production."""
    if not joined.only().exists:
        return words.sentence(f"{term(joined.name).label}: {words.reason(joined.only())}")
    people = round(joined.only().value)
    parts = words.plural(cohorts, PLURALS["cohort_id"], setting.numerals)
    return f"{words.plural(people, JOINERS, setting.numerals)} in {parts} began production in {span}."


def lag(setting: Setting, behind: Sequence[str], gaps: Estimates) -> list[str]:
    """How far each cohort that is behind is behind."""
    first, last = AGES
    held = {by["cohort_id"]: estimate for by, estimate in gaps}
    return [
        f"{_cohorts(setting, [cohort])} was less accurate than the other joiners on days {first} to {last} "
        f"of production: {words.change(held[cohort], setting.numerals)}."
        for cohort in behind
    ]


def less_accurate(setting: Setting, cohort: str) -> str:
    """That a cohort is behind, as a chart's title."""
    return f"{_cohorts(setting, [cohort])} is less accurate than the other joiners at the same age"


def drawn(about: str, undrawn: Sequence[str], *, fitted: bool) -> str:
    """What a chart of learning curves shows."""
    band = ", band: its 95% interval" if fitted else ""
    note = f"Dots: weeks of {about}{band}. Tenured: their middle half."
    return f"{note} Too few people or weeks for a curve: {words.listed(undrawn)}." if undrawn else note


def due(setting: Setting, decisions: Estimates) -> str:
    """What is due for the joiners who are still there."""
    counts, numerals = decisions.rows["decision"].value_counts(), setting.numerals
    graduate, extend, coach = (numerals.count(counts.get(each, 0)) for each in (GRADUATE, EXTEND, COACH))
    there = words.plural(len(decisions), JOINERS, numerals)
    parts = f"coaching is due for {coach}, more time for {extend}, graduation for {graduate}"
    return f"Of {there} still there, {parts}."


def coaching_due(setting: Setting, decisions: Estimates) -> str:
    """For how many coaching is due, as a title."""
    coach = int((decisions.rows["decision"] == COACH).sum())
    numerals = setting.numerals
    if not coach:
        return f"Coaching is due for none of {words.plural(len(decisions), JOINERS, numerals)}"
    return f"Coaching is due for {numerals.count(coach)} of {words.plural(len(decisions), JOINERS, numerals)}"


def reached(setting: Setting, lines: pd.DataFrame) -> str:
    """How many became proficient, as a title."""
    there, numerals = int((lines["outcome"] == PROFICIENT).sum()), setting.numerals
    everyone = words.plural(len(lines), JOINERS, numerals)
    return f"{words.capital(words.spelt(there, numerals))} of {everyone} became proficient"


def rules(setting: Setting, rule: Rule, target: Target, plan: int) -> tuple[str, str]:
    """When a joiner is proficient, and what follows: two paragraphs."""
    numerals = setting.numerals
    goal, pace = numerals.goal(target.value, Unit.SHARE), numerals.percent(rule.pace, 0)
    sure, short = numerals.percent(rule.sure, 0), numerals.percent(rule.short, 0)
    proficient = (
        f"**Proficient** is who, at {words.spelt(rule.checks, numerals)} weekly checks in a row, has an "
        f"accuracy of {goal} or more with a probability of at least {sure}, by the last "
        f"{numerals.count(rule.audits)} audits, and at least {pace} of the median tenured agent's pace over "
        f"the last {words.spelt(rule.days, numerals)} days of work. It counts from the last of these checks."
    )
    follows = (
        f"**Coach** where that probability is at most {short}, or where after "
        f"{numerals.count(plan)} days the pace is below {pace}. **Graduate** where proficient and not so. "
        f"**Extend** in all other cases."
    )
    return proficient, follows


METHODS = (
    "**Joiners** began production in the window. Days count from the start of production, and everybody "
    "is compared at the same age: who graduated early is no yardstick for the others, nor is a cohort "
    "watched for longer one for a young cohort.",
    "**Shares by a day** are Aalen-Johansen's cumulative incidences. To leave is a competing risk: to count "
    "leavers as still waiting (Kaplan-Meier) would overstate the share. Intervals: Wilson's, with the "
    "people that the variance is worth. **Medians** are the days on which the curve passes one half; where "
    "it has not, none is given.",
    "**Accuracy** of a joiner rests on audits of all designs, weighted so that labels audited more often do "
    "not count for more; its interval is the posterior's with Jeffreys' prior. **Pace** is the time that the "
    "tenured take for the same labels of the same queues, over the time taken, the median tenured agent "
    "being 1.",
    "**Learning curves** are y(t) = A - (A - B) exp(-t / days) by weighted least squares; intervals are "
    "percentiles over resampled people. **The learning rate** is that of Wright's law: time a label against "
    "work done, both as logarithms, within people.",
    "**The tenured** have been in production for three months or more when the window begins. Their middle "
    "half by accuracy is that of the distribution their own accuracies come from (beta-binomial).",
)


def gate(setting: Setting, asked: Gate) -> str:
    """The gate's rule and what it lets through."""
    numerals = setting.numerals
    limit = worst_outgoing_continuous(asked.clean, asked.fraction)
    return (
        f"Everything is to be audited until {numerals.count(asked.clean)} audits in a row are clean, then "
        f"{numerals.percent(asked.fraction, 0)} until one is not (CSP-1). Where that is done, at most "
        f"{numerals.value(limit, Unit.SHARE)} of what goes out is wrong, whatever comes in."
    )


def _cohorts(setting: Setting, cohorts: Sequence[str]) -> str:
    return f"{'Cohort' if len(cohorts) == 1 else 'Cohorts'} {words.listed(_names(setting, cohorts))}"


def _names(setting: Setting, cohorts: Sequence[str]) -> list[str]:
    return [setting.name("cohort_id", cohort) for cohort in cohorts]


def _is(cohorts: Sequence[str]) -> str:
    return "is" if len(cohorts) == 1 else "are"

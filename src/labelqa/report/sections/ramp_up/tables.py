"""Joiners as tables: cohort beside cohort, and what is due for each joiner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ....components import Cell, Data, Status, Table
from ....estimates import Estimate, Estimates, Outcome, Unit, Verdict
from ....measures.proficiency import ProficiencyRule
from ....measures.ramp_up import AGES, COACH, EXTEND, GRADUATE
from ...data import family_words
from ...data.setting import Setting
from ...language.numerals import NOTHING
from ...language.shortened import THE_FIRST
from ...language.vocabulary import term
from ...language.words import change, joined, plural, reason
from ...page.records import records, sheet, sheet_of_many
from ...page.tables import columns, value_and_interval
from . import words
from .sentences import coaching_due

PRINTED = 40
_COHORT, _PERSON = "cohort_id", "person_id"
_UNKNOWN = Estimate.absent(words.NO_DATA)
_MARKS: dict[str, Status] = {GRADUATE: "met", EXTEND: "undecided", COACH: "missed"}
_SHARES = (0.12, 0.135, 0.065, 0.085, 0.155, 0.085, 0.055, 0.13, 0.06, 0.11)


def cohort_table(setting: Setting, measures: tuple[Estimates, ...], table_id: str) -> Table:
    """
    One row per cohort.

    `measures` by cohort: joiners, proficient by day 60, accuracy at the same age, and that against others.
    """
    began, shares, accuracy, gaps = (
        {by[_COHORT]: estimate for by, estimate in measure} for measure in measures
    )
    rows = [
        (
            Cell(text=setting.name(_COHORT, cohort)),
            Cell(text=setting.numerals.count(joiners.value)),
            *value_and_interval(setting.numerals, shares.get(cohort)),
            *value_and_interval(setting.numerals, accuracy.get(cohort)),
            Cell(text=change(gaps.get(cohort, _UNKNOWN), setting.numerals) or NOTHING),
        )
        for cohort, joiners in began.items()
    ]
    first, last = AGES
    return Table(
        id=table_id,
        title=words.COHORTS,
        measure=words.COHORTS_MEASURE(setting.numerals, first=first, last=last),
        columns=columns(words.COHORTS_HEADS, (0.18, 0.08, 0.1, 0.14, 0.1, 0.16, 0.24), numeric=1),
        rows=tuple(rows),
        note=words.COHORTS_NOTE,
        data=sheet_of_many(table_id, measures),
        figures=tuple(figure for measure in measures for figure in records(measure)),
    )


def figures_table(setting: Setting, title: str, measures: Sequence[Estimates], table_id: str) -> Table:
    """Overall figures of joiners, one row each; where there is none, why."""
    numerals = setting.numerals
    rows, data = [], []
    for measure in measures:
        estimate, said = measure.only(), term(measure.name)
        known = estimate.exists
        rows.append(
            (
                Cell(text=said.label),
                Cell(text=numerals.estimate(estimate)),
                Cell(text=numerals.interval(estimate) if known else reason(estimate)),
                Cell(text=plural(estimate.n, said.counted, numerals) if known else NOTHING),
            )
        )
        data.append([measure.figure, estimate.value, estimate.low, estimate.high, estimate.n])
    return Table(
        id=table_id,
        title=title,
        measure=words.FIGURES_MEASURE(numerals, period=setting.period),
        columns=columns(words.FIGURES_HEADS, (0.44, 0.12, 0.24, 0.2), numeric=1),
        rows=tuple(rows),
        data=sheet(table_id, ["figure", "value", "low", "high", "n"], data),
        figures=tuple(figure for measure in measures for figure in records(measure)),
    )


def decision_table(
    setting: Setting,
    decisions: Estimates,
    paces: Estimates,
    lines: pd.DataFrame,
    rule: ProficiencyRule,
    table_id: str,
) -> Table:
    """
    The first PRINTED joiners still there: accuracy, pace, how much to audit and what is due.

    `lines` has the share to audit, due, by person_id.
    """
    numerals, held = setting.numerals, {by[_PERSON]: estimate for by, estimate in paces}
    due = dict(zip(lines[_PERSON], lines["due"], strict=True))
    found = list(zip(decisions, decisions.rows.to_dict("records"), strict=True))
    return Table(
        id=table_id,
        title=coaching_due(setting, decisions),
        measure=words.DUE_MEASURE(numerals, audits=rule.audits, days=rule.days, period=setting.period),
        columns=columns(words.DUE_HEADS, _SHARES, numeric=range(2, 9)),
        rows=tuple(
            _row(setting, estimate, row, held[row[_PERSON]], due[row[_PERSON]])
            for (_, estimate), row in found[:PRINTED]
        ),
        note=joined(
            words.DUE_NOTE(numerals, goal=_goal(setting, rule)),
            family_words.each("joiner"),
            words.PSEUDONYMS,
            THE_FIRST(numerals, n=PRINTED) if len(found) > PRINTED else "",
        ),
        data=_data(decisions, due, table_id),
        figures=(*records(decisions, _verdicts(decisions, rule)), *records(paces)),
    )


def _verdicts(decisions: Estimates, rule: ProficiencyRule) -> list[Verdict | None]:
    """What P(target) says of each; none without audits."""
    target = rule.target
    return [
        Verdict(_outcome(p, rule), p, target) if estimate.exists and audited and target else None
        for (_, estimate), p, audited in zip(
            decisions, decisions.rows["p_target"], decisions.rows["audited"], strict=True
        )
    ]


def _goal(setting: Setting, rule: ProficiencyRule) -> str:
    return setting.numerals.goal(rule.target.value, Unit.SHARE) if rule.target else NOTHING


def _outcome(p_target: float, rule: ProficiencyRule) -> Outcome:
    if p_target >= rule.sure:
        return Outcome.MET
    return Outcome.MISSED if p_target <= rule.short else Outcome.UNDECIDED


def _row(
    setting: Setting, accuracy: Estimate, row: Mapping[str, Any], pace: Estimate, due: float
) -> tuple[Cell, ...]:
    numerals, known = setting.numerals, accuracy.exists
    return (
        Cell(text=str(row[_PERSON])),
        Cell(text=setting.name(_COHORT, str(row[_COHORT]))),
        Cell(text=numerals.count(accuracy.n)),
        *value_and_interval(numerals, accuracy),
        Cell(text=numerals.value(row["p_target"], Unit.SHARE) if known else NOTHING),
        *value_and_interval(numerals, pace),
        Cell(text=words.ALL_AUDITED if due == 1 else numerals.percent(due, 0)),
        Cell(text=words.DUE[row["decision"]], status=_MARKS[row["decision"]]),
    )


def _data(decisions: Estimates, due: Mapping[str, float], name: str) -> Data:
    columns = [_PERSON, _COHORT, "duration", "outcome", "n", "value", "low", "high", "p_target", "pace"]
    table = decisions.rows[[*columns, "decision"]].assign(audit=decisions.rows[_PERSON].map(dict(due)))
    table = table.astype(object).where(table.notna(), None)
    header = ["joiner", "cohort", "day", "outcome", "audits", "accuracy", *columns[6:], "decision", "audit"]
    return sheet(name, header, table.to_numpy().tolist())

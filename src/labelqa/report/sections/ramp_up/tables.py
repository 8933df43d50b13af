"""Joiners as tables: cohort beside cohort, and what is due for each joiner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ....components import Cell, Column, Data, Status, Table
from ....estimates import Estimate, Estimates, Outcome, Unit, Verdict
from ....measures.proficiency import Rule
from ....measures.ramp_up import AGES, COACH, EXTEND, GRADUATE
from ...data import family_words
from ...data.setting import Setting
from ...language import words
from ...language.numerals import NOTHING
from ...language.shortened import THE_FIRST
from ...language.vocabulary import term
from ...page.records import records, sheet, sheet_of_many
from . import sentences as ramp_words
from .swimmers import DUE

PRINTED = 40
_COHORT, _PERSON = "cohort_id", "person_id"
_UNKNOWN = Estimate.absent("no data")
_MARKS: dict[str, Status] = {GRADUATE: "met", EXTEND: "undecided", COACH: "missed"}
_COLUMNS = (
    Column(name="Joiner", share=0.12),
    Column(name="Cohort", share=0.135),
    Column(name="Audits", numeric=True, share=0.065),
    Column(name="Accuracy", numeric=True, share=0.085),
    Column(name="95% interval", numeric=True, share=0.155),
    Column(name="P(target)", numeric=True, share=0.085),
    Column(name="Pace", numeric=True, share=0.055),
    Column(name="95% interval", numeric=True, share=0.13),
    Column(name="Audit", numeric=True, share=0.06),
    Column(name="Due", share=0.11),
)


def cohort_table(setting: Setting, measures: tuple[Estimates, ...], table_id: str) -> Table:
    """
    One row per cohort.

    `measures` by cohort: joiners, proficient by day 60, accuracy at the same age, and that against others.
    """
    joined, shares, accuracy, gaps = (
        {by[_COHORT]: estimate for by, estimate in measure} for measure in measures
    )
    rows = [
        (
            Cell(text=setting.name(_COHORT, cohort)),
            Cell(text=setting.numerals.count(joiners.value)),
            *_pair(setting, shares.get(cohort)),
            *_pair(setting, accuracy.get(cohort)),
            Cell(text=words.change(gaps.get(cohort, _UNKNOWN), setting.numerals) or NOTHING),
        )
        for cohort, joiners in joined.items()
    ]
    first, last = AGES
    return Table(
        id=table_id,
        title="Ramp-up by cohort",
        measure=f"Proficient by day 60 of production, accuracy on days {first} to {last}; 95% intervals",
        columns=(
            Column(name="Cohort", share=0.18),
            Column(name="Joiners", numeric=True, share=0.08),
            Column(name="By day 60", numeric=True, share=0.1),
            Column(name="95% interval", numeric=True, share=0.14),
            Column(name="Accuracy", numeric=True, share=0.1),
            Column(name="95% interval", numeric=True, share=0.16),
            Column(name="Against other joiners", numeric=True, share=0.24),
        ),
        rows=tuple(rows),
        note=f"By day 60: proficient by then. {NOTHING}: not known yet.",
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
                Cell(text=numerals.interval(estimate) if known else words.reason(estimate)),
                Cell(text=words.plural(estimate.n, said.counted, numerals) if known else NOTHING),
            )
        )
        data.append([measure.figure, estimate.value, estimate.low, estimate.high, estimate.n])
    return Table(
        id=table_id,
        title=title,
        measure=f"Joiners of the weeks to {setting.period}, with 95% intervals",
        columns=(
            Column(name="Figure", share=0.44),
            Column(name="Value", numeric=True, share=0.12),
            Column(name="95% interval", numeric=True, share=0.24),
            Column(name="Rests on", numeric=True, share=0.2),
        ),
        rows=tuple(rows),
        data=sheet(table_id, ["figure", "value", "low", "high", "n"], data),
        figures=tuple(figure for measure in measures for figure in records(measure)),
    )


def decision_table(
    setting: Setting, decisions: Estimates, paces: Estimates, lines: pd.DataFrame, rule: Rule, table_id: str
) -> Table:
    """
    The first PRINTED joiners still there: accuracy, pace, how much to audit and what is due.

    `lines` has the share to audit, due, by person_id.
    """
    numerals, held = setting.numerals, {by[_PERSON]: estimate for by, estimate in paces}
    due = dict(zip(lines[_PERSON], lines["due"], strict=True))
    found = list(zip(decisions, decisions.rows.to_dict("records"), strict=True))
    note = (
        f"P(target): probability that the accuracy is {_goal(setting, rule)} or more. "
        "Pace: 1 is the median tenured agent's. Audit: the share of the joiner's work to audit now. "
        f"{family_words.each('joiner')} Joiners appear by pseudonym."
    )
    if len(found) > PRINTED:
        note = words.joined(note, THE_FIRST(setting.numerals, n=PRINTED))
    return Table(
        id=table_id,
        title=ramp_words.coaching_due(setting, decisions),
        measure=f"Last {numerals.count(rule.audits)} audits and {numerals.count(rule.days)} days of work of "
        f"each, to the end of {setting.period}, with 95% intervals",
        columns=_COLUMNS,
        rows=tuple(
            _row(setting, estimate, row, held[row[_PERSON]], due[row[_PERSON]])
            for (_, estimate), row in found[:PRINTED]
        ),
        note=note,
        data=_data(decisions, due, table_id),
        figures=(*records(decisions, _verdicts(decisions, rule)), *records(paces)),
    )


def _verdicts(decisions: Estimates, rule: Rule) -> list[Verdict | None]:
    """What P(target) says of each; none without audits."""
    target = rule.target
    return [
        Verdict(_outcome(p, rule), p, target) if estimate.exists and audited and target else None
        for (_, estimate), p, audited in zip(
            decisions, decisions.rows["p_target"], decisions.rows["audited"], strict=True
        )
    ]


def _goal(setting: Setting, rule: Rule) -> str:
    return setting.numerals.goal(rule.target.value, Unit.SHARE) if rule.target else NOTHING


def _outcome(p_target: float, rule: Rule) -> Outcome:
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
        *_pair(setting, accuracy),
        Cell(text=numerals.value(row["p_target"], Unit.SHARE) if known else NOTHING),
        *_pair(setting, pace),
        Cell(text="all" if due == 1 else numerals.percent(due, 0)),
        Cell(text=DUE[row["decision"]], status=_MARKS[row["decision"]]),
    )


def _pair(setting: Setting, estimate: Estimate | None) -> tuple[Cell, Cell]:
    held = estimate or _UNKNOWN
    return Cell(text=setting.numerals.estimate(held)), Cell(text=setting.numerals.interval(held))


def _data(decisions: Estimates, due: Mapping[str, float], name: str) -> Data:
    columns = [_PERSON, _COHORT, "duration", "outcome", "n", "value", "low", "high", "p_target", "pace"]
    table = decisions.rows[[*columns, "decision"]].assign(audit=decisions.rows[_PERSON].map(dict(due)))
    table = table.astype(object).where(table.notna(), None)
    header = ["joiner", "cohort", "day", "outcome", "audits", "accuracy", *columns[6:], "decision", "audit"]
    return sheet(name, header, table.to_numpy().tolist())

"""People against the work as a table: who is there, who is needed, now and ahead."""

from __future__ import annotations

from dataclasses import dataclass, fields

from ....components import Cell, Column, Table
from ....estimates import Estimate, Estimates, Outcome, Target, Verdict
from ...data.setting import Setting
from ...language.numerals import Numerals
from ...language.vocabulary import PLURALS, term
from ...language.words import joined, plural
from ...page.records import records, sheet_of_many
from ...page.tables import columns
from ...page.verdict_cells import verdict_cell
from . import words


@dataclass(frozen=True)
class Staffed:
    """The measures of the table, each by the same column."""

    people: Estimates
    there: Estimates
    needed: Estimates
    there_ahead: Estimates
    needed_ahead: Estimates
    spare_ahead: Estimates

    def all(self) -> tuple[Estimates, ...]:
        """In the order of the columns."""
        return tuple(getattr(self, field.name) for field in fields(self))


def capacity_table(
    setting: Setting, staffed: Staffed, target: Target | None, ahead: int, table_id: str
) -> Table:
    """One row per vendor or site; `ahead` counts the days ahead."""
    forms, verdicts = PLURALS[staffed.spare_ahead.by[0]], setting.verdicts(staffed.spare_ahead, target)
    heads = (forms[0].capitalize(), words.AGENTS, *(term(one.name).column for one in staffed.all()[1:]))
    held = [{tuple(by.values()): estimate for by, estimate in one} for one in staffed.all()]
    judged = dict(zip((tuple(by.values()) for by, _ in staffed.spare_ahead), verdicts, strict=True))
    rows = []
    for by, _ in staffed.people:
        verdict = judged.get(tuple(by.values()))
        cells = [Cell(text=_told(one.get(tuple(by.values())), setting.numerals)) for one in held]
        rows.append((Cell(text=setting.title(by)), *cells, verdict_cell(verdict)))
    return Table(
        id=table_id,
        title=_title(setting, staffed.spare_ahead, verdicts),
        measure=words.TABLE_MEASURE(setting.numerals, period=setting.period, days=ahead),
        columns=(
            *columns(heads, (0.16, 0.07, 0.08, 0.15, 0.15, 0.15, 0.14), numeric=1),
            Column(name=words.VERDICT, share=0.1),
        ),
        rows=tuple(rows),
        note=joined(words.TABLE_NOTE, setting.allowance(staffed.spare_ahead, verdicts)),
        data=sheet_of_many(table_id, staffed.all()),
        figures=tuple(
            figure
            for one in staffed.all()
            for figure in records(one, verdicts if one is staffed.spare_ahead else None)
        ),
    )


def _title(setting: Setting, spare: Estimates, verdicts: list[Verdict | None]) -> str:
    """Where people are too few; else whether there are enough everywhere."""
    forms, numerals = PLURALS[spare.by[0]], setting.numerals
    judged = [
        (setting.title(by), verdict.outcome)
        for (by, _), verdict in zip(spare, verdicts, strict=True)
        if verdict
    ]
    if short := [name for name, outcome in judged if outcome is Outcome.MISSED]:
        return words.TOO_FEW_AT(numerals, names=short, n=len(short))
    if close := sum(outcome is Outcome.UNDECIDED for _, outcome in judged):
        return words.TOO_CLOSE_FOR(numerals, units=plural(close, forms, numerals))
    return (words.ENOUGH_AT_EACH if judged else words.PEOPLE_BY)(numerals, unit=forms[0])


def _told(estimate: Estimate | None, numerals: Numerals) -> str:
    """A value, with its interval where it has a width; the unit is the table's."""
    estimate = estimate or Estimate.absent(words.NO_DATA)
    value, unit = numerals.estimate(estimate), " FTE"
    if not estimate.low < estimate.high:
        return value.removesuffix(unit)
    return f"{value.removesuffix(unit)} ({numerals.interval(estimate).removesuffix(unit)})"

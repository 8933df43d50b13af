"""People against the work as a table: who is there, who is needed, now and ahead."""

from __future__ import annotations

from dataclasses import dataclass, fields

from ....components import Cell, Column, Table
from ....estimates import Estimate, Estimates, Outcome, Target, Verdict
from ...data.setting import Setting
from ...language import words
from ...language.numerals import Numerals
from ...language.vocabulary import PLURALS, term
from ...page.records import records, sheet_of_many
from ...page.verdict_cells import verdict_cell


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
    setting: Setting, staffed: Staffed, target: Target | None, ahead: str, table_id: str
) -> Table:
    """One row per vendor or site; `ahead` are the days ahead in words."""
    forms, verdicts = PLURALS[staffed.spare_ahead.by[0]], setting.verdicts(staffed.spare_ahead, target)
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
        measure=f"Full-time equivalents in production and needed, {setting.period} and {ahead}",
        columns=(
            Column(name=forms[0].capitalize(), share=0.16),
            Column(name="Agents", numeric=True, share=0.07),
            *(
                Column(name=term(one.name).column, numeric=True, share=share)
                for one, share in zip(staffed.all()[1:], (0.08, 0.15, 0.15, 0.15, 0.14), strict=True)
            ),
            Column(name="Verdict", share=0.1),
        ),
        rows=tuple(rows),
        note="Needed: decisions at the period's pace. Ahead: as many decisions a day as in the last eight "
        "weeks, and the roster less those likely to leave. Spare: below 0, people are too few. In brackets: "
        f"95% intervals. {setting.allowance(staffed.spare_ahead, verdicts)}".rstrip(),
        data=sheet_of_many(table_id, staffed.all()),
        figures=tuple(
            figure
            for one in staffed.all()
            for figure in records(one, verdicts if one is staffed.spare_ahead else None)
        ),
    )


def _title(setting: Setting, spare: Estimates, verdicts: list[Verdict | None]) -> str:
    """Where people are too few; else whether there are enough everywhere."""
    forms = PLURALS[spare.by[0]]
    judged = [
        (setting.title(by), verdict.outcome)
        for (by, _), verdict in zip(spare, verdicts, strict=True)
        if verdict
    ]
    if short := [name for name, outcome in judged if outcome is Outcome.MISSED]:
        return (
            f"{words.listed(short)} {'has' if len(short) == 1 else 'have'} too few people for the work ahead"
        )
    if close := sum(outcome is Outcome.UNDECIDED for _, outcome in judged):
        counted = words.plural(close, forms, setting.numerals)
        return f"Whether people suffice for the work ahead is too close to call for {counted}"
    return f"Every {forms[0]} has people enough for the work ahead" if judged else f"People by {forms[0]}"


def _told(estimate: Estimate | None, numerals: Numerals) -> str:
    """A value, with its interval where it has a width; the unit is the table's."""
    estimate = estimate or Estimate.absent("no data")
    value, unit = numerals.estimate(estimate), " FTE"
    if not estimate.low < estimate.high:
        return value.removesuffix(unit)
    return f"{value.removesuffix(unit)} ({numerals.interval(estimate).removesuffix(unit)})"

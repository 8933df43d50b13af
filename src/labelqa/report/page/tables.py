"""Tables of results: estimates with their verdicts, as rows and as CSV."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ...components import Cell, Column, Data, Table
from ...estimates import Estimate, Estimates, Target, Verdict
from ..data.setting import Setting
from ..drawing import theme
from ..drawing.canvas import among
from ..drawing.microcharts import reach, strip
from ..language.numerals import NOTHING, Numerals
from ..language.vocabulary import PLURALS, Term, term
from ..language.words import joined, status, value
from . import words
from .arranged import AS_GIVEN, Arrangement
from .records import records, sheet
from .verdict_cells import verdict_cell, without_target


def columns(
    heads: Sequence[str], shares: Sequence[float], *, numeric: int | Collection[int]
) -> tuple[Column, ...]:
    """Columns with their heads and shares of the width; `numeric` are the places of numbers, or the first."""
    places = range(numeric, len(heads)) if isinstance(numeric, int) else numeric
    return tuple(
        Column(name=head, numeric=place in places, share=share)
        for place, (head, share) in enumerate(zip(heads, shares, strict=True))
    )


def result_table(
    setting: Setting,
    estimates: Estimates,
    target: Target | None,
    table_id: str,
    arranged: Arrangement = AS_GIVEN,
) -> Table:
    """
    One row per value of `by`: n, value, interval, a strip and, where there is a target, the verdict.

    The rows stand as they are `arranged`.
    """
    said, forms, numerals = term(estimates.name), PLURALS[estimates.by[0]], setting.numerals
    verdicts = setting.verdicts(estimates, target)
    shown = arranged.of(setting, estimates)
    goals = [verdict.target.value for verdict in verdicts if verdict]
    low, high = reach([estimate for _, estimate in estimates], goals)
    rows = [
        _row(setting, setting.title(by), estimate, verdict, (low, high))
        for (by, estimate), verdict in zip(shown, among(estimates, verdicts, shown), strict=True)
    ]
    strips = words.STRIP_AND_TARGET if goals else words.STRIP
    ends = {"low": numerals.value(low, estimates.unit), "high": numerals.value(high, estimates.unit)}
    return Table(
        id=table_id,
        title=words.RESULTS(numerals, label=said.label, unit=forms[0]),
        measure=words.RESULTS_MEASURE(numerals, measure=said.measure, period=setting.days(estimates)),
        columns=_heads(forms[0], said, judged=bool(goals)),
        rows=tuple(row if goals else row[:5] for row in rows),
        note=joined(
            arranged.note(setting, estimates),
            strips(numerals, **ends),
            _without(setting, estimates, verdicts) if goals else "",
            setting.allowance(estimates, verdicts),
        ),
        data=estimates_sheet(setting, estimates, verdicts, table_id),
        figures=records(estimates, verdicts),
    )


def _without(setting: Setting, estimates: Estimates, verdicts: Sequence[Verdict | None]) -> str:
    """Which rows have no target, where others have one."""
    rows = [(setting.title(by), e, verdict) for (by, e), verdict in zip(estimates, verdicts, strict=True)]
    numerals = setting.numerals
    return without_target(rows, words.ANY_OF(numerals, units=PLURALS[estimates.by[0]][1]), numerals)


def _heads(unit: str, said: Term, *, judged: bool) -> tuple[Column, ...]:
    """The heads of a result table; without a target the interval has more room."""
    heads = (unit.capitalize(), said.counted[1].capitalize(), said.column, words.INTERVAL)
    if not judged:
        return columns((*heads, *words.DRAWN), (0.34, 0.12, 0.14, 0.2, 0.2), numeric=(1, 2, 3))
    shares = (0.22, 0.09, 0.11, 0.17, 0.17, 0.09, 0.15)
    return columns((*heads, *words.JUDGED), shares, numeric=(1, 2, 3, 5))


def value_and_interval(numerals: Numerals, estimate: Estimate | None) -> tuple[Cell, Cell]:
    """An estimate as two cells; the mark of nothing in both where there is none."""
    if estimate is None:
        return Cell(text=NOTHING), Cell(text=NOTHING)
    return Cell(text=numerals.estimate(estimate)), Cell(text=numerals.interval(estimate))


def coverage_table(setting: Setting, coverage: Estimates, accuracy: Estimates, table_id: str) -> Table:
    """How much of each queue was audited, and what so many audits can show."""
    shown = {tuple(by.values()): estimate for by, estimate in accuracy}
    numerals, (unit, _) = setting.numerals, PLURALS[coverage.by[0]]
    rows, data = [], []
    for by, share in coverage:
        estimate = shown.get(tuple(by.values()), Estimate.absent(words.NO_AUDITS))
        half = (estimate.high - estimate.low) / 2
        texts = (
            setting.title(by),
            numerals.count(share.n),
            numerals.count(estimate.n),
            numerals.estimate(share),
            numerals.count(estimate.n_eff) if estimate.exists else NOTHING,
            numerals.precision(estimate),
        )
        rows.append(tuple(Cell(text=text) for text in texts))
        data.append([*by.values(), share.n, estimate.n, share.value, estimate.n_eff, half])
    return Table(
        id=table_id,
        title=words.COVERAGE(numerals, unit=unit),
        measure=words.COVERAGE_MEASURE(numerals, period=setting.period),
        columns=columns((unit.capitalize(), *words.COVERAGE_HEADS), (0.3, *[0.14] * 5), numeric=1),
        rows=tuple(rows),
        note=words.COVERAGE_NOTE,
        data=sheet(table_id, [unit, "labels", "audits", "coverage", "n_eff", "half_width"], data),
        figures=records(coverage),
    )


def estimates_sheet(
    setting: Setting, estimates: Estimates, verdicts: Sequence[Verdict | None], name: str
) -> Data:
    """The full-precision rows of some estimates as CSV."""
    header = [*(column.removesuffix("_id") for column in estimates.by), "name", "value", "low", "high", "n",
              "n_eff", "unit", "method", "flags", "target", "verdict"]  # fmt: skip
    rows = [
        [*by.values(), setting.title(by), e.value, e.low, e.high, e.n, e.n_eff, e.unit.value, e.method,
         "; ".join(e.flags), verdict.target.value if verdict else None, status(verdict)]
        for (by, e), verdict in zip(estimates, verdicts, strict=True)
    ]  # fmt: skip
    return sheet(name, header, rows)


def _row(
    setting: Setting, name: str, estimate: Estimate, verdict: Verdict | None, axis: tuple[float, float]
) -> tuple[Cell, ...]:
    numerals, mark = setting.numerals, status(verdict)
    goal = verdict.target.value if verdict else None
    between = numerals.interval(estimate)
    return (
        Cell(text=name),
        Cell(text=numerals.count(estimate.n)),
        Cell(text=value(estimate, verdict, numerals)),
        Cell(text=between),
        Cell(text=between, svg=strip(estimate, goal, *axis, theme.STATUS[mark]) if estimate.exists else ""),
        Cell(text=NOTHING if goal is None else numerals.goal(goal, estimate.unit)),
        verdict_cell(verdict),
    )

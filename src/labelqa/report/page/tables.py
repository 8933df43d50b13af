"""Tables of results: estimates with their verdicts, as rows and as CSV."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...components import Cell, Column, Data, Table
from ...estimates import Estimate, Estimates, Target, Verdict
from ..data.setting import Setting
from ..drawing import theme
from ..drawing.microcharts import reach, strip
from ..language import words
from ..language.numerals import NOTHING
from ..language.vocabulary import PLURALS, term
from .records import records, sheet, sheet_of_many
from .verdict_cells import verdict_cell, without_target

MOST_PAIRS = 3  # measures with a column each for their intervals; more would break words and numbers


def columns(
    heads: Sequence[str], shares: Sequence[float], *, numeric: int, tail: int = 0
) -> tuple[Column, ...]:
    """Columns by heads and shares of the width; from the place `numeric` numbers, but for the last `tail`."""
    return tuple(
        Column(name=head, numeric=numeric <= place < len(heads) - tail, share=share)
        for place, (head, share) in enumerate(zip(heads, shares, strict=True))
    )


def result_table(setting: Setting, estimates: Estimates, target: Target | None, table_id: str) -> Table:
    """One row per value of `by`: n, value, interval, a strip and, where there is a target, the verdict."""
    said, forms, numerals = term(estimates.name), PLURALS[estimates.by[0]], setting.numerals
    verdicts = setting.verdicts(estimates, target)
    goals = [verdict.target.value for verdict in verdicts if verdict]
    low, high = reach([estimate for _, estimate in estimates], goals)
    rows = [
        _row(setting, setting.title(by), estimate, verdict, (low, high))
        for (by, estimate), verdict in zip(estimates, verdicts, strict=True)
    ]
    untargeted = without_target(
        [(setting.title(by), e, verdict) for (by, e), verdict in zip(estimates, verdicts, strict=True)],
        f"any of these {forms[1]}",
    )
    ends = f"{numerals.value(low, estimates.unit)} to {numerals.value(high, estimates.unit)}"
    heads = (
        Column(name=forms[0].capitalize(), share=0.22 if goals else 0.34),
        Column(name=said.counted[1].capitalize(), numeric=True, share=0.09 if goals else 0.12),
        Column(name=said.column, numeric=True, share=0.11 if goals else 0.14),
        Column(name="95% interval", numeric=True, share=0.17 if goals else 0.2),
        Column(name="Against target" if goals else "Interval drawn", share=0.17 if goals else 0.2),
    )
    judged = (Column(name="Target", numeric=True, share=0.09), Column(name="Verdict", share=0.15))
    return Table(
        id=table_id,
        title=f"{said.label} by {forms[0]}",
        measure=f"{said.measure}, {setting.period}",
        columns=(*heads, *judged) if goals else heads,
        rows=tuple(row if goals else row[:5] for row in rows),
        note=words.joined(
            f"Strip from {ends}{', black tick at the target' if goals else ''}.",
            untargeted if goals else "",
            setting.allowance(estimates, verdicts),
        ),
        data=estimates_sheet(setting, estimates, verdicts, table_id),
        figures=records(estimates, verdicts),
    )


def coverage_table(setting: Setting, coverage: Estimates, accuracy: Estimates, table_id: str) -> Table:
    """How much of each queue was audited, and what so many audits can show."""
    shown = {tuple(by.values()): estimate for by, estimate in accuracy}
    forms = PLURALS[coverage.by[0]]
    rows, data = [], []
    for by, share in coverage:
        estimate = shown.get(tuple(by.values()), Estimate.absent("no audits"))
        half = (estimate.high - estimate.low) / 2
        worth = setting.numerals.count(estimate.n_eff) if estimate.exists else NOTHING
        texts = (
            setting.title(by),
            setting.numerals.count(share.n),
            setting.numerals.count(estimate.n),
            setting.numerals.estimate(share),
            worth,
            setting.numerals.precision(estimate),
        )
        rows.append(tuple(Cell(text=text) for text in texts))
        data.append([*by.values(), share.n, estimate.n, share.value, estimate.n_eff, half])
    return Table(
        id=table_id,
        title=f"Audits by {forms[0]}",
        measure=f"Work done, audits of it and what these are worth, {setting.period}",
        columns=(
            Column(name=forms[0].capitalize(), share=0.3),
            *(Column(name=name, numeric=True, share=0.14)
              for name in ("Work done", "Audits", "Coverage", "Effective audits", "Precision")),
        ),
        rows=tuple(rows),
        note="Effective audits: what they are worth after stratification and clustering by person. "
        "Precision: half the width of accuracy's 95% interval.",
        data=sheet(table_id, [forms[0], "labels", "audits", "coverage", "n_eff", "half_width"], data),
        figures=records(coverage),
    )  # fmt: skip


def side_by_side(setting: Setting, title: str, measures: Sequence[Estimates], table_id: str) -> Table:
    """
    Several measures by the same column: value and interval of each, one row per value.

    Beyond MOST_PAIRS measures the interval stands in brackets behind its value; what was counted has none.
    """
    shown = [_Shown(estimates, apart=len(measures) <= MOST_PAIRS) for estimates in measures]
    rows = [
        (Cell(text=setting.title(by)), *(Cell(text=text) for one in shown for text in one.texts(setting, by)))
        for by, _ in measures[0]
    ]
    name = Column(name=PLURALS[measures[0].by[0]][0].capitalize(), share=0.24)
    return Table(
        id=table_id,
        title=title,
        measure=f"With 95% intervals, {setting.period}",
        columns=(name, *(column for one in shown for column in one.columns(0.76 / len(measures)))),
        rows=tuple(rows),
        data=sheet_of_many(table_id, measures),
        figures=tuple(figure for estimates in measures for figure in records(estimates)),
    )


@dataclass(frozen=True)
class _Shown:
    """A measure beside others, its interval `apart` in a column of its own or in brackets."""

    estimates: Estimates
    apart: bool

    @property
    def counted(self) -> bool:
        """Whether no row has an interval: all there are were counted."""
        return all(each.low == each.high for _, each in self.estimates if each.exists)

    def columns(self, share: float) -> tuple[Column, ...]:
        head = Column(name=term(self.estimates.name).column, numeric=True, share=share)
        if self.counted or not self.apart:
            return (head,)
        between = Column(name="95% interval", numeric=True, share=0.6 * share)
        return head.model_copy(update={"share": 0.4 * share}), between

    def texts(self, setting: Setting, by: Mapping[str, str]) -> tuple[str, ...]:
        held = (each for keys, each in self.estimates if keys == by)
        estimate, numerals = next(held, Estimate.absent("no data")), setting.numerals
        if self.counted:
            return (numerals.estimate(estimate),)
        if self.apart:
            return numerals.estimate(estimate), numerals.interval(estimate)
        return (words.with_interval(estimate, numerals),)


def estimates_sheet(
    setting: Setting, estimates: Estimates, verdicts: Sequence[Verdict | None], name: str
) -> Data:
    """The full-precision rows of some estimates as CSV."""
    header = [*(column.removesuffix("_id") for column in estimates.by), "name", "value", "low", "high", "n",
              "n_eff", "unit", "method", "flags", "target", "verdict"]  # fmt: skip
    rows = [
        [*by.values(), setting.title(by), e.value, e.low, e.high, e.n, e.n_eff, e.unit.value, e.method,
         "; ".join(e.flags), verdict.target.value if verdict else None, words.status(verdict)]
        for (by, e), verdict in zip(estimates, verdicts, strict=True)
    ]  # fmt: skip
    return sheet(name, header, rows)


def _row(
    setting: Setting, name: str, estimate: Estimate, verdict: Verdict | None, axis: tuple[float, float]
) -> tuple[Cell, ...]:
    numerals, mark = setting.numerals, words.status(verdict)
    goal = verdict.target.value if verdict else None
    between = numerals.interval(estimate)
    return (
        Cell(text=name),
        Cell(text=numerals.count(estimate.n)),
        Cell(text=words.value(estimate, verdict, numerals)),
        Cell(text=between),
        Cell(text=between, svg=strip(estimate, goal, *axis, theme.STATUS[mark]) if estimate.exists else ""),
        Cell(text=NOTHING if goal is None else numerals.goal(goal, estimate.unit)),
        verdict_cell(verdict),
    )

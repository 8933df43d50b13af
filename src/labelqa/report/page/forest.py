"""Values of one measure side by side, each with its interval, against the target."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...components import Chart
from ...estimates import Estimate, Estimates, Target, Unit, Verdict
from ..data.setting import Setting
from ..drawing import theme
from ..drawing.canvas import (
    DASHED,
    ROWS,
    among,
    columns,
    cut_note,
    head_at,
    limits,
    lowest,
    name_rows,
    sheet,
    value_axis,
)
from ..drawing.drawing import Caption, Drawing, drawing, finished
from ..language.sentences import extremes, together
from ..language.vocabulary import PLURALS, term
from ..language.words import joined, sentence, status, value
from . import words
from .arranged import AS_GIVEN, Arrangement
from .records import records
from .tables import estimates_sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_ROWS = 30  # that leave room for the words of their section on a page
_TALL, _ROW = 126.0, 6.4  # mm of all rows at most, and of one


def forest(
    setting: Setting,
    estimates: Estimates,
    target: Target | None,
    chart_id: str,
    arranged: Arrangement = AS_GIVEN,
) -> Chart:
    """One row per value of `by`, as they are `arranged`; colour and words are the verdict's."""
    shown_rows = arranged.of(setting, estimates)
    verdicts, drawn = setting.verdicts(estimates, target), lowest(shown_rows, MOST_ROWS)
    said, forms, counted = term(estimates.name), PLURALS[estimates.by[0]], [v for v in verdicts if v]
    every = [(setting.title(by), estimate) for by, estimate in estimates]
    numerals = setting.numerals
    run = words.RUN(numerals, label=said.label, run=extremes(every, numerals))
    title = together(forms, counted, numerals) if counted else run
    alt = joined(words.FOREST_ALT, sentence(title), sentence(run) if counted else "")
    shown = _drawn(setting, drawn, among(estimates, verdicts, drawn), target, Caption(chart_id, alt))
    return shown.chart(
        title=title,
        measure=words.BY(numerals, measure=said.measure, unit=forms[0], period=setting.days(estimates)),
        note=joined(
            arranged.note(setting, estimates),
            cut_note(setting, len(shown_rows), MOST_ROWS, forms),
            setting.allowance(estimates, verdicts),
        ),
        width="main",
        data=estimates_sheet(setting, estimates, verdicts, chart_id),
        figures=records(estimates, verdicts),
    )


@drawing
def _drawn(
    setting: Setting,
    estimates: Estimates,
    verdicts: Sequence[Verdict | None],
    target: Target | None,
    caption: Caption,
) -> Drawing:
    axes = sheet("main", min(_ROW * len(estimates), _TALL) + 16, ROWS)
    name_rows(axes, [setting.title(by) for by, _ in estimates])
    _axes(axes, setting, estimates, verdicts, target)
    _rows(axes, [estimate for _, estimate in estimates], verdicts)
    _numbers(axes, setting, estimates, verdicts)
    return finished(axes, caption)


def _axes(
    axes: Axes,
    setting: Setting,
    estimates: Estimates,
    verdicts: Sequence[Verdict | None],
    target: Target | None,
) -> None:
    """Limits, ticks, the target's line and, where a row has a target of its own, that row's tick."""
    goals = [verdict.target.value for verdict in verdicts if verdict]
    ends = [end for _, e in estimates for end in (e.low, e.high)] + goals
    axes.set_xlim(*limits(ends, ceiling=1.002 if estimates.unit is Unit.SHARE else float("inf")))
    value_axis(axes, estimates.unit, setting.numerals, across=True)
    if target is None:
        return
    axes.axvline(target.value, zorder=1, **DASHED)
    goal = setting.numerals.goal(target.value, estimates.unit)
    head_at(axes, words.AT_TARGET(setting.numerals, goal=goal), target.value)
    for row, verdict in enumerate(verdicts):
        if verdict and verdict.target.value != target.value:
            axes.plot([verdict.target.value] * 2, [row - 0.38, row + 0.38], color=theme.INK, linewidth=1.1)


def _rows(axes: Axes, held: Sequence[Estimate], verdicts: Sequence[Verdict | None]) -> None:
    for row, (estimate, verdict) in enumerate(zip(held, verdicts, strict=True)):
        ink = theme.STATUS[status(verdict)]
        ends = [estimate.low, estimate.high]
        axes.plot(ends, [row, row], color=ink, alpha=0.35, linewidth=4.2, solid_capstyle="butt")
        axes.plot(estimate.value, row, "o", color=ink, markersize=4.6, markeredgewidth=0)


def _numbers(axes: Axes, setting: Setting, estimates: Estimates, verdicts: Sequence[Verdict | None]) -> None:
    """Two columns right of the axes: value and n."""
    rows = [
        (value(estimate, verdict, setting.numerals), setting.numerals.count(estimate.n))
        for (_, estimate), verdict in zip(estimates, verdicts, strict=True)
    ]
    columns(axes, ("", term(estimates.name).counted[1].capitalize()), rows)

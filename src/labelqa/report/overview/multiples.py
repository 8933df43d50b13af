"""The weekly trends of many units side by side, each on its own control limits."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ...components import Chart
from ...estimates import Estimates, Target
from ...measures.control_charts import ControlChart
from ..data import family_words
from ..data.setting import Setting
from ..drawing import theme
from ..drawing.canvas import DASHED, limits, month_axis, name_plots, sheet, value_axis
from ..drawing.drawing import Caption, Drawing, drawing, finished
from ..drawing.fitting import POINTS, PlotCell
from ..language.vocabulary import PLURALS, term
from ..language.words import joined, sentence
from ..page.records import records
from ..page.tables import estimates_sheet
from . import words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLUMNS = 3
_PANEL, _GAP, _ASIDE, _LEFT, _FOOT = 34, 14, 6, 4, 8  # mm


def multiples(
    setting: Setting,
    weekly: Estimates,
    controls: Mapping[str, ControlChart],
    targets: Mapping[str, Target | None],
    chart_id: str,
) -> Chart:
    """One panel per value of `weekly`'s first column, in order; all panels share one axis of values."""
    numerals, forms, n = setting.numerals, PLURALS[weekly.by[0]], len(controls)
    title, weeks = _title(setting, controls, weekly.by[0]), max(len(c.frame) for c in controls.values())
    kind = words.CHARTS(numerals, n=n, units=forms[n != 1], weeks=weeks)
    alt = joined(kind, sentence(title))
    shown = _drawn(setting, weekly, controls, targets, Caption(chart_id, alt))
    return shown.chart(
        title=title,
        measure=words.WEEKLY(numerals, measure=term(weekly.name).measure, unit=forms[0]),
        note=joined(words.LIMITS(numerals, period=setting.period), family_words.WEEKS),
        width="full",
        data=estimates_sheet(setting, weekly, [None] * len(weekly), chart_id),
        figures=records(weekly),
    )


@drawing
def _drawn(
    setting: Setting,
    weekly: Estimates,
    controls: Mapping[str, ControlChart],
    targets: Mapping[str, Target | None],
    caption: Caption,
) -> Drawing:
    ends = _reach(controls, targets)
    plots, cells = _panels(len(controls))
    for axes, (unit, control) in zip(plots, controls.items(), strict=True):
        axes.set_ylim(*ends)
        _panel(axes, setting, control, targets[unit])
        value_axis(axes, weekly.unit, setting.numerals)
    name_plots(plots, cells, [setting.name(weekly.by[0], unit) for unit in controls], 7)
    return finished(plots, caption, cells)


def _panels(count: int) -> tuple[list[Axes], list[PlotCell]]:
    """The plots in rows, and the column of the page that each has."""
    rows = math.ceil(count / COLUMNS)
    across, high = theme.WIDTHS["full"], rows * (_PANEL + _GAP) + _FOOT - _GAP + 8
    first = sheet("full", high, (0, 0, 0, 0))
    figure = first.figure
    first.remove()
    each = (across - (COLUMNS - 1) * _ASIDE) / COLUMNS
    starts = [i % COLUMNS * (each + _ASIDE) for i in range(count)]
    plots = [
        figure.add_axes(
            (
                (start + _LEFT) / across,
                1 - (8 + i // COLUMNS * (_PANEL + _GAP) + _PANEL) / high,
                (each - _LEFT) / across,
                _PANEL / high,
            )
        )
        for i, start in enumerate(starts)
    ]
    ends = [min(start + each + _ASIDE / 2, across) for start in starts]
    return plots, [PlotCell(start * POINTS, end * POINTS) for start, end in zip(starts, ends, strict=True)]


def _panel(axes: Axes, setting: Setting, control: ControlChart, target: Target | None) -> None:
    frame = control.frame
    weeks = list(frame["week"])
    if not control.why:
        axes.fill_between(weeks, frame["lower"], frame["upper"], color=theme.BAND, linewidth=0)
        axes.plot(weeks, frame["centre"], color=theme.BLUE_LIGHT, linewidth=0.7)
    if target:
        axes.axhline(target.value, zorder=2, **DASHED)
    axes.plot(weeks, frame["value"], color=theme.BLUE, linewidth=1.2, zorder=3)
    outside = frame[frame["signal"]]
    axes.plot(outside["week"], outside["value"], "o", color=theme.SIGNAL, markersize=4.2, zorder=5)
    month_axis(axes, weeks, setting.numerals)


def _reach(controls: Mapping[str, ControlChart], targets: Mapping[str, Target | None]) -> tuple[float, float]:
    values = [
        value
        for control in controls.values()
        for name in ("value", "lower", "upper")
        for value in control.frame[name]
    ]
    return limits([*values, *(t.value for t in targets.values() if t)], ceiling=1.002)


def _title(setting: Setting, controls: Mapping[str, ControlChart], column: str) -> str:
    """Which units left their limits within the period."""
    start = setting.context.period.start
    names = [
        setting.name(column, unit)
        for unit, control in controls.items()
        if (control.frame["signal"] & (control.frame["week"] >= start)).any()
    ]
    if not names:
        return words.NONE_LEFT(setting.numerals, unit=PLURALS[column][0], period=setting.period)
    return words.LEFT(setting.numerals, names=names, n=len(names), period=setting.period)

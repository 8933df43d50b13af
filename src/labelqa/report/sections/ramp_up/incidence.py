"""What became of joiners by their days in production: proficient, left, or still learning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from ....components import Chart, Data, FigureOfRecord
from ....estimates import Unit
from ....measures.competing_risks import IncidenceCurve
from ...data.setting import Setting
from ...drawing import theme
from ...drawing.canvas import ABOVE, day_axis, name_plots, sheet, value_axis, write
from ...drawing.drawing import Caption, Drawing, drawing, finished
from ...drawing.fitting import POINTS, PlotCell, measured
from ...language.words import joined, sentence
from ...page.records import sheet as data_sheet
from . import words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_PANELS = 3
_HIGH, _GAP, _LEFT, _RIGHT, _TOP, _FOOT = 50, 7, 4, 1.2, 9, 17  # mm
_HIGHEST = 0.84  # of the axis, that a curve may end below its name
Panel = tuple[str, IncidenceCurve, IncidenceCurve]


def incidence(
    setting: Setting,
    panels: Sequence[Panel],
    said: tuple[str, str, str],
    figures: tuple[FigureOfRecord, ...],
    chart_id: str,
) -> Chart:
    """
    At most MOST_PANELS panels of (name, proficient, left); `said`: title, measure and note.

    From below: proficient with its 95 % band; still learning; left, from above. Below the axis, how many
    were still learning and watched.
    """
    title, measure, note = said
    alt = joined(words.INCIDENCE_ALT, sentence(title))
    shown = _drawn(setting, panels, Caption(chart_id, alt))
    return shown.chart(
        title=title,
        measure=measure,
        note=note,
        width="full",
        data=_data(panels, chart_id),
        figures=figures,
    )


@drawing
def _drawn(setting: Setting, panels: Sequence[Panel], caption: Caption) -> Drawing:
    last = max(proficient.last for _, proficient, _ in panels)
    plots, cells = _panels(len(panels))
    for axes, (_, proficient, left) in zip(plots, panels, strict=True):
        axes.set_xlim(0, last)
        axes.set_ylim(0, 1)
        _steps(axes, proficient, left, last)
        _at_risk(axes, setting, proficient, last)
        value_axis(axes, Unit.SHARE, setting.numerals)
    name_plots(plots, cells, [name for name, _, _ in panels], 9)
    return finished(plots, caption, cells)


def _panels(count: int) -> tuple[list[Axes], list[PlotCell]]:
    """The plots side by side, and the column of the page that each has."""
    across, high = theme.WIDTHS["full"], _TOP + _HIGH + _FOOT
    first = sheet("full", high, (0, 0, 0, 0))
    figure = first.figure
    first.remove()
    each = (across - (count - 1) * _GAP) / count
    starts = [place * (each + _GAP) for place in range(count)]
    plots = [
        figure.add_axes(
            ((start + _LEFT) / across, _FOOT / high, (each - _LEFT - _RIGHT) / across, _HIGH / high)
        )
        for start in starts
    ]
    ends = [min(start + each + _GAP / 2, across) for start in starts]
    return plots, [PlotCell(start * POINTS, end * POINTS) for start, end in zip(starts, ends, strict=True)]


def _steps(axes: Axes, proficient: IncidenceCurve, left: IncidenceCurve, last: float) -> None:
    inside, outside = _stepped(proficient, last), _stepped(left, last)
    axes.fill_between(
        inside["time"], inside["low"], inside["high"], step="post", color=theme.BAND, linewidth=0
    )
    look = {"drawstyle": "steps-post", "zorder": 3}
    axes.plot(inside["time"], inside["incidence"], color=theme.BLUE, linewidth=1.6, **look)
    end = float(inside["time"].iloc[-1]), float(inside["incidence"].iloc[-1])
    axes.plot(*end, "o", color=theme.BLUE, markersize=3.6, zorder=4, clip_on=False)
    above = 8 if end[1] < _HIGHEST else -8
    write(axes, words.PROFICIENT, end, shift=(0, above), ha="right", color=theme.BLUE, fontweight=600)
    if left.events:
        top = 1 - outside["incidence"]
        axes.fill_between(outside["time"], top, 1, step="post", color=theme.HAIR, linewidth=0)
        axes.plot(outside["time"], top, color=theme.INK_2, linewidth=1.0, **look)
        write(axes, words.GONE, (end[0], 1), shift=(-2, -6), ha="right")


def _stepped(curve: IncidenceCurve, last: float) -> pd.DataFrame:
    """The steps from the beginning, when it had happened to nobody; for good where the curve is complete."""
    columns = ["time", "incidence", "low", "high"]
    steps = curve.steps[columns]
    start = pd.DataFrame({"time": [0.0], "incidence": [0.0], "low": [0.0], "high": [0.0]})
    end = steps.tail(1).assign(time=last) if curve.complete else steps.head(0)
    return pd.concat([start, steps, end], ignore_index=True).astype(float)


def _at_risk(axes: Axes, setting: Setting, curve: IncidenceCurve, last: float) -> None:
    """Ticks months apart, with how many were still learning, and watched, on those days."""
    for day in day_axis(axes, last, setting.numerals, measured(setting.numerals.count(curve.n))):
        later = curve.steps.loc[curve.steps["time"] >= day, "at_risk"]
        count = setting.numerals.count(int(later.iloc[0]) if len(later) else 0)
        write(axes, count, (day, 0), shift=(0, -22), frame=ABOVE, ha="center", color=theme.INK_3)
    axes.set_xlabel(words.DAYS_AXIS, labelpad=14)


def _data(panels: Sequence[Panel], name: str) -> Data:
    header = ["group", "days", "proficient", "low", "high", "left", "learning", "at_risk"]
    rows = [
        [group, *row]
        for group, proficient, left in panels
        for row in proficient.steps.assign(left=left.steps["incidence"])[
            ["time", "incidence", "low", "high", "left", "waiting", "at_risk"]
        ].itertuples(index=False, name=None)
    ]
    return data_sheet(name, header, rows)

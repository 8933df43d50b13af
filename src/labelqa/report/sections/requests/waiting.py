"""How long something takes, as the share to whom it has not happened yet (Kaplan-Meier)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from ....components import Chart, Data, FigureOfRecord
from ....estimates import Unit
from ....measures.survival import SurvivalCurve
from ...data.setting import Setting
from ...drawing import theme
from ...drawing.canvas import BESIDE, DASHED, ENDS, Label, sheet, spread, value_axis, write
from ...drawing.drawing import Caption, Drawing, drawing, finished
from ...drawing.fitting import short
from ...language.words import joined, sentence
from ...page.records import sheet as data_sheet
from . import words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LOOKS: tuple[dict[str, Any], ...] = (
    {"color": theme.BLUE, "linewidth": 1.6},
    {"color": theme.INK_2, "linewidth": 0.9},
    {"color": theme.INK_2, "linewidth": 0.9, "linestyle": (0, (4, 2))},
    {"color": theme.INK_2, "linewidth": 0.9, "linestyle": (0, (1, 1.5))},
)
MOST_CURVES = len(_LOOKS)
_LINE = 0.075  # of the axis, as high as a name is
Curves = Sequence[tuple[str, SurvivalCurve]]


def waiting(
    setting: Setting,
    curves: Curves,
    said: tuple[str, str, str],
    figures: tuple[FigureOfRecord, ...],
    chart_id: str,
) -> Chart:
    """
    The first of at most MOST_CURVES named curves with its 95 % band, the others as thin lines.

    `said`: title, measure and what the band belongs to.
    """
    title, measure, note = said
    alt = joined(words.WAITING_ALT, sentence(title))
    shown = _drawn(setting, curves, Caption(chart_id, alt))
    return shown.chart(
        title=title,
        measure=measure,
        note=note,
        width="full",
        data=_data(curves, chart_id),
        figures=figures,
    )


@drawing
def _drawn(setting: Setting, curves: Curves, caption: Caption) -> Drawing:
    axes = sheet("full", 66, (4, 4, 4, 11))
    axes.set_xlim(0, max(curve.last for _, curve in curves))
    axes.set_ylim(0, 1.02)
    _steps(axes, curves)
    axes.axhline(0.5, zorder=2, **DASHED)
    write(axes, words.WAITING_HALF, (0, 0.5), shift=(3, 5), color=theme.INK)
    value_axis(axes, Unit.SHARE, setting.numerals)
    value_axis(axes, Unit.DAYS, setting.numerals, across=True)
    axes.set_xlabel(words.WAITING_AXIS)
    return finished(axes, caption)


def _steps(axes: Axes, curves: Curves) -> None:
    """The curves, the band of the first, and their names."""
    ends = list[Label]()
    for (name, curve), look in zip(curves, _LOOKS, strict=False):
        steps = _stepped(curve)
        if not ends:
            band = {"step": "post", "color": theme.BAND, "linewidth": 0, "zorder": 1}
            axes.fill_between(steps["time"], steps["low"], steps["high"], **band)
        axes.plot(steps["time"], steps["survival"], drawstyle="steps-post", zorder=3, **look)
        ends.append((float(steps["survival"].iloc[-1]), name, str(look["color"])))
    _names(axes, ends)


def _names(axes: Axes, ends: Sequence[Label]) -> None:
    """The curves' names right of their ends, apart from one another and none below the axis."""
    places = spread([value for value, _, _ in ends], _LINE, within=(_LINE / 2, 1))
    for place, (_, name, ink) in zip(places, ends, strict=True):
        said = short(name, ENDS, theme.SMALL)
        write(axes, said, (1, place), shift=(5, 0), frame=BESIDE, color=ink)


def _stepped(curve: SurvivalCurve) -> pd.DataFrame:
    """The steps from the beginning, when it had happened to nobody."""
    start = pd.DataFrame({"time": [0.0], "survival": [1.0], "low": [1.0], "high": [1.0]})
    return pd.concat([start, curve.steps[list(start)]], ignore_index=True)


def _data(curves: Curves, name: str) -> Data:
    columns = ["time", "survival", "low", "high", "at_risk", "events"]
    rows = [
        [curve, *row]
        for curve, held in curves
        for row in held.steps[columns].itertuples(index=False, name=None)
    ]
    return data_sheet(name, ["group", "days", *columns[1:]], rows)

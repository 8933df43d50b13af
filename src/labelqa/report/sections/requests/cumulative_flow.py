"""Labels asked for, in work and delivered since a day: what stands between two lines is waiting there."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pandas as pd

from ....components import Chart, FigureOfRecord
from ....estimates import Unit
from ...data.setting import Setting
from ...drawing import theme
from ...drawing.canvas import label_ends, month_axis, sheet, value_axis
from ...drawing.drawing import Caption, Drawing, drawing, finished
from ...language import words
from ...language.vocabulary import LABELS
from ...page.records import sheet as data_sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BANDS = (
    ("delivered", "Delivered"),
    ("started", "In work"),
    ("ready", "Ready"),
    ("requested", "Rules not final"),
)
"""The states from below, each with the name of the band between it and the one before."""


def cumulative_flow(
    setting: Setting, days: pd.DataFrame, figures: tuple[FigureOfRecord, ...], chart_id: str
) -> Chart:
    """`days` as measures.flow.cumulative gives them: labels by day (index) and state (columns)."""
    dates = [day.date() for day in days.index]
    title, last_day = _title(setting, days), setting.numerals.day(dates[-1])
    alt = f"Cumulative flow diagram of labels by state. {title}."
    shown = _drawn(setting, days, dates, Caption(chart_id, alt))
    return Chart(
        id=chart_id,
        title=title,
        measure=f"Labels that have reached each state, counted from {setting.numerals.day(dates[0])}"
        f" to {last_day}",
        alt=alt,
        svg=shown.svg,
        fault=shown.fault,
        note="The height of a band is the number of labels in that state. Cancelled requests are left out.",
        width="full",
        data=data_sheet(
            chart_id,
            ["day", *days.columns],
            [[day.isoformat(), *map(int, row)] for day, row in zip(dates, days.to_numpy(), strict=True)],
        ),
        figures=figures,
    )


@drawing
def _drawn(setting: Setting, days: pd.DataFrame, dates: list[dt.date], caption: Caption) -> Drawing:
    axes = sheet("full", 72, (4, 4, 4, 8))
    axes.set_xlim(dates[0], dates[-1])
    axes.set_ylim(0, max(1.0, 1.04 * float(days.max(axis=None))))
    _bands(axes, setting, days, dates)
    value_axis(axes, Unit.COUNT, setting.numerals)
    month_axis(axes, dates, setting.numerals)
    return finished(axes, caption)


def _bands(axes: Axes, setting: Setting, days: pd.DataFrame, dates: list[dt.date]) -> None:
    floor, labels = pd.Series(0, index=days.index), []
    for (state, name), ink in zip(BANDS, theme.STATES, strict=True):
        axes.fill_between(dates, floor, days[state], color=ink, linewidth=0)
        height = int(days[state].iloc[-1] - floor.iloc[-1])
        middle = float(days[state].iloc[-1] + floor.iloc[-1]) / 2
        labels.append((middle, f"{name} {setting.numerals.count(height)}", theme.INK_2))
        floor = days[state]
    axes.plot(dates, days["requested"], color=theme.INK, linewidth=0.8)
    label_ends(axes, labels)


def _title(setting: Setting, days: pd.DataFrame) -> str:
    """How the labels asked for and not delivered changed over the period."""
    waiting = days["requested"] - days["delivered"]
    end, start = int(waiting.iloc[-1]), pd.Timestamp(setting.context.period.start)
    printed = words.plural(end, LABELS, setting.numerals)
    before = waiting[waiting.index < start]
    if before.empty or int(before.iloc[-1]) == end:
        return f"The backlog at the end of {setting.period} is {printed}"
    first = int(before.iloc[-1])
    verb = "grew" if end > first else "shrank"
    return f"The backlog {verb} from {setting.numerals.count(first)} to {printed} in {setting.period}"

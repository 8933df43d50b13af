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
from ...language.words import joined, sentence
from ...page.records import sheet as data_sheet
from . import words

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def cumulative_flow(
    setting: Setting, days: pd.DataFrame, figures: tuple[FigureOfRecord, ...], chart_id: str
) -> Chart:
    """`days` as measures.flow.cumulative gives them: labels by day (index) and state (columns)."""
    dates = [day.date() for day in days.index]
    title = _title(setting, days)
    alt = joined(words.FLOW_ALT, sentence(title))
    shown = _drawn(setting, days, dates, Caption(chart_id, alt))
    return shown.chart(
        title=title,
        measure=words.FLOW_MEASURE(setting.numerals, first=dates[0], last=dates[-1]),
        note=words.FLOW_NOTE,
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
    for (state, name), ink in zip(words.BANDS, theme.STATES, strict=True):
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
    before = waiting[waiting.index < start]
    if before.empty or int(before.iloc[-1]) == end:
        return words.BACKLOG_IS(setting.numerals, period=setting.period, n=end)
    first = int(before.iloc[-1])
    moved = words.BACKLOG_GREW if end > first else words.BACKLOG_SHRANK
    return moved(setting.numerals, before=first, n=end, period=setting.period)

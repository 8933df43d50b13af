"""A line for each joiner from the start of production, with what happened on the way: a swimmer plot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ....components import Chart, Data, FigureOfRecord
from ....measures.ramp_up import COACH, GRADUATE, LEFT, PROFICIENT
from ...data.setting import Setting
from ...drawing import theme
from ...drawing.canvas import BESIDE, day_axis, sheet, write
from ...drawing.drawing import Caption, Drawing, drawing, finished
from ...drawing.fitting import POINTS, fit, short, wide
from ...language.words import joined, sentence
from ...page.records import sheet as data_sheet
from . import words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_ROWS = 36
_INKS = {GRADUATE: theme.BLUE, COACH: theme.SIGNAL}
_ROW, _HEAD = 4.2, 6.2  # mm of a line, and of a cohort's name above its lines
NAMES = 34 * POINTS


def swimmers(
    setting: Setting, rows: pd.DataFrame, title: str, figures: tuple[FigureOfRecord, ...], chart_id: str
) -> Chart:
    """
    The first MOST_ROWS joiners, in the order given, under the names of their cohorts.

    `rows`: person_id, cohort_id, watched (days), outcome, duration (its day), gate (the day it was first
    passed, or nan), decision.
    """
    alt, numerals = joined(words.LINES_ALT, sentence(title)), setting.numerals
    cut = words.LINES_SHOWN(numerals, shown=MOST_ROWS, n=len(rows)) if len(rows) > MOST_ROWS else ""
    shown = _drawn(setting, rows.head(MOST_ROWS).reset_index(drop=True), Caption(chart_id, alt))
    return shown.chart(
        title=title,
        measure=words.LINES_MEASURE(numerals, period=setting.period),
        note=joined(words.LINES_NOTE, cut),
        width="full",
        data=_data(rows, chart_id),
        figures=figures,
    )


@drawing
def _drawn(setting: Setting, rows: pd.DataFrame, caption: Caption) -> Drawing:
    heads = rows["cohort_id"].ne(rows["cohort_id"].shift())
    places = (rows.index * _ROW + heads.cumsum() * _HEAD).to_numpy(float)
    axes = sheet("full", places[-1] + _ROW + 13, (4, 4, 1, 12))
    axes.set_xlim(0, rows["watched"].max())
    axes.set_ylim(places[-1] + _ROW, 0)
    _lines(axes, rows, places)
    _names(axes, setting, rows, places, heads.to_numpy())
    day_axis(axes, float(rows["watched"].max()), setting.numerals)
    axes.set_xlabel(words.DAYS_AXIS)
    axes.grid(visible=False, axis="y")
    axes.grid(visible=True, axis="x")
    return finished(axes, caption)


def _lines(axes: Axes, drawn: pd.DataFrame, places: NDArray[np.float64]) -> None:
    """From the start to the end of the watch, darker from proficiency on; gate, proficiency and leaving."""
    thick = {"linewidth": 4.4, "capstyle": "butt"}
    axes.hlines(places, 0, drawn["watched"], color=theme.BAND, zorder=1, **thick)
    there, gone = (drawn["outcome"] == PROFICIENT).to_numpy(), (drawn["decision"] == LEFT).to_numpy()
    axes.hlines(
        places[there], drawn["duration"][there], drawn["watched"][there], color=theme.STATES[2], **thick
    )
    ring = {"markerfacecolor": theme.PAPER, "markeredgecolor": theme.INK, "markeredgewidth": 0.9}
    axes.plot(drawn["gate"], places, "o", markersize=3.6, zorder=3, **ring)
    axes.plot(drawn["duration"][there], places[there], "o", color=theme.BLUE, markersize=4.4, zorder=4)
    axes.plot(
        drawn["watched"][gone], places[gone], "x", color=theme.INK, markersize=4.2, zorder=4, clip_on=False
    )


def _names(
    axes: Axes, setting: Setting, drawn: pd.DataFrame, places: NDArray[np.float64], heads: NDArray[np.bool_]
) -> None:
    """People at the left, what is due at the right, cohorts above."""
    axes.set_yticks(list(places), [short(str(name), NAMES) for name in drawn["person_id"]])
    for place, row in zip(places, drawn.to_dict("records"), strict=True):
        ink = _INKS.get(row["decision"], theme.INK_2)
        write(axes, words.DUE[row["decision"]], (1, place), shift=(6, 0), frame=BESIDE, color=ink)
    fit([axes])
    for place, cohort in zip(places[heads], drawn["cohort_id"][heads], strict=True):
        name = setting.name("cohort_id", str(cohort))
        name = short(name, wide(axes), theme.SMALL, 600)
        write(axes, name, (0, place - _HEAD + 1.6), color=theme.INK, fontweight=600, ha="left")


def _data(rows: pd.DataFrame, name: str) -> Data:
    columns = ["person_id", "cohort_id", "watched", "outcome", "duration", "gate", "decision"]
    table = rows[columns].astype(object).where(rows[columns].notna(), None)
    return data_sheet(name, ["joiner", "cohort", *columns[2:]], table.to_numpy().tolist())

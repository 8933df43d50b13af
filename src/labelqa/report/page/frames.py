"""An analyst's own frame as a table of the report, with all of it in the data file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from ...components import Cell, Column, Prose, Table, capital
from ...fonts.letters import width
from ...signs import isolated
from ..data.own_rows import days_of
from ..data.setting import Setting
from ..language.shortened import THE_FIRST_OF
from ..language.words import joined
from . import own_words as words
from .frame_columns import FrameColumn, UnitName, frame_columns
from .records import sheet

ROOM = 58.0  # em of a cell's text that columns share
WHERE = "r.table"
AIR = 2.0  # em beside a text


@dataclass(frozen=True)
class OwnExhibit:
    """What an analyst calls an exhibit, and the id it has for that."""

    id: str
    title: str
    measure: str = ""


def frame_table(
    setting: Setting, frame: pd.DataFrame, own: OwnExhibit, units: Mapping[str, UnitName], most: int | None
) -> Table | Prose:
    """
    The frame's rows, at most so many, and the columns that have room; a line where there are no rows.

    Raises ParamsError as frame_columns does.
    """
    numerals = setting.numerals
    columns = frame_columns(setting, frame, units, WHERE)
    if frame.empty or not columns:
        return Prose(paragraphs=(words.NO_ROWS(numerals, title=own.title),))
    fitting, rows = _fitting(columns), len(frame) if most is None else min(most, len(frame))
    shown = columns[:fitting]
    return Table(
        id=own.id,
        title=own.title,
        measure=own.measure or capital(days_said(setting, days_of(frame))),
        columns=tuple(Column(name=isolated(column.head), numeric=column.numeric) for column in shown),
        rows=tuple(tuple(Cell(text=column.texts[row]) for column in shown) for row in range(rows)),
        note=joined(
            THE_FIRST_OF(numerals, n=rows, all=len(frame), units=words.ROWS) if rows < len(frame) else "",
            words.FIRST_COLUMNS(numerals, n=fitting, all=len(columns)) if fitting < len(columns) else "",
        ),
        data=sheet(own.id, [column.head for column in columns], zip(*(c.data for c in columns), strict=True)),
    )


def days_said(setting: Setting, days: tuple[dt.date, dt.date] | None) -> str:
    """Days in words: the period where all of them are of it; those of all rows where none are known."""
    if days is None:
        return words.ALL_ROWS
    first, last = days
    if setting.context.period.start <= first and last < setting.context.period.end:
        return setting.period
    return words.DAYS(setting.numerals, first=first, last=last)


def _fitting(columns: Sequence[FrameColumn]) -> int:
    """How many columns have room beside one another, each for its widest word; one always has."""
    used = 0.0
    for place, column in enumerate(columns):
        used += _widest(column) + AIR
        if used > ROOM and place:
            return place
    return len(columns)


def _widest(column: FrameColumn) -> float:
    pieces = column.texts if column.numeric else [word for text in column.texts for word in text.split()]
    return max(map(width, {*pieces, *column.head.split()}), default=0.0)

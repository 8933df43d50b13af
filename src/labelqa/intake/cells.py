"""What a cell of a workbook holds, as text, or as a time where its whole column holds times."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TypeAlias

import pyarrow as pa

Cell: TypeAlias = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta
SHORTENED = 10**15  # a spreadsheet keeps 15 digits; what a longer number was, nobody knows any more


def column(cells: Sequence[Cell]) -> tuple[pa.DataType, list[object]]:
    """A column's type and values; a blank cell is null."""
    there = [cell for cell in cells if cell != ""]
    days = [cell for cell in there if isinstance(cell, dt.date)]
    if there and len(days) == len(there):
        if any(isinstance(day, dt.datetime) for day in days):
            return pa.timestamp("us"), [
                _instant(cell) if isinstance(cell, dt.date) else None for cell in cells
            ]
        return pa.date32(), [None if cell == "" else cell for cell in cells]
    return pa.string(), [None if cell == "" else text(cell) for cell in cells]


def text(cell: Cell) -> str:
    """
    A cell as text: 12 and never 12.0, true, 2026-10-01 10:00:00, 25:30:00.

    A whole number of more digits than a spreadsheet keeps is written as it would show it, 1.23E+15, so that
    the contract sets it aside as an id.
    """
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer():
        return f"{cell:.14E}" if abs(cell) >= SHORTENED else str(int(cell))
    if isinstance(cell, dt.timedelta):
        minutes, seconds = divmod(cell.total_seconds(), 60)
        return f"{int(minutes // 60)}:{int(minutes % 60):02}:{seconds:02.0f}"
    return str(cell)


def _instant(cell: dt.date) -> dt.datetime:
    """A day is its midnight; the microseconds of a fraction of a day are its rounding."""
    if isinstance(cell, dt.datetime):
        milliseconds = dt.timedelta(milliseconds=round(cell.microsecond / 1000))
        return cell.replace(microsecond=0) + milliseconds
    return dt.datetime.combine(cell, dt.time())

"""Empty sheets of the canonical tables, for whoever delivers data to fill in."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from .contracts import ColumnContract, ColumnKind, ForeignKey, TableContract

EXPLANATION = "what the columns hold"
KINDS = {
    ColumnKind.TEXT: "text",
    ColumnKind.TEXTS: "several texts, with | between them",
    ColumnKind.INTEGER: "a whole number",
    ColumnKind.NUMBER: "a number",
    ColumnKind.BOOLEAN: "true or false",
    ColumnKind.INSTANT: "a time with its offset from UTC",
    ColumnKind.DATE: "a day: year-month-day",
}
"""The types of columns, in words."""
_NUMBERS = {ColumnKind.INTEGER: "integer", ColumnKind.NUMBER: "decimal"}
_TEXT = 49  # the number of Excel's own format for text
_LAST_ROW = 1_048_575  # of a worksheet, counted from 0
_MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001 (a workbook knows no zones; equal sheets have equal bytes)


def write_csv(table: TableContract, path: Path) -> None:
    """A new CSV file with the heads alone. Raises FileExistsError."""
    with path.open("x", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerow(column.name for column in table.columns)


def write_xlsx(table: TableContract, path: Path) -> None:
    """
    A new workbook: the heads, each with a note, and a sheet that explains them. Raises FileExistsError.

    Cells that hold no number are text, so that a spreadsheet leaves ids, times and days as they are typed.
    """
    with path.open("xb") as file, Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"title": f"{table.name}: {table.about}", "created": _MADE})
        _fill_in(book, table)
        _explain(book, table)


def _in_words(other: ForeignKey) -> str:
    return f"a {other.column} of {other.table}"


def allowed(column: ColumnContract, another: Callable[[ForeignKey], str] = _in_words) -> str:
    """What a column's values may be, beyond their type; `another` words that they stand in another column."""
    return "; ".join(_rules(column, another))


def _rules(column: ColumnContract, another: Callable[[ForeignKey], str]) -> Iterator[str]:
    if column.values:
        yield ", ".join(column.values)
    if column.low is not None:
        yield f"at least {column.low:g}"
    if column.high is not None:
        yield f"at most {column.high:g}"
    if column.refers:
        yield another(column.refers)
    if column.a_class:
        yield "a class of the queue's taxonomy"


def _fill_in(book: Workbook, table: TableContract) -> None:
    """The sheet to be filled in; the heads of columns that must be there are bold and shaded."""
    sheet = book.add_worksheet(table.name)
    heads = {True: book.add_format({"bold": True, "bg_color": "#FFE699"}), False: book.add_format()}
    text = book.add_format({"num_format": _TEXT})
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(table.columns):
        kept = None if column.kind in _NUMBERS else text
        sheet.set_column(place, place, max(14, len(column.name) + 2), kept)
        sheet.write_string(0, place, column.name, heads[column.required])
        sheet.write_comment(0, place, _note(column), {"author": "", "x_scale": 2})
        if rule := _validation(column):
            sheet.data_validation(1, place, _LAST_ROW, place, {"ignore_blank": True, **rule})


def _note(column: ColumnContract) -> str:
    lines = [
        column.about,
        f"Type: {KINDS[column.kind]}.",
        *([f"May be: {rules}."] if (rules := allowed(column)) else []),
        f"Example: {column.example}",
        "Must be there." if column.required else "May be empty.",
    ]
    return "\n".join(lines)


def _validation(column: ColumnContract) -> dict[str, Any] | None:
    """What a spreadsheet lets nobody type, as far as it can know."""
    if column.values or column.kind is ColumnKind.BOOLEAN:
        return {"validate": "list", "source": list(column.values or ("true", "false"))}
    if column.kind in _NUMBERS and column.low is not None:
        kind = _NUMBERS[column.kind]
        if column.high is None:
            return {"validate": kind, "criteria": ">=", "value": column.low}
        return {"validate": kind, "criteria": "between", "minimum": column.low, "maximum": column.high}
    return None


def _explain(book: Workbook, table: TableContract) -> None:
    """The sheet that says of each column what the notes say."""
    sheet = book.add_worksheet(EXPLANATION)
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.write_string(0, 0, f"{table.name}: {table.about}", bold)
    heads = ("column", "must be there", "what it holds", "type", "may be", "example")
    _write(sheet, 2, heads, bold)
    for row, column in enumerate(table.columns, start=3):
        must = "yes" if column.required else ""
        cells = (column.name, must, column.about, KINDS[column.kind], allowed(column), column.example)
        _write(sheet, row, cells, wrapped)
    for place, width in enumerate((24, 14, 60, 30, 40, 26)):
        sheet.set_column(place, place, width)


def _write(sheet: Worksheet, row: int, cells: tuple[str, ...], look: Format) -> None:
    for place, cell in enumerate(cells):
        sheet.write_string(row, place, cell, look)

"""The annex as a spreadsheet: the data of every exhibit and the figures of record, on a sheet each."""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ..components import Exhibit, FigureOfRecord, inert
from ..errors import Problem, RenderError
from .outline import Outline
from .request import RenderFacts
from .summary import figures_of_record

CONTENTS, FIGURES = "Contents", "Figures"
LONGEST_NAME = 31  # letters of a sheet's name; this and the next two lines are Excel's limits
MOST_ROWS, MOST_COLUMNS = 2**20, 2**14
LONGEST_TEXT = 32_767
WHOLE = 2**53  # below it a float holds every whole number
NARROWEST, WIDEST = 8, 60  # letters of a column
MEASURED = ("value", "low", "high", "n", "unit", "target", "verdict", "probability", "more", "method")
PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False}

Cell = str | float | None


class _Exact(float):
    """A number that is written with all of its digits; XlsxWriter writes sixteen, some need seventeen."""

    __slots__ = ()

    def __format__(self, _form: str) -> str:
        return repr(float(self))


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, its head and its rows; texts are texts and numbers numbers."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def workbook(report: Outline, facts: RenderFacts) -> bytes:
    """
    The spreadsheet of a report. Same report, same bytes.

    Every text is a typed cell and inert, so that nothing is ever executed. Raises RenderError where an
    exhibit's data are not what they say, or more than a sheet holds.
    """
    names = _names(report.exhibits)
    sheets = [_data(name, exhibit) for name, exhibit in zip(names, report.exhibits, strict=True)]
    sheets.append(_figures(figures_of_record(report.figures)))
    if problems := [problem for sheet in sheets for problem in _too_large(sheet)]:
        raise RenderError(*problems)
    written = io.BytesIO()
    with Workbook(written, PLAIN) as book:
        state = ", provisional" if facts.provisional else ""
        title = f"{facts.title}: {report.cover.market}, {report.cover.period_label}{state}"
        created = facts.created.astimezone(dt.UTC).replace(tzinfo=None)
        book.set_properties({"title": title, "created": created})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        about = (title, f"{facts.key}, revision {facts.revision}", f"Snapshot {facts.snapshot}")
        contents = Sheet(CONTENTS, ("Section", "Exhibit", "Measure", "Rows", "Sheet"), _listed(report, names))
        _write(book.add_worksheet(CONTENTS), contents, head, about)
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name), sheet, head)
    return written.getvalue()


def _names(exhibits: Iterable[Exhibit]) -> list[str]:
    """A sheet's name for each exhibit: its id, shortened where it is too long, numbered where two agree."""
    names: list[str] = []
    for exhibit in exhibits:
        name, number = exhibit.id[:LONGEST_NAME], 1
        while name in {*names, CONTENTS.lower(), FIGURES.lower()}:
            number += 1
            name = f"{exhibit.id[: LONGEST_NAME - len(f'-{number}')]}-{number}"
        names.append(name)
    return names


def _listed(report: Outline, names: list[str]) -> tuple[tuple[Cell, ...], ...]:
    places = [(chapter.number, part) for chapter in report.chapters for part in chapter.exhibits]
    exhibits = [
        (number, exhibit.title, exhibit.measure, exhibit.data.rows, name)
        for (number, exhibit), name in zip(places, names, strict=True)
    ]
    return (*exhibits, (None, "Figures of record", "As in summary.json", None, FIGURES))


def _data(name: str, exhibit: Exhibit) -> Sheet:
    """The sheet of an exhibit. Raises RenderError where its data cannot be read as they are declared."""
    head, *rows = csv.reader(io.StringIO(exhibit.data.csv))
    numeric = set(exhibit.data.numeric)
    try:
        return Sheet(name, tuple(head), tuple(_read(row, len(head), numeric) for row in rows))
    except ValueError as error:
        raise RenderError(Problem(f"has {error}", f"the data of {exhibit.id}")) from error


def _read(row: list[str], width: int, numeric: set[int]) -> tuple[Cell, ...]:
    if len(row) != width:
        raise ValueError(f"a row of {len(row)} cells below {width} columns")
    return tuple(_number(text) if i in numeric else text or None for i, text in enumerate(row))


def _number(text: str) -> Cell:
    """The number of a CSV's cell; a whole number that no float can hold, such as a long id, stays text."""
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise ValueError(f"{text!r} in a column of numbers")
    return number if abs(number) < WHOLE or not text.lstrip("-").isdigit() else text


def _figures(figures: list[FigureOfRecord]) -> Sheet:
    """Every figure of record, with a column for each thing that figures are split by."""
    split = sorted({key for figure in figures for key in figure.by})
    rows = [
        (
            figure.name,
            *(figure.by.get(key) for key in split),
            *(getattr(figure, column) for column in MEASURED),
            "; ".join(figure.flags) or None,
        )
        for figure in figures
    ]
    return Sheet(FIGURES, ("name", *(f"by {key}" for key in split), *MEASURED, "flags"), tuple(rows))


def _too_large(sheet: Sheet) -> Iterator[Problem]:
    rows, columns = len(sheet.rows) + 1, len(sheet.head)
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        what = f"has {rows:,} rows and {columns:,} columns, more than a sheet of a spreadsheet holds"
        yield Problem(what, f"sheet {sheet.name}", "show it in parts")
    longest = max(len(cell) for row in (sheet.head, *sheet.rows) for cell in row if isinstance(cell, str))
    if longest > LONGEST_TEXT:
        what = f"has a text of {longest:,} letters, more than a cell of a spreadsheet holds"
        yield Problem(what, f"sheet {sheet.name}", "shorten it")


def _write(page: Worksheet, sheet: Sheet, head: Format, about: tuple[str, ...] = ()) -> None:
    """Fill a page: the lines `about` it, its head, which stays in view, and its rows."""
    top = len(about) + 1 if about else 0
    for row, text in enumerate(about):
        page.write_string(row, 0, inert(text))
    for row, cells in enumerate((sheet.head, *sheet.rows), start=top):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                page.write_string(row, column, inert(cell), head if row == top else None)
            elif cell is not None:
                page.write_number(row, column, _Exact(cell))
    page.freeze_panes(top + 1, 1 if not about else 0)
    for column, width in enumerate(_widths(sheet)):
        page.set_column(column, column, width)


def _widths(sheet: Sheet) -> list[int]:
    columns = zip(sheet.head, *sheet.rows, strict=True)
    letters = [max(len(str(cell)) for cell in column if cell is not None) for column in columns]
    return [min(max(count + 2, NARROWEST), WIDEST) for count in letters]

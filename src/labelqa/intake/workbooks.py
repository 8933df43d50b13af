"""Workbooks: the sheets that are meant, each as rows below its head."""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Iterator, Sequence
from fnmatch import fnmatchcase

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from ..errors import DataError
from ..params import Form
from . import cells, error_cells, heads, rows
from .cells import Cell
from .staged import Delivered, Folder, refused
from .unpacking import refuse_bomb

LARGEST = 1 << 30  # bytes of a workbook, unpacked: it is read whole
_LOCKED = "EncryptedPackage".encode("utf-16-le")


def staged(file: Delivered, form: Form, wanted: Collection[str] | None, folder: Folder) -> list[Delivered]:
    """The rows of each sheet meant as Parquet, under the names of file and sheet."""
    with _opened(file, form) as book:
        sheets = [book.get_sheet_by_name(name) for name in _meant(book, file, form)]
        found = [(Delivered(f"{file.name}/{each.name}", file.path), _grid(each, file)) for each in sheets]
    return [rows.staged(_rows(grid, each, form), each, wanted, folder) for each, grid in found]


def _opened(file: Delivered, form: Form) -> CalamineWorkbook:
    if zipfile.is_zipfile(file.path):
        with zipfile.ZipFile(file.path) as archive:
            refuse_bomb(file, archive.infolist(), LARGEST)
    try:
        with file.path.open("rb") as content:
            return CalamineWorkbook.from_filelike(content)
    except PasswordError as error:
        raise _locked(file) from error
    except CalamineError as error:
        if _LOCKED in file.path.read_bytes():
            raise _locked(file) from error
        what = f"is no whole {form.format} workbook ({error})"
        raise refused(file.name, what, "save it again, or say its format") from error


def _locked(file: Delivered) -> DataError:
    return refused(file.name, "is locked by a password", "save it without one")


def _meant(book: CalamineWorkbook, file: Delivered, form: Form) -> list[str]:
    """The names of the sheets that the mapping means; one that is hidden only where it is named."""
    sheets = [each for each in book.sheets_metadata if each.typ is SheetTypeEnum.WorkSheet]
    visible = [each.name for each in sheets if each.visible is SheetVisibleEnum.Visible]
    match form.sheet:
        case None:
            meant = visible if len(visible) == 1 else [n for n in visible if book.get_sheet_by_name(n).start]
            meant = meant if len(meant) == 1 else []
        case int(number):
            meant = [each.name for each in sheets[number - 1 : number] if each.name in visible]
        case name if name in [each.name for each in sheets]:
            meant = [name]
        case pattern:
            meant = [each for each in visible if fnmatchcase(each, pattern)]
    if not meant:
        what = "has not just one sheet" if form.sheet is None else f"has no sheet {form.sheet!r}"
        raise refused(file.name, f"{what}; it has {_told(sheets)}", "name the one that is meant: sheet")
    return meant


def _told(sheets: Sequence[SheetMetadata]) -> str:
    shown = [
        repr(each.name) + ("" if each.visible is SheetVisibleEnum.Visible else " (hidden)") for each in sheets
    ]
    return ", ".join(shown) or "none"


def _grid(sheet: CalamineSheet, file: Delivered) -> list[list[Cell]]:
    """All cells from A1 on, errors as their text; merged ones hold what the first of them does."""
    grid = sheet.to_python(skip_empty_area=False)
    for down, across, error in error_cells.found(file.path, sheet.name):
        if down < len(grid) and across < len(grid[down]):
            grid[down][across] = error
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for row in grid[top : bottom + 1]:
            row[left : right + 1] = [grid[top][left]] * len(row[left : right + 1])
    return grid


def _rows(grid: list[list[Cell]], file: Delivered, form: Form) -> rows.Rows:
    """The rows below the head; those without any value keep their number and are left out."""
    below, count = _behind_blank(grid[form.skip :]), heads.rows(form)
    head = heads.joined([[cells.text(cell) for cell in row] for row in below[:count]])
    width = max(map(len, below), default=0)
    if form.names and len(form.names) < width:
        what = f"has {width} columns, but names gives {len(form.names)}"
        raise refused(file.name, what, "name every column, in order")
    data = [(number, row) for number, row in enumerate(below[count:], start=1) if any(c != "" for c in row)]
    columns = [cells.column(list(values)) for values in _columns([row for _, row in data], width)]
    values = zip(*(values for _, values in columns), strict=True)
    names = [*(form.names or head)]
    numbers = [number for number, _ in data]
    return rows.Rows(names, [kind for kind, _ in columns], list(zip(numbers, values, strict=True)))


def _behind_blank(grid: list[list[Cell]]) -> list[list[Cell]]:
    first = next((place for place, row in enumerate(grid) if any(cell != "" for cell in row)), len(grid))
    return grid[first:]


def _columns(data: list[list[Cell]], width: int) -> Iterator[list[Cell]]:
    for place in range(width):
        yield [row[place] for row in data]

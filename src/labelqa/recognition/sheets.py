"""Where the rows of a workbook begin: which of its sheets, below which titles, under how many heads."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from ..errors import ParamsError, Problem
from ..intake.heads import joined

_LOOKED_AT = 30  # rows among which the head is looked for


@dataclass(frozen=True)
class Head:
    """A workbook's head: keys of a mapping, the columns' names, and what was guessed."""

    keys: dict[str, Any]
    names: tuple[str, ...]
    notes: dict[str, str] = field(default_factory=dict)


def head_of(path: Path) -> Head:
    """The head of a workbook's visible sheets. Raises ParamsError where they differ, or hold no rows."""
    try:
        book = CalamineWorkbook.from_path(str(path))
        visible = [each.name for each in book.sheets_metadata if each.visible == SheetVisibleEnum.Visible]
        heads = {name: head for name in visible if (head := _head(book, name))}
    except (CalamineError, OSError) as error:
        raise ParamsError(
            Problem(f"cannot be read as a workbook: {error}", path.name, "save it anew")
        ) from error
    if not heads:
        raise ParamsError(
            Problem("has no visible sheet with rows", path.name, "deliver the sheet with the rows")
        )
    return _agreed(path, list(book.sheet_names), visible, heads)


def _agreed(path: Path, every: list[str], visible: list[str], heads: dict[str, Head]) -> Head:
    first = next(iter(heads.values()))
    if any(head.names != first.names or head.keys != first.keys for head in heads.values()):
        remedy = "save the sheet with the evaluations as a workbook of its own, or map it by hand with sheet:"
        raise ParamsError(Problem(f"has sheets with different heads: {', '.join(heads)}", path.name, remedy))
    if len(visible) == 1:
        return first
    sheet = _pattern(list(heads), every)
    notes = {**first.notes, "sheet": f"guess: {', '.join(heads)} have the same head"}
    return Head({"sheet": sheet, **first.keys}, first.names, notes)


def _pattern(taken: list[str], every: list[str]) -> str:
    """One sheet's name, or a pattern that means the sheets taken and no other."""
    if len(taken) == 1:
        return taken[0]
    first, last = min(taken), max(taken)
    start = next((first[:n] for n in range(len(first), 0, -1) if last.startswith(first[:n])), "")
    return f"{start}*" if not any(name.startswith(start) for name in every if name not in taken) else "*"


def _head(book: CalamineWorkbook, name: str) -> Head | None:
    sheet = book.get_sheet_by_name(name)
    rows = sheet.to_python(skip_empty_area=False, nrows=_LOOKED_AT)
    ranges = sheet.merged_cell_ranges or []
    merged = {top for (top, left), (bottom, right) in ranges if top == bottom and left < right}
    place = _place(rows, merged)
    if place is None:
        return None
    above = place - 1 if place and place - 1 in merged and _width(rows[place - 1]) > 1 else None
    skip = place if above is None else above
    keys = {**({"skip": skip} if skip else {}), **({} if above is None else {"header": 2})}
    below = [_text(cell) for cell in rows[place]]
    groups = _groups(rows[above], below) if above is not None else [""] * len(below)
    names = joined([groups, below])
    first = ", ".join(filter(None, below[:3]))
    notes = {"skip": f"guess: the rows above {first} … are titles"} if skip else {}
    return Head(keys, tuple(name for name in names if name), notes)


def _place(rows: Sequence[Sequence[Any]], merged: Collection[int]) -> int | None:
    """The row of names: the first as wide as most that holds words only, or the one below if it is merged."""
    usual = max(map(_width, rows), default=0)
    for place, row in enumerate(rows[:-1]):
        if _width(row) * 2 > usual and _width(row) > 1 and _is_words(row):
            return place + 1 if place in merged and _is_words(rows[place + 1]) else place
    return None


def _width(row: Sequence[Any]) -> int:
    return sum(_text(cell) != "" for cell in row)


def _is_words(row: Sequence[Any]) -> bool:
    return all(isinstance(cell, str) for cell in row if _text(cell))


def _groups(above: Sequence[Any], below: Sequence[Any]) -> list[str]:
    """The heads above others, each over the columns up to the next."""
    found, last = [], ""
    for cell, under in zip(above, below, strict=True):
        last = _text(cell) or last
        found.append(last if _text(under) else "")
    return found


def _text(cell: Any) -> str:
    return str(cell).strip()

"""Where the rows of a workbook begin: which of its sheets, below which titles, under how many heads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from ..errors import ParamsError, Problem

_LOOKED_AT = 30  # rows among which the head is looked for
JOINED = " / "


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
    place = _place(rows)
    if place is None:
        return None
    above = _groups(rows[place - 1], rows[place]) if place else []
    merged = any(
        top == place - 1 == bottom and left < right
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or []
    )
    stacked = bool(above) and merged and sum(map(bool, above)) > 1
    skip = place - 1 if stacked else place
    keys = {**({"skip": skip} if skip else {}), **({"header": 2} if stacked else {})}
    below = [_text(cell) for cell in rows[place]]
    names = [JOINED.join(filter(None, pair)) for pair in zip(above, below, strict=True)] if stacked else below
    notes = (
        {"skip": f"guess: the rows above {', '.join(filter(None, below[:3]))} … are titles"} if skip else {}
    )
    return Head(keys, tuple(name for name in names if name), notes)


def _place(rows: Sequence[Sequence[Any]]) -> int | None:
    """The first row that is as wide as what follows, holds words only, and is not the last."""
    widths = [sum(_text(cell) != "" for cell in row) for row in rows]
    usual = max(widths, default=0)
    for place, row in enumerate(rows[:-1]):
        words = [cell for cell in row if _text(cell)]
        if widths[place] * 2 > usual and len(words) > 1 and all(isinstance(cell, str) for cell in words):
            return place
    return None


def _groups(above: Sequence[Any], below: Sequence[Any]) -> list[str]:
    """The heads above others, each over the columns up to the next."""
    found, last = [], ""
    for cell, under in zip(above, below, strict=True):
        last = _text(cell) or last
        found.append(last if _text(under) else "")
    return found


def _text(cell: Any) -> str:
    return str(cell).strip()

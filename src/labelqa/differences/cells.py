"""Cells that changed between two notebooks, line by line."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from ..execute.notebook_forms import of_either
from .lazily import desk

LineKind = Literal["same", "gone", "new"]
_KINDS: dict[str, LineKind] = {"  ": "same", "- ": "gone", "+ ": "new"}


@dataclass(frozen=True)
class Line:
    """One line of a text, and whether it is on both sides."""

    kind: LineKind
    text: str


@dataclass(frozen=True)
class CellChange:
    """A cell that changed: its kind, its number on either side (from 1), its lines and tags."""

    cell_type: str
    before: int | None
    after: int | None
    lines: tuple[Line, ...]
    tags: tuple[str, str] = ("", "")


def compare(before: bytes, after: bytes) -> tuple[CellChange, ...]:
    """
    The cells whose source or tags changed, in order; not ids, outputs and other metadata.

    Raises JobError where the library for it is not installed.
    """
    was, now = (of_either(text.decode()) for text in (before, after))
    return tuple(
        change
        for one, other in _pairs(_entries(was, now))
        if (change := _change(was.cells, now.cells, one, other))
    )


def lines(before: str, after: str) -> tuple[Line, ...]:
    """Two texts as one, line by line."""
    told = difflib.ndiff(before.splitlines(), after.splitlines())
    return tuple(Line(_KINDS[line[:2]], line[2:]) for line in told if line[:2] in _KINDS)


def _entries(was: Any, now: Any) -> list[Any]:
    diff = desk("nbdime").diff_notebooks(was, now)
    return [entry for part in diff if part.key == "cells" for entry in part.diff]


def _pairs(entries: list[Any]) -> Iterator[tuple[int | None, int | None]]:
    """The places of every cell that was added, removed or patched; None on the side without it."""
    further = 0  # places by which what follows has moved
    for entry in entries:
        match entry.op:
            case "addrange":
                count = len(entry.valuelist)
                yield from ((None, entry.key + further + i) for i in range(count))
                further += count
            case "removerange":
                yield from ((entry.key + i, None) for i in range(entry.length))
                further -= entry.length
            case "patch":
                yield entry.key, entry.key + further


def _change(was: Any, now: Any, one: int | None, other: int | None) -> CellChange | None:
    before: Any = None if one is None else was[one]
    after: Any = None if other is None else now[other]
    tags = _tags(before), _tags(after)
    told = lines(before.source if before else "", after.source if after else "")
    if before and after and before.source == after.source and tags[0] == tags[1]:
        return None
    return CellChange((after or before)["cell_type"], _number(one), _number(other), told, tags)


def _tags(cell: Any) -> str:
    return ", ".join(cell.metadata.get("tags", [])) if cell else ""


def _number(place: int | None) -> int | None:
    return None if place is None else place + 1

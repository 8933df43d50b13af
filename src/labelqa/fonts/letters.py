"""How wide texts are in the report's typefaces: one table for charts, pages and their columns."""

from __future__ import annotations

import json
import unicodedata
from bisect import bisect_right
from functools import cache
from typing import Any

from . import FOLDER

WEIGHTS = (400, 500, 600)
SQUARE = 1.0  # em: a Chinese character
PICTURE = 1.26  # em: an emoji, as Noto Color Emoji draws it
UNKNOWN = 1.0  # em: of a script that the table does not have
PICTURES = range(0x1F000, 0x20000)
ELLIPSIS = "…"


def width(text: str, weight: int = 400) -> float:
    """
    How wide a text on one line is, in em: never less than it is set.

    Letters of Inter have their own width (digits that of their columns), those of other scripts the widest of
    their neighbours', marks above or below a letter none. `weight` is one of WEIGHTS.
    """
    known = _inter(weight)
    return sum(known.get(character) or _other(character) for character in text)


def short(text: str, room: float, weight: int = 400) -> str:
    """A text at most `room` em wide, cut in its middle so that both ends still tell."""
    if width(text, weight) <= room:
        return text
    left = room - width(ELLIPSIS, weight)
    head = text[: _reach(text, left * 2 / 3, weight)]
    end = _reach(text[::-1], left - width(head, weight), weight)
    tail = text[len(text) - end :]
    while tail and _is_mark(tail[0]):
        tail = tail[1:]
    return f"{head.rstrip()}{ELLIPSIS}{tail.lstrip()}"


def _reach(text: str, room: float, weight: int) -> int:
    """How many characters of a text are at most so wide, marks with the letter they sit on."""
    used = 0.0
    for count, character in enumerate(text):
        used += width(character, weight)
        if used > room:
            return count
    return len(text)


@cache
def _other(character: str) -> float:
    if _is_mark(character):
        return 0.0
    if ord(character) in PICTURES:
        return PICTURE
    if unicodedata.east_asian_width(character) in {"W", "F"}:
        return PICTURE if unicodedata.category(character) == "So" else SQUARE
    firsts, chunks = _chunks()
    place = bisect_right(firsts, ord(character)) - 1
    if place >= 0 and ord(character) <= chunks[place][1]:
        return chunks[place][2] / 1000
    return UNKNOWN


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Me", "Cf"}


@cache
def _inter(weight: int) -> dict[str, float]:
    groups = _table()["inter"][str(weight)]
    return {character: int(em) / 1000 for em, held in groups.items() for character in held}


@cache
def _chunks() -> tuple[list[int], list[list[int]]]:
    chunks = _table()["other"]
    return [first for first, _, _ in chunks], chunks


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = json.loads((FOLDER / "letters.json").read_text(encoding="utf-8"))
    return table

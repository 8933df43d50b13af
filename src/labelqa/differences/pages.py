"""Pages that look different, side by side: pictures with what differs marked, and their text."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path
from typing import Any

from .cells import Line, lines
from .lazily import desk

FOOT = 42  # points at a page's end: the revision's number and the page's, which always differ
FINE, COARSE = 1.5, 0.75  # pixels a point: of what is shown, of what is only compared
STRIPS = 48  # that a page is cut into to mark what differs
FAINT = 24  # of 255: what the edges of letters may differ by
MOST = 40  # pages shown with a picture


@dataclass(frozen=True)
class Mark:
    """A part of a page that differs, as shares of its width and height in per cent."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Sheet:
    """One page: its number and, where it is shown, its picture as an address."""

    number: int
    width: int
    height: int
    picture: str = ""


@dataclass(frozen=True)
class PageChange:
    """A page before and after, None where it is new or gone; what differs in the picture and in the text."""

    before: Sheet | None
    after: Sheet | None
    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]


def compare(before: Path, after: Path) -> tuple[PageChange, ...]:
    """
    The pages of two PDFs that differ in text or in look; pages that only moved are not among them.

    Raises JobError where the library for it is not installed.
    """
    library = desk("pypdfium2")
    was, now = library.PdfDocument(before), library.PdfDocument(after)
    try:
        return tuple(_changes(was, now))
    finally:
        was.close()
        now.close()


def _changes(was: Any, now: Any) -> Iterator[PageChange]:
    texts = [[_text(page) for page in document] for document in (was, now)]
    shown = 0
    for one, other in _pairs(*texts):
        if (
            one is not None
            and other is not None
            and _alike(was[one], now[other], texts[0][one], texts[1][other])
        ):
            continue
        shown += 1
        yield _change(was, now, (one, other), texts, pictured=shown <= MOST)


def _change(
    was: Any,
    now: Any,
    places: tuple[int | None, int | None],
    texts: Sequence[Sequence[str]],
    *,
    pictured: bool,
) -> PageChange:
    one, other = places
    shown = [None if place is None else document[place] for document, place in ((was, one), (now, other))]
    told = lines("" if one is None else texts[0][one], "" if other is None else texts[1][other])
    marks = _marks(*shown) if None not in shown else ()
    sheet = partial(_sheet, pictured=pictured)
    return PageChange(sheet(shown[0], one), sheet(shown[1], other), marks, told)


def _pairs(was: Sequence[str], now: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """The places of pages that belong together, by their texts, and of those that are new or gone."""
    for _, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        ones, others = [*range(a, b)], [*range(c, d)]
        longest = max(len(ones), len(others))
        padded = [part + [None] * (longest - len(part)) for part in (ones, others)]
        yield from zip(*padded, strict=True)


def _text(page: Any) -> str:
    text = page.get_textpage().get_text_bounded(bottom=FOOT)
    return "\n".join(line for line in text.splitlines() if line.strip())


def _alike(one: Any, other: Any, text: str, other_text: str) -> bool:
    if text != other_text or one.get_size() != other.get_size():
        return False
    return bool(_picture(one, COARSE, FOOT).tobytes() == _picture(other, COARSE, FOOT).tobytes())


def _picture(page: Any, scale: float, without: float = 0) -> Any:
    """A page, `without` so many points at its end."""
    return page.render(scale=scale, crop=(0, without, 0, 0)).to_pil().convert("RGB")


def _marks(before: Any, after: Any) -> tuple[Mark, ...]:
    """The parts that differ, one below the other; their heights are of the whole page."""
    if before.get_size() != after.get_size():
        return ()
    one, other = (_picture(page, FINE, FOOT) for page in (before, after))
    differing = desk("PIL.ImageChops").difference(one, other).convert("L").point(_seen)
    width, height = differing.size[0], FINE * before.get_height()
    return tuple(
        Mark(100 * left / width, 100 * top / height, 100 * (right - left) / width, 100 * (low - top) / height)
        for left, top, right, low in _bands(differing)
    )


def _seen(difference: int) -> int:
    return 255 * (difference > FAINT)


def _bands(differing: Any) -> list[tuple[int, int, int, int]]:
    """Boxes around what differs, from strip to strip; what touches is one."""
    width, height = differing.size
    found: list[tuple[int, int, int, int]] = []
    for number in range(STRIPS):
        top, bottom = number * height // STRIPS, (number + 1) * height // STRIPS
        box = differing.crop((0, top, width, bottom)).getbbox()
        if box is None:
            continue
        left, upper, right, lower = box[0], box[1] + top, box[2], box[3] + top
        if found and upper - found[-1][3] <= height // STRIPS:
            last = found.pop()
            left, upper, right = min(left, last[0]), last[1], max(right, last[2])
        found.append((left, upper, right, lower))
    return found


def _sheet(page: Any, place: int | None, *, pictured: bool) -> Sheet | None:
    if place is None:
        return None
    picture = _picture(page, FINE)
    width, height = picture.size
    if not pictured:
        return Sheet(place + 1, width, height)
    written = io.BytesIO()
    picture.save(written, "WEBP", quality=72, method=4)
    address = "data:image/webp;base64," + base64.b64encode(written.getvalue()).decode()
    return Sheet(place + 1, width, height, address)

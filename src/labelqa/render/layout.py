"""What the laid-out pages show: a page left empty, and content that sticks out of its place or overlaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import Any

from weasyprint import Document
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from ..errors import Problem

LEAST_FILL = 1 / 3  # of the height between the margins
TOLERANCE = 1.5  # px: letter spacing and rounding
MILLIMETRE = 96 / 25.4  # px
FORCED = frozenset({"page", "left", "right", "recto", "verso", "always"})
EXHIBIT, CONTENTS = "exhibit-", "contents"
REMEDY = "shorten it, or give it more room"


@dataclass(frozen=True)
class Hole:
    """A page that was left for the next one before it was filled, and the id of what did not fit."""

    page: int
    fill: float
    cause: str
    rows: bool = True  # which it may be split between

    @property
    def problem(self) -> Problem:
        """The hole as a problem of the report."""
        what = f"is filled to {self.fill:.0%}, because {self.cause} needs the next page"
        return Problem(what, f"page {self.page}", "make that smaller, or show it elsewhere")


@dataclass(frozen=True)
class PageLayout:
    """What is wrong with laid-out pages: pages left under a third full, boxes out of their places."""

    holes: tuple[Hole, ...] = ()
    misplaced: tuple[Problem, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All of it."""
        return (*self.misplaced, *(hole.problem for hole in self.holes))


def check_layout(document: Document) -> PageLayout:
    """Every page filled under a third without a section's end to excuse it, every box out of its place."""
    pages = [_Page(page._page_box, number) for number, page in enumerate(document.pages, start=1)]
    misplaced = tuple(problem for page in pages for problem in page.misplaced())
    holes = []
    seen: set[int] = set()
    for page, after in pairwise(pages):
        seen |= page.elements
        if page.fill < LEAST_FILL and not after.starts_anew(seen):
            holes.append(Hole(page.number, page.fill, after.cause, after.cause in after.with_rows))
    return PageLayout(tuple(holes), misplaced)


def mended(holes: Iterable[Hole]) -> str:
    """
    A stylesheet that closes holes: a table that left one may be split, the contents get a page of their own.

    A table keeps four rows on either side. A chart is not split: its section begins on a new page, where it
    did not begin before. Empty where nothing can be done.
    """
    rules = []
    for hole in holes:
        if hole.cause == CONTENTS:
            rules.append(f".{CONTENTS}{{break-before:page}}")
        elif hole.cause.startswith(EXHIBIT) and not hole.rows:
            rules.append(f".chapter:has(#{hole.cause}){{break-before:page}}")
        elif hole.cause.startswith(EXHIBIT):
            rules.append(f"#{hole.cause}:has(tr){{break-inside:auto}}")
            rules.append(f"#{hole.cause} tr:nth-child(-n+4){{break-after:avoid}}")
            rules.append(f"#{hole.cause} tr:nth-last-child(-n+4){{break-before:avoid}}")
    return "".join(rules)


@dataclass(frozen=True)
class Area:
    """A rectangle, in px from the page's upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def beyond(self, other: Area) -> float:
        """How far it reaches out of another one, in px."""
        sides = (other.left - self.left, self.right - other.right, other.top - self.top)
        return max(*sides, self.bottom - other.bottom)

    def within(self, other: Area) -> Area:
        """Its own width, the other's height: text keeps to its column and to the page's foot."""
        return Area(max(self.left, other.left), other.top, min(self.right, other.right), other.bottom)

    def overlaps(self, other: Area) -> bool:
        """Whether they share more than an edge."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return min(across, down) > TOLERANCE


@dataclass(frozen=True)
class Place:
    """Where a box stands: what it has to keep to, the nearest id, and whether it is outside the flow."""

    area: Area
    name: str = "the margin"
    outside: bool = False


class _Page:
    """One page's boxes, walked once."""

    def __init__(self, box: Any, number: int) -> None:
        self.number = number
        self.elements: set[int] = set()
        self.with_rows: set[str] = set()
        self._names: list[str] = []
        self._box = box
        self._area = _inside(box)
        self._marks: list[tuple[Any, Place]] = []
        self._overlaps: list[str] = []
        for child in box.children:
            outside = isinstance(child, boxes.MarginBox | boxes.FootnoteAreaBox)
            area = _inside(child) if isinstance(child, boxes.MarginBox) else self._area
            self._walk(child, Place(area, outside=outside), area)

    @property
    def fill(self) -> float:
        """Share of the page's height down to its lowest text or image, footnotes left out."""
        lowest = max((_area(box).bottom for box, place in self._marks if not place.outside), default=0.0)
        return (lowest - self._area.top) / (self._area.bottom - self._area.top)

    @property
    def cause(self) -> str:
        """What did not fit before this page: its first exhibit, where it has one."""
        exhibits = [name for name in self._names if name.startswith(EXHIBIT)]
        return (exhibits or self._names or ["what follows"])[0]

    def starts_anew(self, seen: set[int]) -> bool:
        """Whether its first content was told to start a page; what began on an earlier page was not."""
        box = self._box
        while children := [c for c in getattr(box, "children", ()) if isinstance(c, boxes.BlockLevelBox)]:
            box = children[0]
            if box.style["break_before"] in FORCED and id(box.element) not in seen:
                return True
        return False

    def misplaced(self) -> Iterator[Problem]:
        """One problem for each name."""
        told: set[str] = set()
        for box, place in self._marks:
            beyond = _area(box).beyond(place.area)
            if beyond > TOLERANCE and place.name not in told:
                told.add(place.name)
                words = f": {box.text[:40]}" if isinstance(box, boxes.TextBox) else ""
                what = f"sticks out of its place by {beyond / MILLIMETRE:.1f} mm{words}"
                yield Problem(what, f"page {self.number}, {place.name}", REMEDY)
        for names in self._overlaps:
            yield Problem(f"{names} overlap", f"page {self.number}", REMEDY)

    def _walk(self, box: Any, place: Place, page: Area) -> None:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
            place = replace(place, area=page)
        if box.element is not None:
            self.elements.add(id(box.element))
            if name := box.element.get("id"):
                place = replace(place, name=name)
                self._names.append(name)
                self.with_rows |= {name} if box.element.find(".//tr") is not None else set()
        if box.style["text_overflow"] == "ellipsis":
            return  # shortened on purpose
        if isinstance(box, boxes.BlockContainerBox):
            place = replace(place, area=_inside(box).within(page))
        if isinstance(box, boxes.ReplacedBox) or (isinstance(box, boxes.TextBox) and box.text.strip()):
            self._marks.append((box, place))
        children = getattr(box, "children", ())
        taken = [child._box for child in children if isinstance(child, AbsolutePlaceholder)]
        self._overlaps += [
            f"{_words(one)} and {_words(other)}"
            for one, other in combinations(taken, 2)
            if _area(one).overlaps(_area(other))
        ]
        for child in children:
            self._walk(child, place, page)


def _inside(box: Any) -> Area:
    left, top = box.content_box_x(), box.content_box_y()
    return Area(left, top, left + box.width, top + box.height)


def _area(box: Any) -> Area:
    left, top = box.border_box_x(), box.border_box_y()
    right, bottom = left + box.border_width(), top + box.border_height()
    if isinstance(
        box, boxes.TextBox
    ):  # a script's own line height may reach beyond the line, its letters do not
        middle, half = (top + bottom) / 2, box.style["font_size"] / 2
        top, bottom = middle - half, middle + half
    return Area(left, top, right, bottom)


def _words(box: Any) -> str:
    return str(box.element.get("class") or box.element_tag)

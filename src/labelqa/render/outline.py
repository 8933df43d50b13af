"""The report's structure: cover, main points, numbered chapters, and the sections that are not shown."""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..components import (
    AnyComponent,
    Cover,
    Exhibit,
    Facts,
    FigureOfRecord,
    KeyPoints,
    Risk,
    RiskList,
    Section,
    Table,
)
from ..errors import Problem, RenderError
from .request import RenderFacts


@dataclass(frozen=True)
class Chapter:
    """A section that is shown: its number (annexes have letters), its anchor and what it holds."""

    number: str
    section: Section
    parts: tuple[AnyComponent, ...]

    @property
    def anchor(self) -> str:
        """The id of its heading."""
        return "section-" + self.section.name.replace("_", "-")

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """What it holds that has data of its own."""
        return tuple(part for part in self.parts if isinstance(part, Exhibit))


@dataclass(frozen=True)
class Outline:
    """A whole report, in printing order."""

    cover: Cover
    points: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    hidden: tuple[Section, ...]
    sections: tuple[Section, ...]
    figures: tuple[FigureOfRecord, ...]

    @property
    def bookmarks(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """What the PDF's bookmarks have to be: the front pages, then each chapter with its lists of facts."""
        front = ("Cover", "Main points" * bool(self.points), "Contents", "Not shown" * bool(self.hidden))
        chapters = (
            (chapter.section.title, tuple(part.title for part in chapter.parts if isinstance(part, Facts)))
            for chapter in self.chapters
        )
        return (*((title, ()) for title in front if title), *chapters)

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """All that have data of their own."""
        return tuple(exhibit for chapter in self.chapters for exhibit in chapter.exhibits)

    @property
    def risks(self) -> tuple[Risk, ...]:
        """Every finding, the gravest first."""
        return _risks(self.exhibits)


def outline(components: Iterable[AnyComponent], facts: RenderFacts) -> Outline:
    """
    Arrange a notebook's components.

    Raises RenderError where the cover does not name the job, a component has no place, or two share a name.
    """
    shown = tuple(components)
    covers = [c for c in shown if isinstance(c, Cover)]
    sections = tuple(c for c in shown if isinstance(c, Section))
    problems = [
        *_cover_problems(covers, facts),
        *_order_problems(shown),
        *_name_problems(shown),
        *_table_problems(shown),
    ]
    if problems:
        raise RenderError(*problems)
    return Outline(
        cover=covers[0],
        points=tuple(point for c in shown if isinstance(c, KeyPoints) for point in c.points),
        chapters=tuple(_chapters(shown)),
        hidden=tuple(section for section in sections if section.off),
        sections=sections,
        figures=tuple(figure for c in shown for figure in c.figures),
    )


def _chapters(shown: tuple[AnyComponent, ...]) -> Iterator[Chapter]:
    starts = [i for i, c in enumerate(shown) if isinstance(c, Section)]
    numbers, letters = iter(range(1, len(starts) + 1)), iter(string.ascii_uppercase)
    for start, end in zip(starts, [*starts[1:], len(shown)], strict=True):
        section = shown[start]
        if isinstance(section, Section) and not section.off:
            number = next(letters) if section.layout == "annex" else str(next(numbers))
            yield Chapter(number, section, _body(shown[start + 1 : end]))


def _body(parts: tuple[AnyComponent, ...]) -> tuple[AnyComponent, ...]:
    return tuple(part for part in parts if not isinstance(part, Cover | KeyPoints))


def _cover_problems(covers: list[Cover], facts: RenderFacts) -> Iterator[Problem]:
    if len(covers) != 1:
        yield Problem(f"has {len(covers)} covers", "the notebook", "show the cover once, before all else")
    for cover in covers:
        for name, printed, wanted in (
            ("report", cover.title, facts.title),
            ("market", cover.market_id, facts.market),
            ("period", cover.period, facts.period),
            ("edition", cover.edition, facts.edition),
        ):
            if printed != wanted:
                yield Problem(f"names the {name} {printed}, the job is for {wanted}", "the cover")


def _order_problems(shown: tuple[AnyComponent, ...]) -> Iterator[Problem]:
    section: Section | None = None
    for component in shown:
        if isinstance(component, Section):
            section = component
        elif not isinstance(component, Cover | KeyPoints):
            if section is None:
                yield Problem(f"a {component.kind} stands before the first section", "the notebook")
            elif section.off:
                yield Problem(
                    f"a {component.kind} stands in a section that is off", f"section {section.name}"
                )
    if not any(isinstance(c, Section) and not c.off for c in shown):
        yield Problem("shows no section", "the notebook", "a report needs one section with content")


def _name_problems(shown: tuple[AnyComponent, ...]) -> Iterator[Problem]:
    exhibits = [c for c in shown if isinstance(c, Exhibit)]
    yield from _repeats("exhibit", (e.id for e in exhibits))
    yield from _repeats("data file", (e.data.file for e in exhibits))
    yield from _repeats("section", (c.name for c in shown if isinstance(c, Section)))
    yield from _repeats("finding", (risk.finding for risk in _risks(exhibits)))


def _risks(exhibits: Iterable[Exhibit]) -> tuple[Risk, ...]:
    return tuple(risk for exhibit in exhibits if isinstance(exhibit, RiskList) for risk in exhibit.risks)


def _table_problems(shown: tuple[AnyComponent, ...]) -> Iterator[Problem]:
    for table in (c for c in shown if isinstance(c, Table)):
        wrong = sum(len(row) != len(table.columns) for row in table.rows)
        if wrong or not 0 <= table.heading < len(table.columns):
            what = (
                f"has {wrong} rows with more or fewer cells than columns"
                if wrong
                else "has no column for its heading"
            )
            yield Problem(what, f"table {table.id}")


def _repeats(what: str, names: Iterable[str]) -> Iterator[Problem]:
    for name, count in Counter(names).items():
        if count > 1:
            yield Problem(f"{count} times the {what} {name}", "the notebook", "give each its own name")

"""What people wrote on figures, put under the exhibit that shows the figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import nh3
from babel.dates import format_date
from babel.numbers import format_decimal
from markdown_it import MarkdownIt
from markupsafe import Markup

from ..components import AnyComponent, Exhibit, FigureOfRecord
from ..params.commentary import Comment, Quotation
from ..signs import settled
from .outline import Outline
from .request import RenderFacts

RULES = ("emphasis", "list", "backticks", "newline", "escape", "entity")
TAGS = {"p", "em", "strong", "ul", "ol", "li", "code"}


@dataclass(frozen=True)
class Remark:
    """A comment as printed; `now` is what the figure has become where that is another value, else empty."""

    text: Markup
    author: str
    day: str
    about: str
    now: str


@dataclass(frozen=True)
class Remarks:
    """The remarks of a report, by the part that each stands under."""

    by_part: Mapping[int, list[Remark]] = field(default_factory=dict)

    def under(self, part: AnyComponent) -> list[Remark]:
        """What stands under a part of the report."""
        return self.by_part.get(id(part), [])


def remarks(report: Outline, facts: RenderFacts) -> Remarks:
    """Every comment that has a figure in the report, under the first exhibit, or else part, that shows it."""
    found: dict[int, list[Remark]] = {}
    for comment in facts.commentary:
        for part, figure in _shown(report, comment):
            found.setdefault(id(part), []).append(_remark(comment, figure, facts))
            break
    return Remarks(found)


def concerns(comment: Comment, figures: Iterable[FigureOfRecord]) -> FigureOfRecord | None:
    """The first of the figures that a comment is about."""
    return next((each for each in figures if (each.name, each.by) == (comment.figure, comment.by)), None)


def _shown(report: Outline, comment: Comment) -> Iterator[tuple[AnyComponent, FigureOfRecord]]:
    """The parts that show a comment's figure, exhibits before others."""
    parts = [part for chapter in report.chapters for part in chapter.parts]
    for part in sorted(parts, key=lambda part: not isinstance(part, Exhibit)):
        if figure := concerns(comment, part.figures):
            yield part, figure


def _remark(comment: Comment, figure: FigureOfRecord, facts: RenderFacts) -> Remark:
    quoted = Quotation.of(comment.about)
    least = facts.materiality.get(comment.figure, 0.0)
    holds = figure.value is not None and quoted.holds(figure.value, least)
    day = format_date(comment.date, "d MMMM y", locale="en")
    now = "" if holds else _printed(figure.value, quoted, facts.locale)
    return Remark(_markup(comment.text), comment.author, day, comment.about, now)


def _printed(value: float | None, quoted: Quotation, locale: str) -> str:
    """A value with the digits and the unit of what was quoted."""
    if value is None:
        return "not known"
    pattern = "#,##0." + "0" * quoted.decimals if quoted.decimals else "#,##0"
    number = format_decimal(round(quoted.scale * value, quoted.decimals), format=pattern, locale=locale)
    return f"{number} {quoted.unit}".strip()


def _markup(text: str) -> Markup:
    """A small Markdown as HTML; whatever else is written stays as it is written."""
    markdown = MarkdownIt("zero").enable([*RULES])
    html = nh3.clean(markdown.render(settled(text)), tags=TAGS, attributes={}, link_rel=None)
    return Markup(html)  # noqa: S704 - sanitised just here

"""The comparison as one HTML file that needs nothing beside it, to be attached to a review."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources

from babel.numbers import format_decimal
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ..components import FigureOfRecord
from ..render import typefaces
from ..render.pages import content_hash
from .cells import Line
from .differences import Differences
from .figures import FigureChange, interval, value
from .origins import WORDS

AROUND = 2  # lines that did not change, shown on either side of those that did
FIRST = 40  # figures that moved, shown at once
ROOM = 0.06  # of the width, left and right of the longer interval


@dataclass(frozen=True)
class Heading:
    """What a comparison is of, in words: title, market, period, edition, and when it was asked for."""

    title: str
    market: str
    period: str
    edition: str
    asked: str
    locale: str


@dataclass(frozen=True)
class Span:
    """An interval and its value as places from 0 to 100."""

    low: float
    value: float
    high: float


def page(found: Differences, heading: Heading) -> str:
    """The whole page. It has no script and asks for nothing from outside."""
    environment = Environment(
        loader=PackageLoader("labelqa.differences", "look"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        value=lambda figure: value(figure, heading.locale),
        target=lambda figure: value(figure, heading.locale, figure.target),
        interval=lambda figure: interval(figure, heading.locale),
        count=lambda number: format_decimal(number, locale=heading.locale),
        around=around,
    )
    body = environment.get_template("body.html.j2").render(
        found=found, heading=heading, words=WORDS, spans=spans, by_verdict=by_verdict, first=FIRST
    )
    style = resources.files("labelqa.differences").joinpath("look/page.css").read_text(encoding="utf-8")
    sheets = [typefaces.on_screen(body), style]
    return environment.get_template("page.html.j2").render(
        found=found,
        heading=heading,
        sheets=[Markup(sheet) for sheet in sheets],  # noqa: S704 - our own files
        hashes=[content_hash(sheet) for sheet in sheets],
        body=Markup(body),  # noqa: S704 - escaped by its own template
    )


def by_verdict(changes: Iterable[FigureChange]) -> list[FigureChange]:
    """Changes whose verdict is another one first, else in the order of the report."""
    return sorted(changes, key=lambda change: not change.verdicts)


def spans(change: FigureChange) -> tuple[Span, Span] | None:
    """Both intervals on one scale; None where either has no numbers or nothing is wide."""
    figures = (change.before, change.after)
    ends = [_ends(figure) for figure in figures]
    one, other = ends
    if one is None or other is None:
        return None
    least, most = min(one[0], other[0]), max(one[2], other[2])
    if not most > least:
        return None
    scale = 100 * (1 - 2 * ROOM) / (most - least)
    placed = [Span(*(100 * ROOM + scale * (number - least) for number in each)) for each in (one, other)]
    return placed[0], placed[1]


def around(lines: Iterable[Line]) -> list[Line | None]:
    """Lines that changed with a few beside them; None stands for those left out."""
    every = list(lines)
    near = {
        place
        for number, line in enumerate(every)
        if line.kind != "same"
        for place in range(number - AROUND, number + AROUND + 1)
    }
    told: list[Line | None] = []
    for number, line in enumerate(every):
        if number in near:
            told.append(line)
        elif told and told[-1] is not None:
            told.append(None)
    return told


def _ends(figure: FigureOfRecord | None) -> tuple[float, float, float] | None:
    if figure is None or figure.value is None or figure.low is None or figure.high is None:
        return None
    return figure.low, figure.value, figure.high

"""
A render, start to finish, in this process; and what stops it.

A report is stopped by what would be untrue (a cover of another job, two values of one figure, data that are
not attached, a character or a drawing that is lost), unreadable to a screen reader (no words for a drawing,
bookmarks that are not the sections), a way out of the file (markup, actions, addresses), and at its limits.
What only looks wrong (a drawing that failed, is cut off or unreadable, a box out of its place, a page left
empty, a rule of style ignored, another typeface) is a Blemish: the drawing gives way to its table or to its
words, all else stays as it is, and the report is made. Where `limits.strict` is set blemishes stop it, too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from ..errors import Problem, RenderError
from .inspection import inspect
from .outline import Outline, outline
from .pages import Pages, pages
from .pdf import Printed, write_pdf
from .request import Blemish, Documents, RenderRequest
from .shown import components, read_notebook
from .summary import summary
from .workbook import workbook
from .yielding import instead, undrawn, without_drawings

STAYS = "it stays as it is"


@dataclass(frozen=True)
class _Set:
    """A report with the drawings that fit, laid out and printed, and the blemishes that led there."""

    report: Outline
    layout: Pages
    printed: Printed
    gave_way: tuple[Blemish, ...] = ()


def make(request: RenderRequest) -> tuple[Blemish, ...]:
    """
    Write report.html, report.pdf, report.xlsx and summary.json into `request.into`; what only looks wrong.

    Same request, same bytes, and the HTML is the same where it is all that is made, but for drawings that
    only the PDF shows to be cut off. Raises RenderError before anything is written.
    """
    notebook = read_notebook(request.executed)
    report = outline(components(notebook, request.executed.name), request.facts)
    figures = summary(report, request.facts)
    made = _typeset(notebook, report, request)
    documents = Documents.inside(request.into)
    if request.screen_only:
        documents.html.write_text(made.layout.screen(), encoding="utf-8")
        return made.gave_way
    annex = workbook(report, request.facts)
    attached = {exhibit.data.file: exhibit.data.csv for exhibit in report.exhibits}
    fonts = inspect(made.printed.written, attached, report.bookmarks)
    looks = _stay((*made.printed.cut, *made.printed.looks, *fonts), request)
    screen = made.layout.screen()
    documents.html.write_text(screen, encoding="utf-8")
    documents.pdf.write_bytes(made.printed.written)
    documents.xlsx.write_bytes(annex)
    documents.summary.write_bytes(figures)
    return (*made.gave_way, *looks)


def _typeset(notebook: Any, report: Outline, request: RenderRequest) -> _Set:
    """
    The report in print, without the drawings that failed, cannot be read or do not fit.

    Each further round takes at least one drawing away, so there is a last one. Raises RenderError for a
    drawing that cannot be read where nothing can stand in its place.
    """
    facts, limits = request.facts, request.limits
    failed = undrawn(report)
    _refuse(failed, request)
    report, gave_way = _mended(report, failed, facts.locale)
    while True:
        layout = pages(notebook, report, facts, request.templates, limits)
        printed = Printed(b"", layout.broken)
        if not (layout.broken or request.screen_only):
            printed = write_pdf(
                layout.printed(), layout.drawings, report.exhibits, facts.created, limits.pages
            )
        mendable = [problem for problem in printed.cut if instead(report, problem.where)]
        if layout.broken and not mendable:
            raise RenderError(*layout.broken)
        if not mendable or limits.strict:
            _refuse(layout.broken, request)
            return _Set(report, layout, printed, gave_way)
        report, more = _mended(report, mendable, facts.locale)
        gave_way += more


def _mended(
    report: Outline, problems: Collection[Problem], locale: str
) -> tuple[Outline, tuple[Blemish, ...]]:
    """The report without the drawings that have problems, and what stands in their places."""
    gave_way = tuple(
        Blemish(where=problem.where, what=problem.what, done=instead(report, problem.where))
        for problem in problems
    )
    return without_drawings(report, {problem.where for problem in problems}, locale), gave_way


def _stay(found: Iterable[Problem], request: RenderRequest) -> tuple[Blemish, ...]:
    """What is found and stays. Raises RenderError with all of it where the run is strict."""
    every = tuple(found)
    _refuse(every, request)
    return tuple(Blemish(where=problem.where, what=problem.what, done=STAYS) for problem in every)


def _refuse(found: tuple[Problem, ...], request: RenderRequest) -> None:
    if found and request.limits.strict:
        raise RenderError(*found)

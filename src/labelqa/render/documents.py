"""A render, start to finish, in this process."""

from __future__ import annotations

from .inspection import inspect
from .outline import outline
from .pages import pages
from .pdf import write_pdf
from .request import Documents, Request
from .shown import components, read_notebook
from .summary import summary
from .workbook import workbook


def make(request: Request) -> Documents:
    """
    Write report.html, report.pdf, report.xlsx and summary.json into `request.into`.

    Same request, same bytes. Raises RenderError before anything is written.
    """
    notebook = read_notebook(request.executed)
    report = outline(components(notebook), request.facts)
    figures, annex = summary(report, request.facts), workbook(report, request.facts)
    layout = pages(notebook, report, request.facts, request.templates, request.limits)
    screen = layout.screen()
    attached = report.exhibits
    printed = write_pdf(layout.printed(), layout.drawings, attached, request.facts.created, request.limits)
    inspect(printed, {exhibit.data.file: exhibit.data.csv for exhibit in attached}, report.bookmarks)
    documents = Documents.inside(request.into)
    documents.html.write_text(screen, encoding="utf-8")
    documents.pdf.write_bytes(printed)
    documents.xlsx.write_bytes(annex)
    documents.summary.write_bytes(figures)
    return documents

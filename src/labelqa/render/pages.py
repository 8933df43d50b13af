"""One report as two pages, for print and for screen, through a small nbconvert template."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from babel.numbers import format_decimal, get_decimal_symbol
from markupsafe import Markup, escape
from nbconvert.exporters import TemplateExporter
from traitlets import default

from ..components import Table, capital, written
from ..errors import Problem, RenderError
from ..params import Limits
from ..signs import settled
from . import typefaces
from .commentary import remarks
from .drawings import CleanDrawing, Drawings
from .outline import Outline
from .request import RenderFacts
from .sanitise import sanitise
from .tables import is_compact, is_long, numeric, shares, together

BODY_BYTES = 4_000_000
IMAGE = re.compile(r'<img src="fig:(\d+)" alt="[^"]*">')
LINK = re.compile(r'<a download="([a-z0-9][a-z0-9_-]*\.csv)" href="csv:\1">')
BOLD = re.compile(r"\*\*(.+?)\*\*")


class ReportExporter(TemplateExporter):
    """
    The body of a report from `<templates>/report`, with every value escaped.

    Not nbconvert's HTMLExporter: that one re-parses the whole page and invents texts for images.
    """

    @default("template_name")
    def _template_name_default(self) -> str:
        return "report"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    def _create_environment(self) -> Any:
        environment = super()._create_environment()  # type: ignore[no-untyped-call]
        environment.autoescape = True  # nbconvert leaves it off
        environment.finalize = _settled
        environment.filters.update(bold=bold, capital=capital, markdown=markdown, numeric=numeric)
        environment.filters.update(together=together)
        environment.tests.update(long=is_long, compact=is_compact)
        return environment


@dataclass(frozen=True)
class Pages:
    """
    The report's body, sanitised, with what has to be put into it for either medium.

    `broken` names the owners of drawings that cannot be read: without them it cannot be printed.
    """

    exporter: ReportExporter
    report: Outline
    facts: RenderFacts
    body: str
    drawings: dict[str, CleanDrawing]
    broken: tuple[Problem, ...] = ()

    def printed(self) -> str:
        """The page for print: drawings stay addresses (fig:<number>), typefaces come by configuration."""
        return self._page(self.body, [self._file(f"{self.facts.paper}.css"), self._file("print.css")])

    def screen(self) -> str:
        """
        The page for the screen: one file with its typefaces, drawings and data.

        Its one script sorts tables, copies data and marks the section in view; all can be read without it.
        """
        data = {exhibit.data.file: exhibit.data.csv for exhibit in self.report.exhibits}
        body = IMAGE.sub(lambda m: self.drawings[m[1]].svg, self.body)
        body = LINK.sub(lambda m: f'<a download="{m[1]}" href="{_address(data[m[1]])}">', body)
        faces = typefaces.on_screen(self.body + "".join(d.svg for d in self.drawings.values()))
        return self._page(body, [faces, self._file("screen.css")], self._file("screen.js"))

    def _page(self, body: str, sheets: list[str], script: str = "") -> str:
        sheets = [self._file("base.css"), *sheets, self._widths]
        page: str = self.exporter.environment.get_template("page.html.j2").render(
            sheets=[Markup(sheet) for sheet in sheets],  # noqa: S704 - our own files and numbers
            hashes=[content_hash(sheet) for sheet in sheets],
            script=Markup(script),  # noqa: S704 - our own file
            script_hash=content_hash(script),
            decimal=get_decimal_symbol(self.facts.locale),
            body=Markup(body),  # noqa: S704 - sanitised
        )
        return page

    def _file(self, name: str) -> str:
        source, _, _ = self.exporter.environment.loader.get_source(self.exporter.environment, name)
        return str(source)

    @cached_property
    def _widths(self) -> str:
        tables = (exhibit for exhibit in self.report.exhibits if isinstance(exhibit, Table))
        return "\n".join(
            f"#exhibit-{table.id} col:nth-child({i}){{width:{share:.2%}}}"
            for table in tables
            for i, share in enumerate(shares(table), start=1)
        )


def pages(notebook: Any, report: Outline, facts: RenderFacts, templates: Path, limits: Limits) -> Pages:
    """
    Lay a report out.

    Raises RenderError where there is no template, a drawing holds what it must not, or the body is too long.
    """
    if not (templates / "report" / "index.html.j2").is_file():
        raise RenderError(Problem("has no report template", str(templates), "restore templates/report"))
    exporter = ReportExporter(extra_template_basedirs=[str(templates)])  # type: ignore[no-untyped-call]
    drawings = Drawings()
    # As globals, because nbconvert hands its templates copies of the resources it is given.
    exporter.environment.globals.update(
        report=report,
        facts=facts,
        remarks=remarks(report, facts),
        draw=drawings.place,
        printed_rows=limits.printed_rows,
        count=partial(format_decimal, locale=facts.locale),
    )
    body, _ = exporter.from_notebook_node(notebook)
    if drawings.problems:
        raise RenderError(*drawings.problems)
    if len(body.encode()) > BODY_BYTES:
        what = f"has {len(body.encode()):,} bytes of text and tables, more than {BODY_BYTES:,}"
        raise RenderError(Problem(what, "the report", "print fewer or shorter tables"))
    return Pages(exporter, report, facts, sanitise(body), drawings.placed, tuple(drawings.broken))


def _settled(value: Any) -> Any:
    """What the template writes: text of its own or from the data turns nothing beside it round."""
    return settled(value) if type(value) is str else value


def bold(text: str) -> Markup:
    """Text with its **bold** words marked, all else escaped."""
    return Markup(BOLD.sub(r"<b>\1</b>", str(escape(settled(text)))))  # noqa: S704 - escaped just here


def markdown(text: str) -> Markup:
    """An analyst's Markdown as markup, all else in it escaped."""
    return Markup(written.markup(settled(text)))  # noqa: S704 - made of its tokens, and sanitised with the body


def _address(csv: str) -> str:
    return "data:text/csv;charset=utf-8;base64," + base64.b64encode(csv.encode()).decode()


def content_hash(text: str) -> str:
    """How a page names the one script or stylesheet that it lets through."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

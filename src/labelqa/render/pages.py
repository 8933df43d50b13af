"""One report as two pages, for print and for screen, through a small nbconvert template."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape
from nbconvert.exporters import TemplateExporter
from traitlets import default

from ..components import Table
from ..errors import Problem, RenderError
from ..params import Limits
from . import typefaces
from .drawings import Drawings
from .outline import Outline
from .request import RenderFacts
from .sanitise import sanitise

BODY_BYTES = 4_000_000
IMAGE = re.compile(r'<img src="fig:(\d+)" alt="[^"]*">')
LINK = re.compile(r'<a download="([a-z0-9][a-z0-9_-]*\.csv)" href="csv:\1">')
BOLD = re.compile(r"\*\*(.+?)\*\*")
NARROWEST, WIDEST = 5, 30  # letters
LEAST = 0.05  # of the width, for a column without a share


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
        environment.filters.update(bold=bold, numeric=numeric)
        return environment


@dataclass(frozen=True)
class Pages:
    """The report's body, sanitised, with what has to be put into it for either medium."""

    exporter: ReportExporter
    report: Outline
    facts: RenderFacts
    body: str
    drawings: dict[str, str]

    def printed(self) -> str:
        """The page for print: drawings stay addresses (fig:<number>), typefaces come by configuration."""
        return self._page(self.body, "print")

    def screen(self) -> str:
        """The page for the screen: one file with its typefaces, drawings and data, without any script."""
        data = {exhibit.data.file: exhibit.data.csv for exhibit in self.report.exhibits}
        body = IMAGE.sub(lambda m: self.drawings[m[1]], self.body)
        body = LINK.sub(lambda m: f'<a download="{m[1]}" href="{_address(data[m[1]])}">', body)
        return self._page(body, "screen", typefaces.on_screen(self.body + "".join(self.drawings.values())))

    def _page(self, body: str, medium: str, faces: str = "") -> str:
        sheets = [faces] if faces else []
        sheets += [self._sheet("base.css"), self._sheet(f"{medium}.css"), self._widths]
        page: str = self.exporter.environment.get_template("page.html.j2").render(
            sheets=[Markup(sheet) for sheet in sheets],  # noqa: S704 - our own files and numbers
            hashes=[_hash(sheet) for sheet in sheets],
            body=Markup(body),  # noqa: S704 - sanitised
        )
        return page

    def _sheet(self, name: str) -> str:
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
    words = {"report": report, "facts": facts, "draw": drawings.place, "printed_rows": limits.printed_rows}
    exporter.environment.globals.update(words)
    body, _ = exporter.from_notebook_node(notebook)
    if drawings.problems:
        raise RenderError(*drawings.problems)
    if len(body.encode()) > BODY_BYTES:
        what = f"has {len(body.encode()):,} bytes of text and tables, more than {BODY_BYTES:,}"
        raise RenderError(Problem(what, "the report", "print fewer or shorter tables"))
    return Pages(exporter, report, facts, sanitise(body), drawings.svg)


def bold(text: str) -> Markup:
    """Text with its **bold** words marked, all else escaped."""
    return Markup(BOLD.sub(r"<b>\1</b>", str(escape(text))))  # noqa: S704 - escaped just here


def numeric(table: Table) -> list[bool]:
    """Which columns are set to the right: those of numbers, but not the shaded ones of a heat map."""
    shaded = [any(row[i].shade is not None for row in table.rows) for i in range(len(table.columns))]
    return [column.numeric and not shade for column, shade in zip(table.columns, shaded, strict=True)]


def shares(table: Table) -> list[float]:
    """Each column's share of the width, 1 in all: as declared, else by its texts; alike in a heat map."""
    weights = [1 if table.heat else _weight(table, i) for i in range(len(table.columns))]
    free = sum(w for w, column in zip(weights, table.columns, strict=True) if column.share is None)
    declared = sum(column.share or 0 for column in table.columns)
    left = max(1 - declared, LEAST * sum(column.share is None for column in table.columns))
    given = [
        column.share if column.share is not None else left * weight / free
        for weight, column in zip(weights, table.columns, strict=True)
    ]
    return [share / sum(given) for share in given]


def _weight(table: Table, column: int) -> int:
    words = table.columns[column].name.split()
    texts = [row[column].text for row in table.rows if not row[column].svg]
    longest = max((len(text) for text in [*words, *texts]), default=0)
    return min(max(longest, NARROWEST), WIDEST)


def _address(csv: str) -> str:
    return "data:text/csv;charset=utf-8;base64," + base64.b64encode(csv.encode()).decode()


def _hash(sheet: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()

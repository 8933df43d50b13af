"""Print: one file that is PDF/UA-1 and PDF/A-3a at once, with the exhibits' data attached."""

from __future__ import annotations

import datetime as dt
import gc
import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from weasyprint import HTML, Attachment, Document
from weasyprint.pdf import fonts as pdf_fonts
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from ..components import Exhibit
from ..errors import Problem, RenderError
from .drawings import CleanDrawing
from .edges import check_edges
from .layout import PageLayout, check_layout, mended
from .shaping import shaped_drawings

VARIANT = "pdf/a-3a"
MOST_BLANKS = 8
MOST_LAYOUTS = 4  # the last of them stands or falls
OF_STYLE = re.compile(r"(Ignored|Deprecated) `|Parse error|Invalid or unsupported selector")
ENDS_IN_CR = re.compile(rb"\r\nendstream")
NO_GLYPH = (
    "install a font that has the character: scripts/install brings fonts-noto-core, -cjk and -color-emoji"
)

# WeasyPrint writes one conformance claim; the second one is declared by the extension schema of PDF/A.
ACCESSIBLE = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


class Fetcher(URLFetcher):
    """Serves the report's own drawings (fig:<number>) and data: addresses; any other stops the render."""

    def __init__(self, drawings: Mapping[str, CleanDrawing]) -> None:
        super().__init__(allowed_protocols=["data"], allow_redirects=False)
        self._drawings = drawings

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """The drawing or the data."""
        scheme, _, key = url.partition(":")
        if scheme == "fig" and key in self._drawings:
            return URLFetcherResponse(url, self._drawings[key].svg, {"Content-Type": "image/svg+xml"})
        if scheme == "data":
            return super().fetch(url, headers)
        raise FatalURLFetchingError(f"asks for the address {url[:80]}")


@dataclass(frozen=True)
class Printed:
    """A PDF, the drawings that it cuts off by their owners, and what else only looks wrong in it."""

    written: bytes
    cut: tuple[Problem, ...] = ()
    looks: tuple[Problem, ...] = ()


def write_pdf(
    page: str,
    drawings: Mapping[str, CleanDrawing],
    exhibits: tuple[Exhibit, ...],
    created: dt.datetime,
    most: int,
) -> Printed:
    """
    The PDF of a print page. `created` is the date of the file and of every attachment.

    Raises RenderError with every warning that something is lost (a character without a glyph, a drawing), or
    a forbidden address. A rule of style that is ignored, a box out of its place, a page left empty, a drawing
    cut off and more pages than `most` only look wrong.
    """
    if pdf_fonts.harfbuzz_subset is None:
        raise RenderError(Problem("HarfBuzz cannot subset fonts here", "", "install libharfbuzz-subset0"))
    with _strict() as records, _without_garbage_collection(), shaped_drawings():
        try:
            for blanks in range(MOST_BLANKS):
                images: dict[str, Any] = {}
                document, layout = _laid_out(page, drawings, images)
                _claim_accessibility(document.metadata)
                by_name = sorted(exhibits, key=lambda exhibit: exhibit.data.file)  # as a name tree has to be
                document.metadata.attachments = [_attachment(exhibit, created) for exhibit in by_name]
                written: bytes = document.write_pdf(pdf_variant=VARIANT, finisher=partial(_finish, blanks))
                if not ENDS_IN_CR.search(written):
                    break
        except FatalURLFetchingError as error:
            raise RenderError(Problem(str(error), "report.pdf", "a page loads nothing")) from error
    lost = [message for message in dict.fromkeys(records) if not OF_STYLE.match(message)]
    if lost:
        raise RenderError(*(_problem(message) for message in lost))
    style = tuple(_problem(message) for message in dict.fromkeys(records))
    looks = (*_too_long(len(document.pages), most), *style, *layout.problems)
    return Printed(written, check_edges(images, drawings), looks)


def _too_long(pages: int, most: int) -> tuple[Problem, ...]:
    if pages <= most:
        return ()
    return (
        Problem(f"has {pages} pages, more than {most}", "report.pdf", "print less, or raise limits.pages"),
    )


def _laid_out(
    page: str, drawings: Mapping[str, CleanDrawing], images: dict[str, Any]
) -> tuple[Document, PageLayout]:
    """
    The page's boxes; the images in them are put into `images`, by address.

    Where a page was left for a table that could be split, it is laid out again with that table split: which
    one that is depends on the month's data, so no notebook can know it.
    """
    mending = ""
    for _ in range(MOST_LAYOUTS):
        html = page.replace("</head>", f"<style>{mending}</style></head>", 1)
        document = HTML(string=html, url_fetcher=Fetcher(drawings)).render(pdf_variant=VARIANT, cache=images)
        found = check_layout(document)
        more = mended(found.holes)
        if found.misplaced or not found.holes or not more or more in mending:
            break
        mending += more
    return document, found


def _claim_accessibility(metadata: Any) -> None:
    """Say PDF/UA-1 in the metadata, and leave them uncompressed: validators read them as plain text."""
    generate, include = metadata.generate_rdf_metadata, metadata.include_in_pdf

    def with_claim(*args: object) -> bytes:
        return bytes(generate(*args).replace(b"</rdf:RDF>", ACCESSIBLE + b"</rdf:RDF>"))

    def uncompressed(*args: object) -> None:
        include(*args[:-1], False)  # the last one says whether to compress

    metadata.generate_rdf_metadata = with_claim
    metadata.include_in_pdf = uncompressed


def _attachment(exhibit: Exhibit, created: dt.datetime) -> Attachment:
    return Attachment(
        string=exhibit.data.csv,
        name=exhibit.data.file,
        description=exhibit.title,
        relationship="Data",
        created=created,
        modified=created,
    )


def _finish(blanks: int, _document: object, pdf: Any) -> None:
    """
    Open the bookmarks, and store uncompressed what would end in CR: validators take that for an end mark.

    The stream that holds all other objects is made later, so it is the `blanks` in one of them that make it
    end otherwise; a document can be written once only.
    """
    pdf.catalog["PageMode"] = "/UseOutlines" + " " * blanks
    for thing in pdf.objects:
        if getattr(thing, "compress", False) and thing.data.endswith(b"\r\nendstream"):
            thing.compress = False


def _problem(message: str) -> Problem:
    return Problem(message, "report.pdf", NO_GLYPH if "glyph" in message else "")


class _Records(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage()[:300])


@contextmanager
def _strict() -> Iterator[list[str]]:
    """Collect what WeasyPrint only logs: a page with a warning is not the page we meant."""
    log, handler = logging.getLogger("weasyprint"), _Records()
    before = log.propagate
    log.addHandler(handler)
    log.propagate = False
    try:
        yield handler.messages
    finally:
        log.removeHandler(handler)
        log.propagate = before


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Layout makes millions of long-lived objects: walking them again and again costs a third of the time."""
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()

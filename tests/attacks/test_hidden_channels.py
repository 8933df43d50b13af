"""H, W, L: names that are attacks, through the whole pipeline; what is in the finished documents of it."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pikepdf
import pytest
from builders.documents import printed, texts
from builders.hostile import payloads

pytestmark = pytest.mark.timeout(900)  # the first of them makes four reports
REPORTS = ("calibration/internal", "market_report/internal", "ramp_up/internal", "market_report/meridian")
ACCOUNTS = re.compile(r"root:[x*]?:0:0:")  # how /etc/passwd begins
FORMULA = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}f"
RUN = {"script", "iframe", "object", "embed", "form", "base", "link", "math", "foreignobject"}
FOLDED = {"noscript", "template", "details", "input", "option", "select", "textarea", "dialog", "audio"}
ADDRESSES = {"href", "src", "xlink:href", "srcset", "poster"}
SCRIPT = re.compile(r"\s*(javascript|vbscript):", re.IGNORECASE)
ODD_PARTS = re.compile("comment|vba|external|drawing|custom|query|connection", re.IGNORECASE)
FACTS = {"/Title", "/Author", "/Creator", "/Producer", "/Subject", "/CreationDate", "/ModDate"}


class Page(HTMLParser):
    """Every element, comment and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.comments: list[str] = []
        self.words: list[str] = []
        self._inside: str | None = None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        """Note an element."""
        self.elements.append((tag, dict(attrs)))
        self._inside = tag

    def handle_comment(self, data):
        """Note a comment."""
        self.comments.append(data)

    def handle_data(self, data):
        """Note a text that is read, not a style or the page's script."""
        if self._inside not in {"style", "script"}:
            self.words.append(data)

    def attributes(self) -> Iterator[tuple[str, str, str]]:
        """Every attribute: of which element, its name and its value."""
        for tag, attributes in self.elements:
            yield from ((tag, name, value or "") for name, value in attributes.items())


@pytest.fixture(params=REPORTS)
def folder(hostile_company, request) -> Path:
    """The documents of one report."""
    return _published(hostile_company, request.param)


@pytest.fixture
def page(folder) -> Page:
    """Its screen page, read as a browser reads it."""
    return Page((folder / "report.html").read_text(encoding="utf-8"))


@pytest.fixture
def pdf(folder) -> Iterator[pikepdf.Pdf]:
    """Its PDF."""
    with pikepdf.open(folder / "report.pdf") as opened:
        yield opened


@pytest.fixture
def parts(folder) -> dict[str, ET.Element]:
    """The XML of its spreadsheet, by part."""
    with zipfile.ZipFile(io.BytesIO((folder / "report.xlsx").read_bytes())) as archive:
        return {name: ET.fromstring(archive.read(name)) for name in archive.namelist()}  # noqa: S314 - our own


def test_every_attack_is_printed_as_it_is_written(hostile_company):
    """All tests here look at pages that hold them as text; also those that ask to be hidden (W8)."""
    planted = payloads(_called(hostile_company)[0])
    read = {name: _published(hostile_company, name) for name in REPORTS}
    pages = ["".join(Page((at / "report.html").read_text(encoding="utf-8")).words) for at in read.values()]
    paper = "".join(printed(read["market_report/internal"] / "report.pdf"))

    assert [] == [attack for attack in planted if not any(attack in page for page in pages)]
    assert all(sum(attack in page for attack in planted) > 9 for page in pages)
    assert '<p style="display:none">hidden</p>' in paper


def test_w2_w3_w4_h14_nobody_was_called_while_they_were_made(hostile_company):
    """Pictures, stylesheets, attachments, links, formulas: the canary at their address heard nothing."""
    address, calls = _called(hostile_company)

    assert address.startswith("http://127.0.0.1:")
    assert [] == calls


def test_w1_w5_w6_h15_no_file_of_the_host_is_in_a_document(folder):
    """Attachments, frames, entities, Markdown's images: nothing of /etc/passwd, however it is packed."""
    for document in folder.iterdir():
        assert [] == [where for where, text in texts(document) if ACCOUNTS.search(text)]


def test_h1_h9_h12_nothing_of_a_page_runs(page):
    """No element, handler or address that a browser would run, but the page's own script at its end."""
    handlers = [name for _, name, _ in page.attributes() if name.startswith("on") or name == "srcdoc"]
    scripts = [value for _, _, value in page.attributes() if SCRIPT.match(value)]

    assert ["script"] == [tag for tag, _ in page.elements if tag in RUN]
    assert [] == handlers
    assert [] == scripts


def test_h14_a_page_loads_nothing(page):
    """Every address leads within the page or is data; its own policy would refuse any other."""
    addresses = [value for _, name, value in page.attributes() if name in ADDRESSES]
    policies = [a["content"] for _, a in page.elements if a.get("http-equiv") == "Content-Security-Policy"]

    assert addresses
    assert [] == [value for value in addresses if not re.match(r"#|data:(text/csv|image/png|font/)", value)]
    assert ["default-src 'none'; style-src 'sha256-"] == [policy[:38] for policy in policies]
    assert "unsafe" not in policies[0]


def test_h13_drawings_hold_what_is_drawn_and_nothing_else(folder):
    """No script, foreign object, animation or outside reference in any SVG."""
    drawings = re.findall(r"<svg.*?</svg>", (folder / "report.html").read_text(encoding="utf-8"), re.DOTALL)
    found = {name for drawing in drawings for name in re.findall(r"<([a-zA-Z]+)", drawing)}

    assert drawings
    assert set() == found & {"script", "foreignObject", "animate", "set", "a", "style", "iframe", "metadata"}


def test_l5_drawings_say_nothing_of_who_drew_them(folder):
    """Neither a date, a program, a machine, nor the ids that matplotlib gives to what it draws."""
    drawings = re.findall(r"<svg.*?</svg>", (folder / "report.html").read_text(encoding="utf-8"), re.DOTALL)
    ids = {one for drawing in drawings for one in re.findall(r'\bid="([^"]*)"', drawing)}

    assert [] == [d for d in drawings if re.search(r"matplotlib|<dc:|<rdf:|<!--|gid=", d, re.IGNORECASE)]
    assert [] == [one for one in ids if not re.match(r"d\d+-", one)]


def test_w8_w9_nothing_of_a_page_is_hidden(page):
    """No comment, no element that is folded away or typed into, no style, no tooltip, no data of its own."""
    allowed = {"data-head", "data-foot", "data-decimal"}

    assert [] == page.comments
    assert [] == [tag for tag, _ in page.elements if tag in FOLDED]
    assert [] == [(tag, name) for tag, name, _ in page.attributes() if name in {"style", "title", "hidden"}]
    assert set() == {name for _, name, _ in page.attributes() if name.startswith("data-")} - allowed


def test_w1_w5_a_pdf_attaches_its_exhibits_data_and_nothing_else(pdf, page):
    """As many as the page offers to save, each a CSV."""
    offered = {value for _, name, value in page.attributes() if name == "download"}

    assert offered == set(pdf.attachments)
    assert [] == [name for name in offered if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*\.csv", name)]


def test_w8_w9_what_a_pdf_says_is_what_it_shows(pdf):
    """No layers, and no letters that are set but not drawn."""
    assert "/OCProperties" not in pdf.Root
    assert [] == [number for number, sheet in enumerate(pdf.pages) if b" 3 Tr" in _drawn(sheet)]


def test_w10_metadata_and_alternative_texts_are_the_reports_own(pdf, page, hostile_company):
    """The file's facts are the job's; every alternative text stands on the page too."""
    facts = {name: str(value) for name, value in pdf.docinfo.items()}
    spoken = {value for _, name, value in page.attributes() if name == "aria-label"}
    things = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary)]
    alternatives = {str(thing["/Alt"]) for thing in things if "/Alt" in thing}

    assert set(facts) <= FACTS
    assert facts["/CreationDate"] == facts["/ModDate"]
    assert str(hostile_company) not in str(facts)
    assert alternatives
    assert alternatives <= spoken


def test_l9_a_spreadsheet_hides_nothing(parts):
    """No hidden sheet, row or column, no comment, macro, outside link or name."""
    attributes = {(name, key) for name, root in parts.items() for node in root.iter() for key in node.attrib}
    sheets = [node for node in parts["xl/workbook.xml"].iter() if node.tag.endswith(("sheet", "definedName"))]

    assert [] == [name for name, key in attributes if key == "hidden"]
    assert [] == [name for name in parts if ODD_PARTS.search(name)]
    assert [] == [node.attrib for node in sheets if "state" in node.attrib or node.tag.endswith("Name")]


def test_no_cell_of_a_spreadsheet_is_a_formula(parts, folder):
    """D29: nor would one become a formula when the data are opened from the CSV."""
    cells = [text for where, text in texts(folder / "report.pdf") if where.startswith("attachment")]
    begun = [line for text in cells for line in text.splitlines() if re.match(r'"?[=@\t\r]', line)]

    assert not any(node.tag == FORMULA for root in parts.values() for node in root.iter())
    assert [] == begun


def _published(company: Path, name: str) -> Path:
    report, _, edition = name.partition("/")
    return company / "outputs" / "reports" / "2026-10" / "TH" / report / edition / "r1"


def _called(company: Path) -> tuple[str, list[str]]:
    """The address that the payloads name, and the calls that it had."""
    address, calls = json.loads((company / "called.json").read_text())
    return address, calls


def _drawn(sheet: pikepdf.Page) -> bytes:
    """The commands of a page and of the forms that it draws."""
    forms = sheet.resources.get("/XObject", {})
    streams = [form.read_bytes() for form in forms.values() if form.get("/Subtype") == "/Form"]
    contents = sheet.obj["/Contents"]
    own = contents if isinstance(contents, pikepdf.Array) else [contents]
    return b"\n".join([*(stream.read_bytes() for stream in own), *streams])

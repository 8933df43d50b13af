"""The screen report at every width: it fits, is silent, asks for nothing and needs no script or screen."""

from __future__ import annotations

from collections import Counter

import pypdfium2
import pytest

WIDTHS = (1440, 1024, 768, 500, 360)
PAPER = 718  # px between the margins that Chromium gives an A4 page

REACHES_OUT = """() => {
  const page = document.documentElement
  return page.scrollWidth <= page.clientWidth ? [] : [...document.body.querySelectorAll('*')]
    .filter(e => e.getBoundingClientRect().right > page.clientWidth + 1)
    .map(e => `${e.tagName.toLowerCase()}.${e.getAttribute('class')} ${e.getBoundingClientRect().right}`)
    .concat(`page ${page.scrollWidth}`)
}"""
REPEATED_IDS = """() => {
  const ids = [...document.querySelectorAll('[id]')].map(e => e.id)
  return ids.filter((id, i) => ids.indexOf(id) !== i)
}"""
CUT_OFF = """() => [...document.body.querySelectorAll('*')]
  .filter(e => getComputedStyle(e).overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1)
  .map(e => `${e.className}: ${e.scrollWidth} in ${e.clientWidth} px: ${e.getAttribute('aria-label')}`)"""


@pytest.fixture(params=WIDTHS)
def opened(request, show):
    """The report at each width, from a desk's screen to a small phone."""
    return show(request.param)


def test_the_page_never_scrolls_sideways(opened):
    """Wide drawings and tables scroll in frames of their own; nothing reaches out of the page."""
    assert [] == opened.page.evaluate(REACHES_OUT)


def test_opening_asks_for_the_file_alone_and_says_nothing(opened, report):
    """No request but the document itself, also on the way down; no console message, no error."""
    opened.page.mouse.wheel(0, 100_000)
    opened.page.wait_for_load_state("networkidle")

    assert [report.as_uri()] == [url for url in opened.requests if not url.startswith("data:")]
    assert [] == opened.complaints


def test_no_id_stands_twice(show):
    """Links and labels point at one thing."""
    assert [] == show().page.evaluate(REPEATED_IDS)


def test_the_reports_typefaces_are_those_inside_the_file(show):
    """Every face that the text asks for is loaded and none failed."""
    faces = show().page.evaluate("document.fonts.ready.then(all => [...all].map(f => [f.family, f.status]))")

    assert {"Inter", "Inter Display", "Source Serif 4"} == {
        name.strip('"') for name, s in faces if s == "loaded"
    }
    assert [] == [face for face in faces if face[1] == "error"]


def test_all_text_is_there_without_scripts(show):
    """A reader whose mail program or policy blocks scripts misses only the controls that scripts bring."""
    scripted = show()
    shown, bare = scripted.count("body"), show(java_script_enabled=False).count("body")
    controls = scripted.count("button")

    assert bare.total() > 100
    assert Counter() == bare - shown
    assert Counter() == shown - bare - controls


def test_a_print_from_the_browser_has_the_text_of_every_section(show):
    """Of the cover, the main points and each section nothing but the download of data is screen only."""
    opened = show()
    parts = "header.cover, .points, .hidden, main section"
    wanted, downloads = opened.count(parts), opened.count(".download")
    opened.page.emulate_media(media="print")
    shown = opened.count(parts)
    printed = _text(opened.page.pdf(format="A4", margin=dict.fromkeys(("left", "right"), "1cm")))

    assert wanted.total() > 100
    assert Counter() == wanted - shown - downloads
    assert [] == [word for word in shown if _joined(word) not in printed]


def test_paper_cuts_nothing_off(show):
    """On an A4 sheet no frame needs scrolling: what does not fit is made smaller."""
    opened = show(PAPER)
    opened.page.emulate_media(media="print")

    assert [] == opened.page.evaluate(CUT_OFF)
    assert [] == opened.page.evaluate(REACHES_OUT)


def _text(pdf: bytes) -> str:
    """All text of a PDF, without the spaces, line ends and hyphens that differ from the screen's."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(_joined(page.get_textpage().get_text_bounded()) for page in document)
    finally:
        document.close()


def _joined(text: str) -> str:
    """Without spaces and hyphens: PDFium writes a hyphen that ends a line as it likes."""
    return "".join(text.split()).translate(dict.fromkeys(map(ord, "-\ufffe\u00ad\x02")))

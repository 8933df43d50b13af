"""The pages before the first section, and what must stay together on any page."""

from __future__ import annotations

import pypdfium2
import pytest
from builders.report import FACTS, STRICT, chart, cover, line_svg, table, write_notebook

from labelqa.components import Component, KeyPoints, Prose, Section
from labelqa.render import render

POINT = (
    "Counterfeit and brand misuse missed the label accuracy target; that is one of eight queues in October."
)
TITLE = "On-time requests, at 100%, too uncertain to judge against 90.0%"


@pytest.fixture
def pages(tmp_path, repository):
    """Render components; the text of each page."""

    def printed(shown: list[Component]) -> list[str]:
        notebook = write_notebook(tmp_path / "run.ipynb", [cover(), *shown])
        made = render(notebook, tmp_path, FACTS, repository / "templates", STRICT)
        with pypdfium2.PdfDocument(made.pdf) as pdf:
            return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf]

    return printed


@pytest.mark.parametrize(
    ("points", "sections", "together"),
    [(6, 8, True), (6, 9, False), (6, 20, True), (4, 26, True), (6, 26, False)],
)
def test_points_and_contents_share_a_page_or_have_one_each(pages, points, sections, together):
    """From ten on the contents stand in two columns; what is not shown is never parted from them."""
    shown: list[Component] = [KeyPoints(points=(POINT,) * points)]
    for number in range(sections):
        title = f"{TITLE if number % 3 == 0 else 'Handling time'} {number}"
        shown += [Section(name=f"s{number}", title=title), Prose(paragraphs=("Text.",))]
    shown.append(Section(name="off", title="Not here", off="No audits in October 2026."))
    found = pages(shown)
    (contents,) = [text for text in found if "Contents" in text]

    assert points == found[1].count("in October.")
    assert together == (contents is found[1])
    assert sections == contents.count("against 90.0%") + contents.count("Handling time")
    assert "No audits in October 2026." in contents


@pytest.mark.parametrize("height", [485, 515, 545])
def test_a_caption_stands_above_its_table(pages, height):
    """Wherever on a page a table that may be split begins, its title is with its head and first rows."""
    upper = chart(svg=line_svg(493, height), title="Upper")
    found = pages([Section(name="s", title="S"), upper, table(rows=18, title="The lower one")])
    (page,) = [text for text in found if "The lower one" in text]

    assert "Audited labels, October 2026 Site Audited" in page
    assert "Northwind Semarang 4" in page

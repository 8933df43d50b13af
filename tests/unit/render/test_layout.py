"""The gates on laid-out pages."""

from __future__ import annotations

import pytest
from builders.report import FACTS, STRICT, a_report, chart, cover, line_svg, write_notebook
from weasyprint import HTML

from labelqa.components import Lede, Section
from labelqa.errors import RenderError
from labelqa.render import layout, render

# WeasyPrint leaves its colour profile open; the render process ends, a test does not.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file.*sRGB2014:ResourceWarning")
# Type area: 100 mm wide and 150 mm high.
PAGE = "<style>@page {{ size: 120mm 170mm; margin: 10mm }} body, p {{ margin: 0 }} {} </style>{}"


def problems(css: str, body: str) -> list[str]:
    """What is wrong with a page of these rules and this body."""
    found = layout.check_layout(HTML(string=PAGE.format(css, body)).render())
    return [str(problem) for problem in found.problems]


def block(millimetres: int, name: str = "b", more: str = "") -> str:
    """A box of that height with a line of text at its lower end, which no page end may split."""
    style = f"height:{millimetres}mm;break-inside:avoid;display:flow-root;{more}"
    return f'<div id="{name}" style="{style}"><p style="padding-top:{millimetres - 8}mm">x</p></div>'


def test_a_page_that_is_left_nearly_empty_is_named_with_what_pushed_it():
    """A chart of nearly a page's height after a few lines."""
    (found,) = problems("", block(30) + block(140, "exhibit-tall"))

    assert found.startswith("page 1: is filled to 1")
    assert "because exhibit-tall needs the next page" in found


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(block(60) + block(140), id="filled to more than a third"),
        pytest.param(block(140) + block(30), id="the last page of all"),
        pytest.param(block(30) + block(140, more="break-before:page"), id="the last page of its section"),
        pytest.param(
            block(30) + f'<div><div style="break-before:page">{block(140)}</div></div>', id="a section within"
        ),
    ],
)
def test_a_page_may_be_short_where_a_section_ends(body):
    """A third is enough, and an end is an end."""
    assert [] == problems("", body)


def rows(count: int) -> str:
    """A table of that many rows, each 8 mm high, that no page end may split."""
    cells = "".join(f'<tr style="height:8mm"><td>{number}</td></tr>' for number in range(count))
    return f'<div id="exhibit-rows" style="break-inside:avoid"><table>{cells}</table></div>'


def test_a_table_that_left_a_hole_can_be_split():
    """With its rule the hole is gone, and on either side there are four rows or more."""
    body = block(20) + rows(16)
    document = HTML(string=PAGE.format("", body)).render()
    rule = layout.mended(layout.check_layout(document).holes)
    again = HTML(
        string=PAGE.format("", f"<style>{rule}#exhibit-rows{{break-inside:auto!important}}</style>{body}")
    )

    assert 1 == len(layout.check_layout(document).holes)
    assert () == layout.check_layout(again.render()).holes


def test_a_section_whose_chart_left_a_hole_begins_on_a_new_page():
    """A chart has no rows to be split between; the page before then ends with its section."""
    tall = block(140, "exhibit-tall")
    body = (
        f'{block(140)}<section class="chapter">{block(20)}</section><section class="chapter">{tall}</section>'
    )
    document = HTML(string=PAGE.format("", body)).render()
    rule = layout.mended(layout.check_layout(document).holes)
    again = HTML(string=PAGE.format("", f"<style>{rule}</style>{body}")).render()

    assert ["exhibit-tall"] == [hole.cause for hole in layout.check_layout(document).holes]
    assert () == layout.check_layout(again).holes
    assert len(document.pages) == len(again.pages)


def test_nothing_can_be_done_about_a_text():
    """It is no exhibit."""
    assert "" == layout.mended([layout.Hole(4, 0.2, "what follows")])


def test_a_section_that_runs_on_does_not_excuse_an_empty_page():
    """The section began on a page of its own, but its second page follows for want of room."""
    inner = block(30, "small") + block(140, "exhibit-tall")
    (found,) = problems("", f'{block(140)}<section style="break-before:page">{inner}</section>')

    assert found.startswith("page 2:")


@pytest.mark.parametrize(
    ("css", "body"),
    [
        ("#b { white-space: nowrap }", '<p id="b">' + "word " * 60 + "</p>"),
        ("#b { width: 20mm; white-space: nowrap }", '<p id="b">' + "word " * 20 + "</p>"),
        ("#b { width: 140mm }", '<p id="b">' + "word " * 60 + "</p>"),
        ("#b { margin-left: -8mm }", '<p id="b">word</p>'),
        ("table { table-layout: fixed; width: 100% }", f'<table><tr><td id="b">{"W" * 50}<td>b</table>'),
        ("#b { position: absolute; left: 95mm; white-space: nowrap }", '<p id="b">word word</p>'),
        ("#b { height: 200mm; padding-top: 155mm; break-inside: avoid }", '<div id="b">word</div>'),
    ],
)
def test_text_that_sticks_out_is_named(css, body):
    """Out of the page, out of its column, out of its cell, to every side."""
    (found,) = problems(css, body)

    assert found.startswith("page 1, b: sticks out of its place by ")


def test_a_picture_wider_than_its_column_is_named():
    """It has no text to show for it."""
    picture = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>"
    (found,) = problems("img { width: 130mm }", f'<p id="b"><img alt="x" src="{picture}"></p>')

    assert found.startswith("page 1, b: sticks out of its place by 30.0 mm")


def test_a_long_running_head_is_named_unless_it_is_shortened_on_purpose():
    """The margin is looked at too."""
    head = "@page {{ @top-left {{ content: '{}'; white-space: nowrap; width: 50%{} }} }}"
    words = "word " * 40
    (found,) = problems(head.format(words, ""), "<p>x</p>")

    assert found.startswith("page 1, the margin: sticks out")
    assert [] == problems(head.format(words, "; overflow: hidden; text-overflow: ellipsis"), "<p>x</p>")


def test_two_boxes_in_one_place_are_named():
    """A long title would run over the drawing below it."""
    css = "p { position: absolute; left: 0; width: 50mm } .low { top: 10mm } .high { top: 0; height: 12mm }"
    (found,) = problems(css, '<p class="high">a</p><p class="low">b</p>')

    assert "high and low overlap" in found
    assert [] == problems(css.replace("12mm", "10mm"), '<p class="high">a</p><p class="low">b</p>')


def test_tall_letters_in_a_tight_line_are_no_overflow():
    """A script's own line height reaches beyond the line, its letters do not."""
    assert [] == problems("p { line-height: 1 }", "<p>ประเทศไทย Đặng</p>")


def test_the_render_stops_at_a_nearly_empty_page_and_writes_nothing(tmp_path, repository):
    """The gate stands in the pipeline; the message has page, exhibit and remedy."""
    small = [Section(name="a", title="A"), Lede(text="Short."), chart("low", svg=line_svg(493, 60))]
    notebook = write_notebook(
        tmp_path / "run.ipynb", [cover(), *small, chart("tall", svg=line_svg(493, 560))]
    )

    with pytest.raises(RenderError, match=r"page 3: is filled to \d+%, because exhibit-tall needs") as caught:
        render(notebook, tmp_path, FACTS, repository / "templates", STRICT)

    assert ["make that smaller, or show it elsewhere"] == [p.remedy for p in caught.value.problems]
    assert ["run.ipynb"] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_market_with_a_long_name_and_many_sites_keeps_its_cover_in_order(tmp_path, repository, paper):
    """Title, drawing and facts have their places on either paper."""
    tall = cover(market="W" * 30 + " " + "Market " * 8, svg=line_svg(493, 900))
    notebook = write_notebook(tmp_path / "run.ipynb", [tall, *a_report()[1:]])

    render(notebook, tmp_path, FACTS.model_copy(update={"paper": paper}), repository / "templates", STRICT)

    assert (tmp_path / "report.pdf").exists()

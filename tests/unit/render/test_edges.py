"""A drawing that its own edge cuts off is named, with what is cut and by how much."""

from __future__ import annotations

import pytest
from builders.report import (
    FACTS,
    STRICT,
    XMLNS,
    chart,
    cover,
    formula,
    line_svg,
    table,
    tiles,
    write_notebook,
)
from weasyprint import HTML

from labelqa.components import Cell, Section
from labelqa.errors import RenderError
from labelqa.render import render
from labelqa.render.drawings import CleanDrawing, clean
from labelqa.render.edges import check_edges
from labelqa.render.pdf import Fetcher
from labelqa.render.shaping import shaped_drawings

# WeasyPrint leaves its colour profile open; the render process ends, a test does not.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file.*sRGB2014:ResourceWarning")
FONT = 'font-family="Inter" font-size="10"'
DISC = '<defs><path id="m" d="M 0 -5 C 3 -5 5 -3 5 0 C 5 3 3 5 0 5 C -3 5 -5 3 -5 0 z"/></defs>'


def problems(inside: str, box: str = "0 0 100 50") -> list[str]:
    """What is wrong with a drawing of that view box, drawn as a page would draw it."""
    svg = f'<svg {XMLNS} xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="{box}">{inside}</svg>'
    drawings = {"1": CleanDrawing(clean(svg, "x", prefix="d1-"), "exhibit e")}
    images: dict[str, object] = {}
    page = HTML(string='<img src="fig:1" alt="x" style="width:30mm">', url_fetcher=Fetcher(drawings))
    with shaped_drawings():
        page.render(cache=images).write_pdf()
    return [str(problem) for problem in check_edges(images, drawings)]


@pytest.mark.parametrize(
    ("inside", "named"),
    [
        (f'<text x="60" y="20" {FONT}>Northwind Semarang</text>', "right edge, by "),
        (f'<text x="40" y="20" text-anchor="end" {FONT}>Northwind Semarang</text>', "left edge, by "),
        (
            f'<text x="50" y="20" text-anchor="middle" {FONT}>Northwind Semarang, {"x" * 9}</text>',
            " edge, by ",
        ),
        (f'<text x="5" y="4" {FONT}>High</text>', "pt: High; "),
        (f'<text x="5" y="53" {FONT}>Low</text>', "pt: Low; "),
        (f'<text transform="translate(50 30) rotate(-90)" {FONT}>Upwards</text>', "top edge, by "),
        (
            f'<g transform="translate(60 0)"><g {FONT}><text x="9" y="20">Inherited size</text></g></g>',
            "right",
        ),
        (f'<text x="99" y="20" {FONT}>ประเทศไทย</text>', "right edge, by "),
        (f'<text x="50" y="20" {FONT}>North<tspan x="90">Semarang</tspan></text>', "NorthSemarang"),
        ('<path d="M 5 5 L 108 20" stroke="#000"/>', "right edge, by 8.5 pt"),
        ('<rect x="-6" y="5" width="10" height="5"/>', "left edge, by 6.0 pt"),
        ('<circle cx="50" cy="48" r="5"/>', "bottom edge, by 3.0 pt"),
        ('<polyline points="5,5 50,-7" fill="none" stroke="#000"/>', "top edge, by 7.5 pt"),
        (
            '<image x="60" y="0" width="50" height="9" xlink:href="data:image/png;base64,iVBORw0K"/>',
            "by 10.0",
        ),
        (f'{DISC}<use xlink:href="#m" x="98" y="20"/>', "right edge, by 3"),
    ],
)
def test_what_reaches_out_of_the_view_box_is_named(inside, named):
    """Texts at every side, turned, anchored and of an inherited size; marks of every kind."""
    (found,) = problems(inside)

    assert found.startswith("exhibit e: is cut off by its ")
    assert named in found
    assert found.endswith("give the drawing more room there, or shorten the text")


@pytest.mark.parametrize(
    "inside",
    [
        f'<text x="2" y="10" {FONT}>Just inside</text>',
        f'<text x="98" y="45" text-anchor="end" {FONT}>to the right</text>',
        '<line x1="0" x2="100" y1="0" y2="0" stroke="#000" stroke-width="1.6"/>',
        '<rect x="-20" y="0" width="200" height="9" fill="none"/>',
        '<defs><clipPath id="c"><rect width="100" height="50"/></clipPath></defs>'
        '<g clip-path="url(#c)"><path d="M 5 5 L 300 20" stroke="#000"/></g>',
    ],
    ids=["text", "anchored text", "half a stroke", "without paint", "cut on purpose"],
)
def test_what_is_inside_or_cut_on_purpose_is_fine(inside):
    """Axes cut their lines with a clip path."""
    assert [] == problems(inside)


def test_a_view_box_may_begin_elsewhere():
    """Its corner counts."""
    assert [] == problems(f'<text x="-45" y="-10" {FONT}>Inside</text>', "-50 -25 100 50")
    assert [] != problems(f'<text x="40" y="-10" {FONT}>Outside</text>', "-50 -25 100 50")


CUT = line_svg(words="A label too long for its margin")


@pytest.mark.parametrize(
    ("component", "named"),
    [
        (chart("trend", svg=CUT), "exhibit trend: is cut off by its right edge"),
        (formula(svg=CUT), "formula Accuracy: is cut off by its right edge"),
        (
            tiles().model_copy(update={"tiles": (tiles().tiles[0].model_copy(update={"strip_svg": CUT}),)}),
            "tile Accuracy: is cut off by its right edge",
        ),
        (
            table().model_copy(
                update={"rows": ((*(Cell(text="x"),) * 3, Cell(text="x", svg=CUT), Cell(text="x")),)}
            ),
            "exhibit site-results: is cut off by its right edge",
        ),
    ],
    ids=["chart", "formula", "tile", "table"],
)
def test_the_render_stops_at_a_cut_drawing_and_says_whose_it_is(tmp_path, repository, component, named):
    """Whatever holds it; nothing is written."""
    notebook = write_notebook(tmp_path / "run.ipynb", [cover(), Section(name="s", title="S"), component])

    with pytest.raises(RenderError, match=named):
        render(notebook, tmp_path, FACTS, repository / "templates", STRICT)

    assert ["run.ipynb"] == [path.name for path in tmp_path.iterdir()]

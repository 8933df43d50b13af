"""What only looks wrong does not stop a report: drawings give way, pages stay, and both are said."""

from __future__ import annotations

import pypdfium2
import pytest
from builders.report import FACTS, chart, cover, data, line_svg, table, tiles, write_notebook

from labelqa.components import Cell, Component, Lede, Section
from labelqa.errors import RenderError
from labelqa.params import Limits
from labelqa.render import render
from labelqa.render.yielding import NOTE, table_of

CUT = line_svg(words="A label too long for its margin")
BROKEN = "<svg viewBox='0 0 9 9'><text>Team</svg>"
FAULT = "cannot be drawn: ValueError in report/page/forest.py, line 71"


@pytest.fixture
def made(tmp_path, repository):
    """Render components in a folder, strictly only where asked to."""

    def rendered(*shown: Component, name="run", strict=False):
        (tmp_path / name).mkdir()
        all_of_it = [cover(), Section(name="s", title="S"), *shown]
        notebook = write_notebook(tmp_path / name / "run.ipynb", all_of_it)
        return render(notebook, tmp_path / name, FACTS, repository / "templates", Limits(strict=strict))

    return rendered


def text_of(documents) -> str:
    """All words of the PDF."""
    with pypdfium2.PdfDocument(documents.pdf) as pdf:
        return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf)


@pytest.mark.parametrize("svg", [CUT, BROKEN], ids=["cut", "unreadable"])
def test_a_chart_that_does_not_fit_gives_way_to_its_table(made, svg):
    """Title, data and figures stay on paper and screen; the answer says which, why and what stands."""
    shown = chart("trend", title="Steady", svg=svg)
    documents = made(shown, table())
    printed, screen = text_of(documents), documents.html.read_text(encoding="utf-8")
    (blemish,) = documents.blemishes

    assert ("exhibit trend", "its table stands instead") == (blemish.where, blemish.done)
    assert NOTE in printed
    assert NOTE in screen
    assert "A label too long" not in screen
    assert all(figure.name in documents.summary.read_text(encoding="utf-8") for figure in shown.figures)


def test_a_chart_that_was_never_drawn_gives_way_to_its_table(made):
    """The answer names the exhibit and the fault; nothing else of the report is missing."""
    shown = chart("trend", title="Steady", svg="", fault=FAULT)
    documents = made(shown, table())
    printed, (blemish,) = text_of(documents), documents.blemishes

    assert ("exhibit trend", FAULT, "its table stands instead") == (blemish.where, blemish.what, blemish.done)
    assert NOTE in printed
    assert NOTE in documents.html.read_text(encoding="utf-8")
    assert FAULT not in printed
    assert all(figure.name in documents.summary.read_text(encoding="utf-8") for figure in shown.figures)


def test_what_gave_way_gives_the_same_bytes_again(made):
    """The rounds of typesetting leave no trace."""
    shown = (chart("trend", svg=CUT), table(), chart("other", svg=CUT))
    one, two = made(*shown, name="one"), made(*shown, name="two")

    assert one.blemishes == two.blemishes
    assert one.pdf.read_bytes() == two.pdf.read_bytes()
    assert one.html.read_bytes() == two.html.read_bytes()


def test_small_drawings_leave_their_words(made):
    """A tile's strip, a table's micro chart."""
    strip = tiles().model_copy(update={"tiles": (tiles().tiles[0].model_copy(update={"strip_svg": CUT}),)})
    row = (*(Cell(text="x"),) * 3, Cell(text="95.1% to 97.0%", svg=CUT), Cell(text="x"))
    documents = made(strip, table().model_copy(update={"rows": (row,)}))

    assert {"tile Accuracy", "exhibit site-results"} == {b.where for b in documents.blemishes}
    assert "95.1% to 97.0%" in text_of(documents)


def test_a_page_hardly_filled_stays_as_it_is(made):
    """And is told with its number."""
    documents = made(Lede(text="Short."), table(rows=1), chart("tall", svg=line_svg(493, 560)))
    (blemish,) = documents.blemishes

    assert ("page 3", "it stays as it is") == (blemish.where, blemish.done)


def test_in_a_strict_run_all_of_it_stops_the_render(made):
    """With every place named."""
    with pytest.raises(RenderError) as caught:
        made(chart("trend", svg=CUT), chart("other", svg=BROKEN), strict=True)
    with pytest.raises(RenderError, match="exhibit trend: is cut off"):
        made(chart("trend", svg=CUT), name="two", strict=True)
    with pytest.raises(RenderError, match=f"exhibit trend: {FAULT}"):
        made(chart("trend", svg="", fault=FAULT), name="three", strict=True)

    assert ["exhibit other"] == [problem.where for problem in caught.value.problems]


def test_a_table_in_place_of_a_drawing_has_what_can_be_read_of_its_data():
    """No column of method or flags, none that is empty; numbers as the locale writes them."""
    held = data("trend").model_copy(
        update={
            "csv": "site,n,value,method,target,note\nA,19426,0.94687,wilson,,\nB,7,0.5,wilson,,\n",
            "rows": 2,
            "numeric": (1, 2),
        }
    )
    shown = table_of(chart("trend").model_copy(update={"data": held}), "de_DE")

    assert ["Site", "N", "Value"] == [column.name for column in shown.columns]
    assert [["A", "19.426", "0,9469"], ["B", "7", "0,5"]] == [[c.text for c in row] for row in shown.rows]

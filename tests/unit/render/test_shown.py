"""What of an executed notebook is taken, dropped and refused."""

from __future__ import annotations

import nbformat
import pytest
from builders.report import a_report, cover, display, write_notebook

from labelqa.components import MIME, Lede, Section
from labelqa.errors import RenderError
from labelqa.render.shown import components, read_notebook


def shown(tmp_path, *displayed: object):
    """The components of a notebook that displays these, one a cell."""
    return components(read_notebook(write_notebook(tmp_path / "run.ipynb", list(displayed))), "run.ipynb")


def refusal(tmp_path, *displayed: object) -> list[str]:
    """The problems of a notebook that displays these."""
    with pytest.raises(RenderError) as caught:
        shown(tmp_path, *displayed)
    return [str(problem) for problem in caught.value.problems]


def test_components_come_back_in_the_order_of_their_cells(tmp_path):
    """What the notebook displayed is what the machine leg reads, field for field."""
    displayed = a_report()

    assert displayed == list(shown(tmp_path, *displayed))


def test_what_execute_refuses_is_refused_in_the_same_words(tmp_path):
    """One mechanism reads a notebook's outputs, wherever it was executed."""
    stream = nbformat.v4.new_output("stream", text="debugging")

    assert [
        "run.ipynb, cell 2: prints text; say it with r.say(...), or tag the cell scratch",
        "run.ipynb, cell 3: shows a bare text/html; give it a title: r.table(frame, title=...)",
    ] == refusal(tmp_path, cover(), stream, display({"text/plain": "DataFrame", "text/html": "<table>"}))


def test_an_error_output_stops_the_render_and_names_the_cell(tmp_path):
    """The second code cell failed; its message, which may hold data, is not repeated."""
    error = nbformat.v4.new_output("error", ename="ValueError", evalue="agent 0042", traceback=[])

    assert ["run.ipynb, cell 2: ended with ValueError; correct the cell and run it again"] == refusal(
        tmp_path, cover(), error
    )


@pytest.mark.parametrize(
    "kind",
    ["image/png", "image/svg+xml", "text/html", "text/markdown", "text/latex", "text/vnd.mermaid",
     "application/javascript", "application/vnd.jupyter.widget-view+json"],
)  # fmt: skip
def test_a_drawing_or_html_that_is_no_component_is_refused(tmp_path, kind):
    """H6, H7, H8: nothing with markup of its own reaches the page."""
    bare = display({kind: "<b>bare</b>", "text/plain": "fallback"})

    assert refusal(tmp_path, bare)[0].startswith(f"run.ipynb, cell 1: shows a bare {kind}")


def test_a_component_may_bring_its_own_picture_for_jupyter(tmp_path):
    """Analysts see text/html beside the component; it is not printed and not refused."""
    lede = Lede(text="Fine.")

    assert (lede,) == shown(
        tmp_path, display({MIME: lede.model_dump(mode="json"), "text/html": "<p>Fine.</p>"})
    )


def test_all_wrong_components_are_named_at_once(tmp_path):
    """A misspelt key and a wrong name each give a line with the cell and the field."""
    misspelt = display({MIME: {"kind": "lede", "text": "x", "txt": "y"}})
    misnamed = display({MIME: {**Section(name="a", title="A").model_dump(mode="json"), "name": "Not stable"}})

    assert ["run.ipynb, cell 1", "run.ipynb, cell 2"] == [
        line.split(":")[0] for line in refusal(tmp_path, misspelt, misnamed)
    ]


def test_the_injected_parameters_cell_is_not_counted(tmp_path):
    """Cells are numbered as the author sees them."""
    path = write_notebook(tmp_path / "run.ipynb", [display({"text/html": "<b>x</b>"})])
    notebook = nbformat.read(path, as_version=4)
    injected = nbformat.v4.new_code_cell("market = 'SG'", metadata={"tags": ["injected-parameters"]})
    notebook.cells.insert(0, injected)

    with pytest.raises(RenderError, match=r"run\.ipynb, cell 1"):
        components(notebook, "run.ipynb")


def test_a_file_that_is_no_notebook_is_refused(tmp_path):
    """The message names the file."""
    path = tmp_path / "run.ipynb"
    path.write_text("<<<<<<< HEAD")

    with pytest.raises(RenderError, match=r"run\.ipynb: is not a readable notebook"):
        read_notebook(path)

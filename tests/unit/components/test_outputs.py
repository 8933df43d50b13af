"""What of a notebook's outputs is a component, and that nothing else vanishes."""

from __future__ import annotations

import nbformat
import pytest
from IPython.core.formatters import DisplayFormatter

from labelqa.components import MIME, Lede, Markdown, Section
from labelqa.components.outputs import NOTE, SCRATCH, NotebookOutputs, outputs

LEDE = Lede(text="Fine.")
SHOWN = {MIME: LEDE.model_dump(mode="json"), "text/plain": "Fine."}
KINDS = sorted(DisplayFormatter().formatters)
"""All that IPython's display formatter can emit."""


def read(*given: nbformat.NotebookNode, tags: tuple[str, ...] = ()) -> NotebookOutputs:
    """A notebook whose second cell has these outputs."""
    first = nbformat.v4.new_code_cell("r.tell()", outputs=[shown(SHOWN)], id="cell-1")
    cell = nbformat.v4.new_code_cell("x", outputs=list(given), metadata={"tags": list(tags)}, id="cell-2")
    return outputs(nbformat.v4.new_notebook(cells=[first, cell]), "mine.ipynb")


def shown(data: dict, kind: str = "display_data") -> nbformat.NotebookNode:
    """One output of a display, or of a cell's last line."""
    return nbformat.v4.new_output(kind, data=data)


def printed(name: str) -> nbformat.NotebookNode:
    """What a cell wrote to a stream."""
    return nbformat.v4.new_output("stream", name=name, text="agent 0042")


@pytest.mark.parametrize("how", ["display_data", "execute_result"])
@pytest.mark.parametrize("kind", [*KINDS, "text/vnd.mermaid", "application/vnd.plotly.v1+json", "image/gif"])
def test_nothing_that_a_cell_shows_vanishes(kind, how):
    """Whatever kind it is, alone or with plain text beside it, it is a problem with its cell and a remedy."""
    for data in ({kind: "agent 0042"}, {kind: "agent 0042", "text/plain": "agent 0042"}):
        (problem,) = read(shown(data, how)).problems

        assert (f"shows a bare {kind}", "mine.ipynb, cell 2") == (problem.what, problem.where)
        assert "r.table(frame, title=...)" in problem.remedy or "r.figure(fig, title=...)" in problem.remedy
        assert "0042" not in str(problem)


@pytest.mark.parametrize(
    ("kind", "remedy"),
    [
        ("image/png", "give it a title: r.figure(fig, title=...), in the cell that draws it"),
        ("image/svg+xml", "give it a title: r.figure(fig, title=...), in the cell that draws it"),
        ("text/html", "give it a title: r.table(frame, title=...)"),
    ],
)
def test_a_figure_and_a_frame_are_told_what_they_lack(kind, remedy):
    """A title, and the call that takes one."""
    assert [remedy] == [problem.remedy for problem in read(shown({kind: "x", "text/plain": "y"})).problems]


def test_a_picture_is_named_before_the_other_ways_in_which_it_is_shown():
    """An author sees a picture, though it came with HTML and text."""
    (problem,) = read(shown({"text/plain": "x", "text/html": "x", "image/png": "x"})).problems

    assert "shows a bare image/png" == problem.what


def test_an_output_of_nothing_is_refused_too():
    """There is no kind of output that passes unread."""
    assert ["shows a bare text/plain"] == [problem.what for problem in read(shown({})).problems]


def test_what_is_printed_is_refused():
    """Once for a cell, however often it prints, and without repeating it."""
    (problem,) = read(printed("stdout"), printed("stdout")).problems

    assert "mine.ipynb, cell 2: prints text; say it with r.say(...), or tag the cell scratch" == str(problem)


def test_warnings_stay_out_of_the_report():
    """What goes to stderr is for the analyst."""
    assert NotebookOutputs((LEDE,), ()) == read(printed("stderr"))


def test_a_scratch_cells_outputs_stay_out_whatever_they_are():
    """Prints, frames, pictures, and components as well."""
    tried = (printed("stdout"), shown({"image/png": "x"}), shown({"text/plain": "x"}), shown(SHOWN))

    assert NotebookOutputs((LEDE,), ()) == read(*tried, tags=(SCRATCH,))


def test_an_error_in_a_scratch_cell_is_an_error():
    """A report may be wrong whose trials failed."""
    error = nbformat.v4.new_output("error", ename="ValueError", evalue="agent 0042", traceback=[])

    assert ["ended with ValueError"] == [problem.what for problem in read(error, tags=(SCRATCH,)).problems]


def test_a_component_may_come_with_what_jupyter_shows_instead():
    """Its HTML and its picture are for the analyst."""
    assert (LEDE, LEDE) == read(shown({**SHOWN, "text/html": "<p>Fine.</p>"})).components


def notebook(*cells: tuple[str, str], off: str = "") -> NotebookOutputs:
    """A notebook of a section and of Markdown cells, each with its text and its tag, before or behind it."""
    section = Section(name="s", title="S", off=off)
    begins = nbformat.v4.new_code_cell(
        "r.section()", outputs=[shown({MIME: section.model_dump(mode="json")})]
    )
    made = [
        begins
        if text == "section"
        else nbformat.v4.new_markdown_cell(text, metadata={"tags": [tag] if tag else []})
        for text, tag in cells
    ]
    for number, cell in enumerate(made, start=1):
        cell.id = f"cell-{number}"
    return outputs(nbformat.v4.new_notebook(cells=made), "mine.ipynb")


def prose(found: NotebookOutputs) -> list[str]:
    """The Markdown among the components."""
    return [each.text for each in found.components if isinstance(each, Markdown)]


def test_markdown_stands_where_its_cell_does():
    """Among the components, in order."""
    found = notebook(("section", ""), ("# One", ""), ("Two.", ""))

    assert (["# One", "Two."], ()) == (prose(found), found.problems)


@pytest.mark.parametrize("tag", [NOTE, SCRATCH])
def test_a_cell_for_who_reads_the_notebook_is_not_printed(tag):
    """Nor one with nothing in it, wherever they stand."""
    found = notebook(("Not for print.", tag), ("section", ""), ("Nor this.", tag), (" \n", ""))

    assert ([], ()) == (prose(found), found.problems)


def test_prose_of_a_section_that_is_off_stays_out():
    """With all that its section would show."""
    assert [] == prose(notebook(("section", ""), ("Gone.", ""), off="No audits."))


def test_prose_before_the_first_section_is_refused():
    """It has no place: the cover and the contents come first."""
    assert [
        "mine.ipynb, cell 1: is prose before the first section; "
        "move it below the cell that starts its section, or tag it note"
    ] == [str(problem) for problem in notebook(("# Title", ""), ("section", "")).problems]

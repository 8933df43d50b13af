"""What is told of a fault: where it stands, how that line reads, what to do."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from labelqa.desk.faults import Fault, faults
from labelqa.errors import NotebookError, ParamsError, Problem
from labelqa.execute import TRACEBACK

RAISED = "\x1b[31mKeyError\x1b[39m\n\x1b[36mCell\x1b[39m\x1b[36m \x1b[39mIn[7]\x1b[32m, line 2\x1b[39m\n'x'"
MEND = "mend the cell and save"


@pytest.fixture
def notebook(tmp_path) -> Path:
    """A notebook of a text and a cell of two lines."""
    cells = [nbformat.v4.new_markdown_cell("# T"), nbformat.v4.new_code_cell("a = 1\n  b = a['x']")]
    path = tmp_path / "report.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


def test_a_cell_that_failed_is_told_with_its_line_and_its_traceback(notebook, tmp_path):
    """Which is plain text, and has the line."""
    path = tmp_path / TRACEBACK
    path.write_text(RAISED)
    error = NotebookError(Problem("KeyError", "report.ipynb, cell 2", f"its traceback is in {path}"))
    plain = "KeyError\nCell In[7], line 2\n'x'"

    assert (Fault("KeyError", "report.ipynb, cell 2", MEND, 2, "b = a['x']", plain),) == faults(
        error, notebook, tmp_path
    )


def test_a_line_that_is_not_python_is_told_with_how_it_reads(notebook, tmp_path):
    """Nothing ran; a traceback that is left of an earlier run has nothing to do with it."""
    (tmp_path / TRACEBACK).write_text(RAISED)
    error = NotebookError(Problem("line 2 is not Python", "report.ipynb, cell 2", "no magics"))

    assert (Fault("line 2 is not Python", "report.ipynb, cell 2", "no magics", 2, "b = a['x']"),) == faults(
        error, notebook, tmp_path
    )


@pytest.mark.parametrize("cell", [1, 9])
def test_a_cell_that_has_changed_since_is_told_without_its_line(notebook, tmp_path, cell):
    """The notebook may be saved again at any moment."""
    error = NotebookError(Problem("line 3 is not Python", f"report.ipynb, cell {cell}"))

    assert [""] == [fault.code for fault in faults(error, notebook, tmp_path)]


def test_every_problem_of_an_error_is_told(notebook, tmp_path):
    """As a command tells them."""
    problems = (Problem("a", "params/project.yml:3", "b"), Problem("c"))

    assert (Fault("a", "params/project.yml:3", "b"), Fault("c", "", "")) == faults(
        ParamsError(*problems), notebook, tmp_path
    )


@pytest.mark.parametrize(
    ("error", "remedy"), [(OSError("no room"), ""), (KeyError("a"), "this is a defect of labelqa")]
)
def test_what_is_no_error_of_ours_is_told_too(notebook, tmp_path, error, remedy):
    """With its kind; but for the disk's it is our fault."""
    assert [remedy] == [fault.remedy for fault in faults(error, notebook, tmp_path)]

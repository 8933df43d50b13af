"""A notebook with its parameters filled in."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from labelqa.errors import NotebookError
from labelqa.execute import inspection
from labelqa.execute.filling import filled

from .conftest import DECLARES, write_notebook

VALUES = {"extract": "/a folder's/extract", "weeks": 26}


def test_parameters_get_their_values_and_keep_type_and_comment(tmp_path):
    """All other cells stay, and the ids of all."""
    path = write_notebook(tmp_path / "small.ipynb", "shown = weeks + 1")
    before, copy = nbformat.read(path, as_version=4), filled(path, VALUES)

    assert [
        'extract: str = "/a folder\'s/extract"  # folder of the extract',
        "weeks: int = 26  # shown",
    ] == copy.cells[0].source.splitlines()
    assert before.cells[1:] == copy.cells[1:]
    assert [cell.id for cell in before.cells] == [cell.id for cell in copy.cells]


@pytest.mark.parametrize(
    "declared",
    [
        '# 週 — all of them\nextract: str = "ü"  # ü\nweeks: int = 1',
        'extract: str = """ü\n"""; weeks: int = (1)',
        'extract: str = "a" \\\n    "b"\nweeks: int = 1  # last',
    ],
)
def test_however_defaults_are_written_they_are_replaced(tmp_path, declared):
    """Over several lines, in other scripts, two on a line; the copy can be filled again."""
    path = write_notebook(tmp_path / "small.ipynb", parameters=declared)
    names: dict = {}
    copy = filled(path, {"extract": "a\n'b'\"ö", "weeks": 3})
    exec(copy.cells[0].source, names)  # noqa: S102 - our own notebook

    assert ("a\n'b'\"ö", 3) == (names["extract"], names["weeks"])


def test_outputs_of_an_earlier_run_do_not_come_along(tmp_path):
    """They are of other data."""
    path = write_notebook(tmp_path / "small.ipynb", "weeks")
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[1].outputs = [nbformat.v4.new_output("stream", text="old")]
    nbformat.write(notebook, path)

    assert [] == filled(path, VALUES).cells[1].outputs


def test_a_notebook_that_no_run_would_take_is_refused(tmp_path):
    """For the same reasons, before anything is written."""
    path = write_notebook(tmp_path / "small.ipynb", parameters=DECLARES + "\nmarket: str = ''")

    with pytest.raises(NotebookError, match="declares market, unknown"):
        filled(path, VALUES)


def test_a_filled_notebook_is_one_that_runs_take(tmp_path):
    """Whoever saves the copy over the original has not broken it."""
    path = write_notebook(tmp_path / "small.ipynb")
    copy = Path(tmp_path / "copy.ipynb")
    nbformat.write(filled(path, VALUES), copy)

    inspection.inspect(inspection.read(copy), copy.name, VALUES)

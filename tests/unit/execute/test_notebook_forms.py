"""A notebook kept as a script is the same notebook."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from labelqa.cli.starting import STARTER
from labelqa.errors import NotebookError
from labelqa.execute import inspection
from labelqa.execute.filling import filled
from labelqa.execute.notebook_forms import as_script, loaded

OF_REPORTS = sorted((Path(__file__).parents[3] / "notebooks").glob("*.ipynb"))
KEPT = [*OF_REPORTS, Path(str(STARTER / "report.ipynb"))]


def script_of(path: Path, folder: Path) -> Path:
    """A notebook's script in a folder."""
    script = folder / f"{path.stem}.py"
    script.write_text(as_script(nbformat.read(path, as_version=4)), encoding="utf-8")
    return script


@pytest.mark.parametrize("path", KEPT, ids=[path.stem for path in KEPT])
def test_a_script_is_read_as_the_notebook_that_it_was_made_of(path, tmp_path):
    """Cells, their tags and their ids by position; every notebook of the project."""
    script = script_of(path, tmp_path)

    assert inspection.read(path).cells == inspection.read(script).cells


def test_a_script_names_no_version_and_no_kernel(tmp_path):
    """It begins with its first cell, and its tags stand in the heads of cells."""
    lines = script_of(KEPT[-1], tmp_path).read_text(encoding="utf-8").splitlines()

    assert ['# %% [markdown] tags=["note"]', "# # Accuracy by site"] == lines[:2]
    assert '# %% tags=["parameters"]' in lines
    assert not [line for line in lines if "jupytext" in line or "kernelspec" in line]


def test_outputs_do_not_come_into_a_script(tmp_path):
    """They are of some run."""
    notebook = nbformat.read(KEPT[-1], as_version=4)
    notebook.cells[1].outputs = [nbformat.v4.new_output("stream", text="agent 0042")]

    assert "agent 0042" not in as_script(notebook)


def test_a_script_is_written_again_as_it_was(tmp_path):
    """Read and written it has the same bytes, whatever its author's marks and signs."""
    text = '# %% [markdown]\n# 週 ü\n\n# %% tags=["parameters"]\nextract: str = ""\n\n# %%\nx = "# %%"\n'
    (tmp_path / "a.py").write_text(text, encoding="utf-8")

    assert text == as_script(loaded(tmp_path / "a.py"))


def test_a_copy_of_a_script_with_its_parameters_filled_in_runs_on_any_python(tmp_path):
    """In Jupyter's own form, with the plain kernel's name and ids of its own."""
    copy = filled(script_of(KEPT[-1], tmp_path), {"extract": "/x"})
    nbformat.validate(copy)

    assert "extract: str = '/x'  # Folder of the extract to report on." == copy.cells[1].source
    assert "python3" == copy.metadata.kernelspec.name
    assert len(copy.cells) == len({cell.id for cell in copy.cells})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("print(1)\n", "has 0 cells tagged parameters"),
        ('# %% tags=["parameters"]\nextract: str = ""\n\n# %%\n!ls\n', "is not Python"),
        ('# %% tags=["parameters"]\nextract: str = ""\n\n# %%\n# %matplotlib inline\n', "is not Python"),
    ],
)
def test_a_script_is_inspected_as_a_notebook_is(tmp_path, text, said):
    """With its cells by number."""
    (tmp_path / "a.py").write_text(text)

    with pytest.raises(NotebookError, match=said):
        inspection.inspect(inspection.read(tmp_path / "a.py"), "a.py", {"extract": ""})


def test_a_script_that_cannot_be_read_is_refused(tmp_path):
    """By its name."""
    (tmp_path / "a.py").write_bytes(b"\xff\xfe")

    with pytest.raises(NotebookError, match=r"a\.py: cannot be read as a notebook"):
        inspection.read(tmp_path / "a.py")

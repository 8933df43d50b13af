"""What a lab saves is what an author wrote."""

from __future__ import annotations

import pytest

from labelqa.cli.starting import STARTER
from labelqa.desk.notebook_files import NotebookFiles
from labelqa.execute.notebook_forms import SCRIPT_METADATA, as_script, of_jupyter

STARTED = (STARTER / "report.ipynb").read_text(encoding="utf-8")


@pytest.fixture
def files(tmp_path) -> NotebookFiles:
    """The files of a folder with one notebook in either form."""
    (tmp_path / "mine.ipynb").write_text(STARTED, encoding="utf-8")
    (tmp_path / "mine.py").write_text(as_script(of_jupyter(STARTED)), encoding="utf-8")
    return NotebookFiles(root_dir=str(tmp_path), **SCRIPT_METADATA)


def run(model: dict) -> dict:
    """A model as JupyterLab sends it after its cells ran in a kernel of some machine."""
    for number, cell in enumerate(model["content"]["cells"], start=1):
        if cell["cell_type"] == "code":
            output = {"output_type": "stream", "name": "stdout", "text": "agent 0042"}
            cell |= {"outputs": [output], "execution_count": number}
            cell["metadata"] |= {"execution": {"iopub.status.busy": "2026-10-01"}, "trusted": True}
    kernel = {"name": "python3", "display_name": "labelqa lab", "language": "python"}
    language = {"name": "python", "version": "3.11.2", "mimetype": "text/x-python"}
    model["content"]["metadata"] |= {"kernelspec": kernel, "language_info": language}
    return {"type": "notebook", "format": "json", "content": model["content"]}


@pytest.mark.parametrize("name", ["mine.ipynb", "mine.py"])
def test_a_run_leaves_no_trace_in_the_file(files, tmp_path, name):
    """Nor does opening and saving: not a byte changes."""
    before = (tmp_path / name).read_bytes()
    files.save(run(files.get(name, type="notebook")), name)

    assert before == (tmp_path / name).read_bytes()


@pytest.mark.parametrize("name", ["mine.ipynb", "mine.py"])
def test_an_edit_is_all_that_changes(files, tmp_path, name):
    """The line that was added, and the parameters keep their defaults."""
    before = (tmp_path / name).read_text(encoding="utf-8")
    model = run(files.get(name, type="notebook"))
    model["content"]["cells"][-1]["source"] += "\nr.definitions()"
    files.save(model, name)
    after = (tmp_path / name).read_text(encoding="utf-8")

    assert "r.definitions()" in after
    assert before.count("\n") + 1 == after.count("\n")
    assert "agent 0042" not in after


def test_other_files_are_saved_as_they_are(files, tmp_path):
    """A text is no notebook."""
    files.save({"type": "file", "format": "text", "content": "outputs"}, "notes.txt")

    assert "outputs" == (tmp_path / "notes.txt").read_text(encoding="utf-8")

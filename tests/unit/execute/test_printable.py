"""What of a notebook can be printed, as one digest."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from labelqa.errors import NotebookError
from labelqa.execute import printable


def written(path: Path, *, tags: list[str] | None = None, prose: str = "Prose", **more: str) -> str:
    """The digest of a notebook of three cells: code with tags, prose, and a note."""
    cells = [
        nbformat.v4.new_code_cell(more.get("code", "1 + 1"), metadata={"tags": tags or []}),
        nbformat.v4.new_markdown_cell(prose),
        nbformat.v4.new_markdown_cell(more.get("note", "A note"), metadata={"tags": ["note"]}),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"by": more.get("by", "")}), path)
    return printable.digest(path)


@pytest.mark.parametrize("changed", [{"note": "Another"}, {"by": "QA"}, {}])
def test_notes_ids_and_metadata_do_not_count(tmp_path, changed):
    """Every notebook that is written gets other ids."""
    path = tmp_path / "a.ipynb"

    assert written(path) == written(path, **changed)


@pytest.mark.parametrize("changed", [{"code": "2 + 2"}, {"tags": ["scratch"]}, {"prose": "More prose"}])
def test_code_its_tags_and_prose_count(tmp_path, changed):
    """They may change what is printed."""
    path = tmp_path / "a.ipynb"

    assert written(path) != written(path, **changed)


def test_a_file_that_is_no_notebook_is_refused(tmp_path):
    """As when it is run."""
    (tmp_path / "a.ipynb").write_text("{")

    with pytest.raises(NotebookError, match="cannot be read as a notebook"):
        printable.digest(tmp_path / "a.ipynb")

"""A workspace gets copies of the package's notebooks and templates, and keeps what it has."""

from __future__ import annotations

import pytest

from labelqa import shipped
from labelqa.beginnings import copy_all, copy_notebook
from labelqa.params import Folders, Project

FILE = "market_report.ipynb"


@pytest.fixture
def folders(tmp_path) -> Folders:
    """Those of an empty workspace."""
    return Folders(tmp_path, Project(organisation="Team"))


def test_all_notebooks_and_the_templates_are_copied_once(folders, tmp_path):
    """Byte by byte; the second time there is nothing left to copy."""
    copied = copy_all(folders)
    theirs = {path.relative_to(shipped.workspace()) for path in shipped.workspace().glob("notebooks/*.ipynb")}

    assert {tmp_path / path for path in theirs} | {tmp_path / "templates"} == set(copied)
    assert all((tmp_path / p).read_bytes() == (shipped.workspace() / p).read_bytes() for p in theirs)
    assert (tmp_path / "templates/report/index.html.j2").is_file()
    assert () == copy_all(folders)
    assert tmp_path / "notebooks" / FILE == folders.notebook(FILE)


def test_copies_go_where_project_yml_says(tmp_path):
    """Into the folders that it names."""
    copy_all(Folders(tmp_path, Project(organisation="Team", notebooks="books", templates="looks")))

    assert (tmp_path / "books" / FILE).is_file()
    assert (tmp_path / "looks/report/index.html.j2").is_file()


def test_nothing_is_copied_over_what_is_there_or_of_what_is_not(folders, tmp_path):
    """A link that leads nowhere is somebody's, too."""
    link = tmp_path / "notebooks" / FILE
    link.parent.mkdir()
    link.symlink_to(tmp_path / "gone")

    assert not copy_notebook(folders, FILE)
    assert not copy_notebook(folders, "mine.ipynb")
    assert [link] == list(link.parent.iterdir())

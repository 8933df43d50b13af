"""Notebooks and templates are the workspace's own where it has them, else the package's."""

from __future__ import annotations

import pytest

from labelqa import provenance, shipped
from labelqa.params import Folders, Project

THEIRS = shipped.workspace()
FILE = "market_report.ipynb"


@pytest.fixture
def folders(tmp_path) -> Folders:
    """Those of an empty workspace."""
    return Folders(tmp_path, Project(organisation="Team"))


def test_an_empty_workspace_uses_the_package_s(folders):
    """Which is said where they are named."""
    assert THEIRS / "notebooks" / FILE == folders.notebook(FILE)
    assert THEIRS / "templates" == folders.templates
    assert f"notebooks/{FILE} of {shipped.version()}" == folders.called(folders.notebook(FILE))


def test_a_notebook_in_the_workspace_goes_before_the_package_s_of_its_name(folders, tmp_path):
    """One by one: the others are still the package's."""
    own = tmp_path / "notebooks" / FILE
    own.parent.mkdir()
    own.write_text("mine", encoding="utf-8")

    assert own == folders.notebook(FILE)
    assert THEIRS / "notebooks" / "ramp_up.ipynb" == folders.notebook("ramp_up.ipynb")
    assert f"notebooks/{FILE}" == folders.called(own)


def test_templates_are_the_workspace_s_or_the_package_s_as_a_whole(folders, tmp_path):
    """A folder of that name is enough."""
    (tmp_path / "templates").mkdir()

    assert tmp_path / "templates" == folders.templates


def test_a_folder_that_is_named_is_all_there_is(tmp_path):
    """What is not in it is nowhere, and is said to be missing there."""
    named = Folders(tmp_path, Project(organisation="Team", notebooks="books", templates="looks"))

    assert tmp_path / "books" / FILE == named.notebook(FILE)
    assert tmp_path / "looks" == named.templates


def test_a_notebook_that_nobody_has_is_missed_in_the_workspace(folders, tmp_path):
    """Where it would have to be written."""
    assert tmp_path / "notebooks" / "gone.ipynb" == folders.notebook("gone.ipynb")


def test_an_unchanged_copy_is_still_the_package_s(folders, tmp_path):
    """A changed byte makes it the workspace's own."""
    copy = tmp_path / FILE
    copy.write_bytes((THEIRS / "notebooks" / FILE).read_bytes())
    before = provenance.origins(copy, folders.templates)
    copy.write_bytes(copy.read_bytes() + b"\n")

    assert {"notebook": shipped.version(), "templates": shipped.version()} == before
    assert before | {"notebook": shipped.OWN} == provenance.origins(copy, folders.templates)

"""What says which of several folders is current, whatever became of a link."""

from __future__ import annotations

from pathlib import Path

import pytest

from labelqa import pointers

MARKER = "manifest.json"


@pytest.fixture
def parent(tmp_path: Path) -> Path:
    """Three folders, r2 the current one."""
    for name in ("r1", "r2", "r10"):
        _write(tmp_path / name, name)
    pointers.point(tmp_path, "r2", MARKER)
    return tmp_path


def _write(folder: Path, name: str) -> None:
    folder.mkdir()
    (folder / MARKER).write_text(name)
    (folder / "report.pdf").write_text(f"report {name}")


def said(parent: Path) -> tuple[str, str | None]:
    """How the pointer is read, and the name of what is current."""
    read = pointers.read(parent, MARKER)
    return read.how, read.folder and read.folder.name


def without(parent: Path) -> Path:
    """The place of the pointer, empty."""
    (parent / "current").unlink()
    return parent / "current"


def test_a_link_names_the_folder(parent):
    """As long as nobody copied it."""
    assert ("link", "r2") == said(parent)


@pytest.mark.parametrize("text", ["r2", "r2\n"])
def test_a_text_names_the_folder(parent, text):
    """Ours, or what some tools make of a link."""
    without(parent).write_text(text)

    assert ("text", "r2") == said(parent)


@pytest.mark.parametrize("text", ["", "../../etc", "r2/../r1", "/etc"])
def test_a_text_that_names_no_numbered_folder_leads_nowhere_else(parent, text):
    """The newest is current then."""
    without(parent).write_text(text)

    assert ("text", "r10") == said(parent)


def test_a_copy_is_known_by_its_marker(parent):
    """The folder it was copied from is the one to read."""
    _write(without(parent), "r2")

    assert ("copy", "r2") == said(parent)


def test_a_copy_whose_original_is_missing_is_current_itself(parent):
    """It may be all there is."""
    _write(without(parent), "r7")

    assert ("copy", "current") == said(parent)


def test_the_newest_is_current_where_nothing_says(parent):
    """By number; before the first there is none."""
    without(parent)

    assert ("nothing", "r10") == said(parent)
    assert ("nothing", None) == said(parent / "elsewhere")


def test_pointing_anew_replaces_a_copy_by_a_link_and_leaves_nothing_of_it(parent):
    """It repeats what its original holds."""
    _write(without(parent), "r2")
    pointers.point(parent, "r10", MARKER)

    assert ("link", "r10") == said(parent)
    assert ["current", "r1", "r10", "r2"] == sorted(path.name for path in parent.iterdir())


@pytest.mark.parametrize("lost", ["report.pdf", MARKER])
def test_pointing_anew_keeps_a_folder_that_holds_more_than_its_original(parent, lost):
    """Nothing is lost, whatever was copied where."""
    _write(without(parent), "r2")
    (parent / "r2" / lost).unlink()
    pointers.point(parent, "r10", MARKER)

    assert ("link", "r10") == said(parent)
    assert "report r2" == (parent / "current-kept-1" / "report.pdf").read_text()

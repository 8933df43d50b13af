"""Cells that changed between two notebooks."""

from __future__ import annotations

import nbformat

from labelqa.differences import cells


def notebook(*sources: str, tags: dict[int, list[str]] | None = None) -> bytes:
    """A notebook of code cells, by place with tags."""
    made = [nbformat.v4.new_code_cell(source) for source in sources]
    for place, names in (tags or {}).items():
        made[place].metadata.tags = names
    return nbformat.writes(nbformat.v4.new_notebook(cells=made)).encode()


def test_ids_do_not_count():
    """Every notebook that is written anew has others."""
    assert () == cells.compare(notebook("a = 1"), notebook("a = 1"))


def test_a_changed_cell_is_told_line_by_line():
    """With what stayed around it."""
    (change,) = cells.compare(notebook("x", "a = 1\nb = 2\nc"), notebook("x", "a = 1\nb = 3\nc"))

    assert (2, 2) == (change.before, change.after)
    assert ["a = 1", "-b = 2", "+b = 3", "c"] == [
        {"same": "", "gone": "-", "new": "+"}[line.kind] + line.text for line in change.lines
    ]


def test_new_and_gone_cells_have_their_number_on_the_side_that_has_them():
    """Cells behind them are where they were, but for their number."""
    before = notebook("first", "goes away altogether", "between", "third = 3")
    after = notebook("first", "between", "a new cell of its own", "third = 4")
    found = [(change.before, change.after) for change in cells.compare(before, after)]

    assert [(2, None), (None, 3), (4, 4)] == found


def test_tags_count():
    """They decide what is printed."""
    (change,) = cells.compare(notebook("a"), notebook("a", tags={0: ["scratch"]}))

    assert ("", "scratch") == change.tags


def test_the_forms_of_the_two_may_differ():
    """A notebook that became a script of the same cells has not changed; a changed line is told."""
    script = b"# %%\na = 1\n\n# %%\nb = 2\n"
    (change,) = cells.compare(notebook("a = 1", "b = 3"), script)

    assert () == cells.compare(notebook("a = 1", "b = 2"), script)
    assert ["b = 3", "b = 2"] == [line.text for line in change.lines]

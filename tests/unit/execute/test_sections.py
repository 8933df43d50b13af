"""What a notebook's sections need is read from its cells; a missing table is traced to those it ends."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from labelqa.errors import NotebookError
from labelqa.execute.sections import needs, without


def notebook(folder: Path, *cells: str) -> Path:
    """A notebook of these cells."""
    path = folder / "report.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells]), path)
    return path


def test_needs_are_read_as_they_are_written(tmp_path):
    """In place, by a name given in the same cell, by the exhibit that starts the section, or none."""
    path = notebook(
        tmp_path,
        'r.section("accuracy", r.headline(a), needs=("audited_labels",))',
        'wanted = ("requests", "gold or audits")\nr.section("both", "Both", needs=wanted)',
        'r.ramp_up.section("joiners", "New", ramp, judged=True)\nr.section("methods", "How", layout="annex")',
        'r.section(name, "A name made by code")',
    )

    assert {
        "accuracy": ("audited_labels",),
        "both": ("requests", "gold or audits"),
        "joiners": ("people", "audited_labels", "label_days"),
        "methods": (),
    } == needs(path)


def test_a_cell_that_is_not_python_is_named(tmp_path):
    """As when the notebook is run."""
    with pytest.raises(NotebookError, match=r"report\.ipynb, cell 1: line 1 is not Python"):
        needs(notebook(tmp_path, "r.section("))


@pytest.mark.parametrize(
    ("missing", "off"),
    [
        ({"audits"}, {"audits": ["accuracy", "both"]}),
        ({"requests"}, {}),
        ({"time", "requests"}, {"time": ["either", "adherence"], "requests": ["either"]}),
        ({"schedules"}, {"schedules": ["adherence"]}),
        ({"vendors"}, {}),
    ],
)
def test_a_missing_table_ends_the_sections_that_cannot_do_without(missing, off):
    """What is made of it counts as missing; of alternatives one is enough."""
    needed = {
        "accuracy": ("audited_labels",),
        "both": ("deliveries", "audited_labels"),
        "either": ("requests or time_days",),
        "adherence": ("adherence_days",),
        "methods": (),
    }

    assert off == without(needed, missing)

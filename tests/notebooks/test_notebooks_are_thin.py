"""A notebook is a page an analyst can read: short cells, no machinery, one import, no outputs."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from labelqa.cli.starting import STARTER
from labelqa.params import load

OF_REPORTS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
NOTEBOOKS = [*OF_REPORTS, Path(str(STARTER / "report.ipynb"))]
MOST_LINES = 12
MACHINERY = (
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef, ast.For, ast.AsyncFor, ast.While),
    *(ast.If, ast.Try, ast.TryStar, ast.With, ast.AsyncWith, ast.Match, ast.comprehension),
)
COMMENTED = re.compile(r"\w+: \w+ = .+  # \S.*\.")


@pytest.fixture(params=NOTEBOOKS, ids=[path.name for path in NOTEBOOKS])
def path(request) -> Path:
    """Each notebook of the project, and the one that reports of one's own begin with."""
    return request.param


@pytest.fixture
def notebook(path) -> dict:
    """Its JSON."""
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture
def cells(notebook) -> list[dict]:
    """Its code cells."""
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


@pytest.fixture
def parameters(cells) -> str:
    """The source of its one cell tagged `parameters`."""
    (cell,) = [cell for cell in cells if "parameters" in cell["metadata"].get("tags", [])]
    return "".join(cell["source"])


def source(cell: dict) -> str:
    """A cell's code."""
    return "".join(cell["source"])


def test_there_are_notebooks():
    """The other tests have something to look at."""
    assert OF_REPORTS
    assert all(path.is_file() for path in NOTEBOOKS)


def test_cells_are_short(cells):
    """One idea each."""
    assert [] == [cell["id"] for cell in cells if source(cell).count("\n") >= MOST_LINES]


def test_cells_hold_no_machinery(cells):
    """No definitions, loops or branches: these belong into the package."""
    found = {
        (cell["id"], type(node).__name__)
        for cell in cells
        for node in ast.walk(ast.parse(source(cell)))
        if isinstance(node, MACHINERY)
    }

    assert set() == found


def test_only_the_report_is_imported(cells):
    """What a notebook needs comes from one place."""
    imports = {
        node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
        for cell in cells
        for node in ast.walk(ast.parse(source(cell)))
        if isinstance(node, ast.Import | ast.ImportFrom)
    }

    assert {"labelqa.report"} == imports


def test_it_is_saved_without_outputs(cells):
    """Nothing of a run, no counts and no data."""
    assert [] == [cell["id"] for cell in cells if cell["outputs"] or cell["execution_count"] is not None]


def test_it_asks_for_the_plain_kernel(notebook):
    """python3, wherever it runs."""
    assert "python3" == notebook["metadata"]["kernelspec"]["name"]


def test_markdown_is_for_who_reads_the_notebook(notebook):
    """None of it is prose of the report."""
    markdown = [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"]

    assert [["note"]] * len(markdown) == [cell["metadata"].get("tags") for cell in markdown]


def test_parameters_are_typed_and_commented(parameters):
    """One to a line, with a type, a default and a sentence."""
    assert [] == [line for line in parameters.splitlines() if not COMMENTED.fullmatch(line)]


@pytest.mark.parametrize("path", OF_REPORTS, ids=[path.name for path in OF_REPORTS])
def test_parameters_are_those_of_its_reports(path, parameters, repository):
    """The extract, and what params/reports lets a run set, with the same defaults."""
    declared = {
        node.target.id: ast.literal_eval(node.value)
        for node in ast.parse(parameters).body
        if isinstance(node, ast.AnnAssign)
    }
    reports = [report for report in load(repository).reports.values() if report.notebook == path.name]

    assert reports
    assert [{"extract": "", **{n: p.default for n, p in r.parameters.items()}} for r in reports] == [
        declared for _ in reports
    ]


def test_ids_of_cells_say_what_they_are(notebook):
    """A failing cell is named by its id."""
    ids = [cell["id"] for cell in notebook["cells"]]

    assert len(ids) == len(set(ids))
    assert [] == [each for each in ids if not re.fullmatch(r"[a-z][a-z-]+", each)]

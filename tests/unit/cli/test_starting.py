"""A report of one's own is begun with a notebook and a file of params."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from labelqa.cli import app
from labelqa.cli.reviewing import review
from labelqa.cli.starting import STARTER
from labelqa.execute.notebook_forms import as_script, of_jupyter
from labelqa.params import load

from .. import workspaces


@pytest.fixture
def root(company, repository) -> Path:
    """A workspace of one market."""
    return workspaces.write(company, repository / "templates")


def new(root: Path, name: str) -> Result:
    """Begin a report in a workspace."""
    return CliRunner().invoke(app, ["new", "report", "-w", str(root), "--", name], catch_exceptions=False)


def files(root: Path) -> dict[str, bytes]:
    """The notebooks and params of a workspace."""
    found = [*(root / "notebooks").rglob("*"), *(root / "params").rglob("*")]
    return {str(path): path.read_bytes() for path in found if path.is_file()}


@pytest.mark.parametrize(
    ("name", "title"), [("night_shift", "Night shift"), ("null", "Null"), ("q4_2026", "Q4 2026")]
)
def test_it_is_a_report_of_the_workspace_at_once(root, name, title):
    """In the company's own edition; the files and the next command are printed."""
    result = new(root, name)
    begun = load(root).reports[name]

    assert 0 == result.exit_code
    assert (title, f"{name}.ipynb", ("internal",)) == (begun.title, begun.notebook, begun.editions)
    assert [
        str(root / "notebooks" / f"{name}.ipynb"),
        str(root / "params" / "reports" / f"{name}.yml"),
        f"  make it: labelqa run {name} -m SG -p last-month",
    ] == result.stdout.splitlines()[:3]


def test_it_is_begun_as_a_script_where_that_is_asked_for(root):
    """The same cells, and params that name the script."""
    command = ["new", "report", "mine", "--py", "-w", str(root)]
    result = CliRunner().invoke(app, command, catch_exceptions=False)
    kept = (STARTER / "report.ipynb").read_text(encoding="utf-8")

    assert 0 == result.exit_code
    assert "mine.py" == load(root).reports["mine"].notebook
    assert as_script(of_jupyter(kept)) == (root / "notebooks/mine.py").read_text(encoding="utf-8")
    assert [] == review(root)[1]


def test_the_editions_are_those_of_the_company_by_whatever_name(root):
    """Their names are the workspace's own."""
    for file in ("editions.yml", "reports/market_report.yml"):
        path = root / "params" / file
        path.write_text(path.read_text().replace("internal:", "ours:").replace("[internal]", "[ours]"))
    new(root, "mine")

    assert ("ours",) == load(root).reports["mine"].editions


@pytest.mark.parametrize("name", ["Mine", "my-report", "1st", "../mine", "a b", "", "-x", "a" * 41, "mine\n"])
def test_a_name_that_is_none_is_refused(root, name):
    """Nothing is written."""
    before = files(root)
    result = new(root, name)

    assert (2, "") == (result.exit_code, result.stdout)
    assert "is no name of a report; begin with a small letter" in result.stderr
    assert before == files(root)


@pytest.mark.parametrize("there", ["notebooks/mine.ipynb", "params/reports/market_report.yml"])
def test_what_is_there_is_never_overwritten(root, there):
    """Neither half is written where one of them is there."""
    path = root / there
    if not path.exists():
        path.write_text("mine")
    before = files(root)
    result = new(root, path.stem)

    assert (2, "") == (result.exit_code, result.stdout)
    assert f"{path}: is there already; choose another name, or remove it" in result.stderr
    assert before == files(root)

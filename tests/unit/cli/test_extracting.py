"""An analyst gets a report's extract, and the notebook that opens it."""

from __future__ import annotations

import stat
from pathlib import Path

import nbformat
import pytest
from click.testing import Result
from typer.testing import CliRunner

from labelqa.cli import app
from labelqa.execute.notebook_forms import as_script, loaded
from labelqa.extracts import open_extract
from labelqa.registry import Registry

from .. import workspaces

JOB = ("market_report", "-m", "SG", "-p", "2026-10")


@pytest.fixture
def root(company, repository) -> Path:
    """A workspace of one market with a vendor's edition, whose report has a parameter."""
    root = workspaces.write(company, repository / "templates")
    workspaces.add_vendor(root)
    report = root / "params/reports/market_report.yml"
    text = report.read_text(encoding="utf-8").replace("[internal]", "[internal, vendors]")
    report.write_text(f"{text}parameters: {{weeks: {{type: integer, default: 4, about: Weeks.}}}}\n")
    notebook = nbformat.read(root / "notebooks/market_report.ipynb", as_version=4)
    notebook.cells[0].source += "\nweeks: int = 4  # Weeks."
    nbformat.write(notebook, root / "notebooks/market_report.ipynb")
    return root


@pytest.fixture
def into(tmp_path) -> Path:
    """A folder that is not there yet."""
    return tmp_path / "my desk" / "october"


def extract(root: Path, into: Path, *words: str) -> Result:
    """Run the command in a workspace."""
    command = ["extract", *words, "--into", str(into), "-w", str(root)]
    return CliRunner().invoke(app, command, catch_exceptions=False)


def test_it_leaves_the_extract_and_a_notebook_that_opens_it(root, into):
    """The parameters are filled in, only the owner may enter, and the way on is printed."""
    result = extract(root, into, *JOB, "--set", "weeks=9")
    parameters = nbformat.read(into / "market_report.ipynb", as_version=4).cells[0].source
    said = result.stdout.splitlines()

    assert 0 == result.exit_code
    assert {"extract", "market_report.ipynb"} == {path.name for path in into.iterdir()}
    assert 0o700 == stat.S_IMODE(into.stat().st_mode)
    assert f"{str(into / 'extract')!r}" in parameters
    assert "weeks: int = 9  # Weeks." in parameters
    assert str(into) == said[0]
    assert all(f"'{into}" in line for line in said[1:])  # in quotes: there is a space in it


def test_of_a_script_the_copy_is_a_notebook_that_every_tool_opens(root, into):
    """With its parameters filled in; papermill reads no script, and is not named."""
    notebook, report = root / "notebooks/market_report.ipynb", root / "params/reports/market_report.yml"
    notebook.with_suffix(".py").write_text(as_script(loaded(notebook)))
    report.write_text(report.read_text().replace("market_report.ipynb", "market_report.py"))
    result = extract(root, into, *JOB, "--set", "weeks=9")
    parameters = nbformat.read(into / "market_report.ipynb", as_version=4).cells[0].source

    assert 0 == result.exit_code
    assert {"extract", "market_report.ipynb"} == {path.name for path in into.iterdir()}
    assert "weeks: int = 9  # Weeks." in parameters
    assert "papermill" not in result.stdout


def test_the_folder_stands_for_the_extract_in_it(root, into):
    """Whoever opens the one opens the other, verified."""
    extract(root, into, *JOB)

    assert open_extract(into / "extract") == open_extract(into) == open_extract(str(into))
    assert {"weeks": 4} == open_extract(into).context.parameters


def test_nothing_is_registered_or_published(root, into):
    """An extract is no run: only the snapshot stays, for the next one."""
    extract(root, into, *JOB)
    registry = Registry.beside(root / "outputs")

    assert {"snapshots", "labelqa.db"} == {path.name for path in (root / "outputs").iterdir()}
    assert ([], set()) == (registry.runs(9), registry.released())


def test_a_folder_that_holds_something_is_left_as_it_is(root, into):
    """Nothing is frozen for it either; an empty one is taken."""
    into.mkdir(parents=True)
    (into / "notes.txt").write_text("mine")
    refused = extract(root, into, *JOB)
    (into / "notes.txt").unlink()

    assert 2 == refused.exit_code
    assert f"--into: {into} is not empty; name a new or an empty folder" in refused.stderr
    assert not (root / "outputs").exists()
    assert 0 == extract(root, into, *JOB).exit_code


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("none", "-p", "2026-10"), "none"),
        (("market_report", "-p", "2026-10", "-m", "XX"), "XX"),
        (("market_report", "-p", "2026-10", "-e", "nobody"), "nobody"),
        (("market_report", "-p", "2026-10", "--set", "weeks=many"), "weeks"),
        (("market_report", "-p", "2026-10", "--set", "days=3"), "days"),
        (("market_report", "-p", "2026-13"), "2026-13"),
    ],
)
def test_wrong_usage_ends_with_2_and_leaves_nothing(root, into, words, said):
    """What is wrong is named, and no folder is made."""
    result = extract(root, into, *words)

    assert (2, "") == (result.exit_code, result.stdout)
    assert said in result.stderr
    assert not into.exists()
    assert not (root / "outputs").exists()


def test_a_report_on_one_market_asks_for_it_where_there_are_several(root, into):
    """With one market only there is nothing to ask."""
    assert 0 == extract(root, into, "market_report", "-p", "2026-10").exit_code
    markets = root / "params" / "markets"
    (markets / "ID.yml").write_text((markets / "SG.yml").read_text())
    result = extract(root, into / "more", "market_report", "-p", "2026-10")

    assert (2, "") == (result.exit_code, result.stdout)
    assert "market_report is a report on one market; name one of ID, SG" in result.stderr


def test_frozen_data_that_are_not_there_end_with_3(root, into):
    """As of a run; an empty folder is the most that stays."""
    result = extract(root, into, *JOB, "--frozen")

    assert 3 == result.exit_code
    assert "`labelqa snapshot`" in result.stderr
    assert not into.exists()


def test_a_notebook_that_no_run_takes_leaves_nothing_behind(root, into):
    """Not half of it: the extract goes as well."""
    workspaces.write_notebook(root, "weeks = 3")
    result = extract(root, into, *JOB)

    assert 1 == result.exit_code
    assert "does not declare weeks" in result.stderr
    assert [] == list(into.iterdir())


def test_a_vendors_extract_needs_keys_and_is_no_release(root, into):
    """With them it holds pseudonyms, the ledger is as it was, and the note says so."""
    without = extract(root, into, *JOB, "-e", "v1")
    CliRunner().invoke(app, ["keys", "-w", str(root)])
    result = extract(root, into, *JOB, "-e", "v1")

    assert 4 == without.exit_code
    assert "make them with `labelqa keys`" in without.stderr
    assert 0 == result.exit_code, result.stderr
    assert "note: no rate of others is in it" in result.stderr
    assert {"p1", "p2"}.isdisjoint(open_extract(into).table("people")["person_id"])
    assert set() == Registry.beside(root / "outputs").released()

"""`labelqa init` makes a workspace, says what comes next, and overwrites nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from labelqa.cli import app
from labelqa.params import load


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def labelqa(*words: str) -> Result:
    """A command in the folder."""
    return CliRunner().invoke(app, [*words], catch_exceptions=False)


def test_a_folder_becomes_a_workspace_without_a_question(here):
    """What was written is listed, and what to type next."""
    result = labelqa("init", "our-team")

    assert 0 == result.exit_code
    assert [str(here / "our-team" / name) for name in ("params", "README.md", ".gitignore")] == (
        result.stdout.splitlines()[:3]
    )
    assert "  cd our-team" in result.stdout.splitlines()
    assert "Our team" == load(here / "our-team").project.organisation
    assert 0 == labelqa("check", "--fast", "-w", "our-team").exit_code


def test_a_workspace_is_begun_once(here):
    """The second time names what can be had all the same."""
    labelqa("init", "team")
    again = labelqa("init", "team")
    sample = labelqa("init", "team", "--sample", "--notebooks")

    assert (2, 2) == (again.exit_code, sample.exit_code)
    assert "is a workspace already" in again.stderr
    assert "labelqa sample" in sample.stderr


def test_the_sample_company_fills_a_new_workspace(here):
    """With its params and its data, of as many labels as asked for."""
    result = labelqa("init", "team", "--sample", "--labels", "20000")

    assert 0 == result.exit_code
    assert "Harbour Market" == load(here / "team").project.organisation
    assert (here / "team/data/answers.json").is_file()
    assert "labelqa run market_report -m SG -p 2026-10 -e internal" in result.stdout


def test_a_sample_that_cannot_be_made_leaves_no_workspace(here):
    """Of too few labels, or where data of somebody else are."""
    few = labelqa("init", "few", "--sample", "--labels", "5")
    (here / "theirs/data").mkdir(parents=True)
    (here / "theirs/data/export.csv").touch()
    theirs = labelqa("init", "theirs", "--sample")

    assert (2, 2) == (few.exit_code, theirs.exit_code)
    assert not (here / "few/params").exists()
    assert ["data"] == [path.name for path in (here / "theirs").iterdir()]


def test_the_sample_takes_the_place_of_params_that_are_nobody_s(here):
    """Those that somebody changed stay."""
    labelqa("init", "fresh")
    labelqa("init", "mine")
    project = here / "mine/params/project.yml"
    project.write_text(project.read_text(encoding="utf-8").replace('"Mine"', "Acme"), encoding="utf-8")
    codes = [labelqa("sample", "-w", name, "--labels", "20000").exit_code for name in ("fresh", "mine")]

    assert [0, 0] == codes
    assert "Harbour Market" == load(here / "fresh").project.organisation
    assert "Acme" == load(here / "mine").project.organisation


def test_a_report_is_begun_in_a_workspace_without_any(here):
    """It is the first one."""
    labelqa("init", "team")
    for path in (here / "team/params/reports").iterdir():
        path.unlink()
    result = labelqa("new", "report", "mine", "-w", "team")

    assert 0 == result.exit_code
    assert ["mine"] == list(load(here / "team").reports)


def test_a_sheet_is_written_once_with_the_mapping_that_reads_it(here):
    """As a workbook or as CSV; a table that nobody delivers is named with those there are."""
    workbook = labelqa("template", "labels")
    text = labelqa("template", "audits", "--csv", "--into", "in-audits.csv")
    again = labelqa("template", "labels")
    unknown = labelqa("template", "markets")

    assert 'labels: {files: "labels.xlsx", sheet: labels}' in workbook.stdout
    assert 'audits: {files: "in-audits.csv"}' in text.stdout
    assert (here / "in-audits.csv").read_text(encoding="utf-8").startswith("audit_id,market_id,")
    assert (2, 2) == (again.exit_code, unknown.exit_code)
    assert "labels.xlsx: is there already" in again.stderr
    assert "known: actions" in unknown.stderr

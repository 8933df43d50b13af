"""Why jobs made no report: what a market's jobs share is told once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from labelqa.cli import app
from labelqa.cli.causes import Causes
from labelqa.errors import DataError, NotebookError, Problem
from labelqa.params import Job
from labelqa.periods import parse
from labelqa.pipeline import failure

from .. import workspaces

JOBS = [
    Job(report, market, parse("2026-10"), "internal") for market in ("ID", "SG") for report in ("one", "two")
]
LINKED = DataError(*(Problem("is a link", f"data/{n}.csv", "copy it") for n in range(5)))
BROKEN = NotebookError(Problem("line 1 is not Python", "one.ipynb, cell 2", "mend it"))


def told(error: Exception) -> list[str]:
    """The lines on jobs that all end with the same error."""
    causes = Causes(JOBS)
    return [line for job in JOBS for line in causes.lines(failure(job, error))]


def test_refused_data_are_told_once_for_each_market():
    """Two jobs of two markets are two lines, which name the market."""
    line = "data/0.csv, data/1.csv, data/2.csv and 2 more: is a link; copy it"

    assert [f"refused: 2026-10/ID: {line}", f"refused: 2026-10/SG: {line}"] == told(LINKED)


def test_another_cause_names_its_job_and_the_second_time_the_first():
    """Every job that failed is there; the cause stands once for a market."""
    assert [
        "failed: 2026-10/ID/one/internal: one.ipynb, cell 2: line 1 is not Python; mend it",
        "failed: 2026-10/ID/two/internal: as 2026-10/ID/one/internal",
        "failed: 2026-10/SG/one/internal: one.ipynb, cell 2: line 1 is not Python; mend it",
        "failed: 2026-10/SG/two/internal: as 2026-10/SG/one/internal",
    ] == told(BROKEN)


def test_a_defect_is_told_by_its_kind():
    """What is no error of ours has no place and no remedy."""
    (line,) = Causes(JOBS).lines(failure(JOBS[0], ZeroDivisionError("division by zero")))

    assert "failed: 2026-10/ID/one/internal: ZeroDivisionError: division by zero" == line


@pytest.fixture
def root(company, repository, tmp_path_factory) -> Path:
    """A workspace of two reports whose data folder is a link to another place."""
    root = workspaces.write(company, repository / "templates")
    text = "title: Second\nnotebook: market_report.ipynb\nowner: Quality team\neditions: [internal]\n"
    (root / "params" / "reports" / "second.yml").write_text(text)
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "data"
    (root / "data").rename(elsewhere)
    (root / "data").symlink_to(elsewhere)
    return root


def labelqa(root: Path, *words: str) -> Result:
    """Run a command on October."""
    return CliRunner().invoke(app, [words[0], "-w", str(root), *words[1:]], catch_exceptions=False)


def test_a_run_tells_people_once_and_programs_each_job_with_every_file(root, company):
    """One line on stderr for one link; eight files in the cause of each job and in the record."""
    run = labelqa(root, "run", "-p", "2026-10", "--json")
    causes = [json.loads(line)["cause"].splitlines() for line in run.stdout.splitlines()]
    (refused,) = [line for line in run.stderr.splitlines() if line.startswith("refused")]
    record = labelqa(root, "runs", "1").stdout
    more = len(company.rows) - 3

    assert 3 == run.exit_code
    assert refused.startswith("refused: 2026-10/SG: data/audits.parquet, data/label_classes.parquet, ")
    assert f" and {more} more: is below data, a link to " in refused
    assert [len(company.rows)] * 2 == [len(lines) for lines in causes]
    assert len(company.rows) == record.count("is below data, a link to ")


def test_a_check_tells_it_once_too(root):
    """One line for the market."""
    check = labelqa(root, "check", "-p", "2026-10")

    assert 3 == check.exit_code
    assert 1 == check.stderr.count("is below data, a link to ")

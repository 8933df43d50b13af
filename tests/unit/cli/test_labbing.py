"""What `labelqa lab` refuses before anything starts; tests/browser opens one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from labelqa.cli import app

from .. import workspaces

SECOND = "title: Second\nnotebook: market_report.ipynb\nowner: Quality team\neditions: [internal]\n"


@pytest.fixture
def root(company, repository) -> Path:
    """A workspace of one market and one report."""
    return workspaces.write(company, repository / "templates")


def lab(root: Path, *words: str) -> Result:
    """Run the command in a workspace."""
    command = ["lab", *words, "-p", "2026-10", "--no-browser", "-w", str(root)]
    return CliRunner().invoke(app, command, catch_exceptions=False)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("none",), "none"),
        (("market_report", "-m", "XX"), "XX"),
        (("-m", "SG", "-e", "nobody"), "nobody"),
        (("market_report", "--set", "days=3"), "days"),
        (("--set", "days"), "'days' sets nothing"),
    ],
)
def test_wrong_usage_ends_with_2_and_leaves_nothing(root, words, said):
    """What is wrong is named, and nothing is frozen."""
    result = lab(root, *words)

    assert (2, "") == (result.exit_code, result.stdout)
    assert said in result.stderr
    assert not (root / "outputs" / "snapshots").exists()


def test_a_notebook_opens_one_job_at_a_time(root):
    """Of two reports with one notebook, and of two markets, one has to be named."""
    (root / "params/reports/second.yml").write_text(SECOND)
    result = lab(root)

    assert 2 == result.exit_code
    assert "market_report.ipynb: opens one job at a time; name a market by -m, or a report" in result.stderr


def test_without_jupyterlab_the_extra_is_named(root, monkeypatch):
    """It comes with the extra `desk`."""
    monkeypatch.setitem(sys.modules, "jupyterlab.commands", None)
    result = lab(root, "market_report")

    assert 2 == result.exit_code
    assert "JupyterLab is not installed; pip install 'labelqa[desk]'" in result.stderr

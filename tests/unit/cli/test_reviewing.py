"""What a check finds in commentary before anything runs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from labelqa.cli.reviewing import review

from .. import workspaces

COMMENT = "- {figure: accuracy.audit.overal, text: So., author: A. Tan, date: 2026-11-20, about: 96 %}\n"


@pytest.fixture
def root(company, repository) -> Path:
    """A workspace with a comment on a misspelt figure."""
    root = workspaces.write(company, repository / "templates")
    path = root / "params/commentary/2026-10/SG.yml"
    path.parent.mkdir(parents=True)
    path.write_text(COMMENT)
    return root


def problems(root: Path) -> list[str]:
    """What a check says of the workspace."""
    _, errors = review(root)
    return [str(problem) for error in errors for problem in error.problems]


def test_a_comment_on_a_figure_that_no_report_of_the_market_prints_is_named(root):
    """With its line, and the figure that may have been meant."""
    folder = root / "outputs/reports/2026-09/SG/market_report/internal/current"
    folder.mkdir(parents=True)
    figures = [{"name": "accuracy.audit.overall"}]
    (folder / "summary.json").write_text(json.dumps({"figures": figures}))
    (said,) = problems(root)

    assert said.startswith(
        "params/commentary/2026-10/SG.yml:1: no report prints a figure accuracy.audit.overal; "
    )
    assert "accuracy.audit.overall" in said


def test_where_no_report_was_made_yet_nobody_knows_its_figures(root):
    """A run notes what it does not print."""
    assert [] == problems(root)

"""What changed between two revisions of one edition, told and on one page."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from labelqa.cli import app

from .. import rivals

JOB = ("market_report", "-m", "SG", "-p", "2026-10")
TITLE = 'title="Volume"'


@pytest.fixture
def root(company, repository) -> Path:
    """A workspace of four vendors and the company's own edition."""
    rivals.move_in(company)
    root = rivals.write(company, repository / "templates")
    (root / "labelqa.keys").write_text("ab" * 32 + " 12\n", encoding="utf-8")
    (root / "labelqa.keys").chmod(0o600)
    return root


def call(root: Path, *words: str) -> Result:
    """A command in the workspace."""
    return CliRunner().invoke(app, [*words, "-w", str(root)], catch_exceptions=False)


def change(root: Path, before: str, after: str) -> None:
    """Edit the report's notebook."""
    path = root / "notebooks" / "market_report.ipynb"
    path.write_text(
        path.read_text(encoding="utf-8").replace(json.dumps(before)[1:-1], json.dumps(after)[1:-1])
    )


def twice(root: Path, edition: str) -> None:
    """Two revisions of an edition, which differ in a title and in a figure."""
    call(root, "run", *JOB, "-e", edition)
    change(root, TITLE, 'title="How many"')
    change(root, "value=labels, low=labels, high=labels", "value=labels + 1, low=labels, high=labels + 2")
    call(root, "run", *JOB, "-e", edition)


def test_two_revisions_are_compared_in_figures_pages_and_cells(root, tmp_path):
    """The newest two; the page is its owner's alone and needs nothing beside it."""
    twice(root, "internal")
    page = tmp_path / "diff.html"
    result = call(root, "diff", *JOB, "--into", str(page))
    text = page.read_text(encoding="utf-8")

    assert 0 == result.exit_code, result.output
    assert "internal r1 to" in result.stdout.splitlines()[0]
    assert "1 figures moved, 0 verdicts changed, 0 new, 0 gone" in result.stdout
    assert "1 cells changed" in result.stdout
    assert "made of other: notebook" in result.stdout
    assert 0o600 == stat.S_IMODE(page.stat().st_mode)
    assert "Internal edition: for the company's own teams".replace("'", "&#39;") in text.replace("'", "&#39;")
    assert [] == [word for word in ("<script", "http://", "https://") if word in text]


def test_other_programs_get_the_same_as_one_line(root):
    """Without a page, where none is asked for."""
    twice(root, "internal")
    line = json.loads(call(root, "diff", *JOB, "--json").stdout)

    assert (("r1", "r2"), ["labels.rows"], ["notebook"]) == (
        (line["before"]["revision"], line["after"]["revision"]),
        [figure["name"] for figure in line["figures"]],
        line["made_of"],
    )
    assert [{"before": 3, "after": 3}] == line["cells"]
    assert "file" not in line


def test_what_would_be_made_now_is_compared_and_nothing_is_published(root):
    """Before it is run for good."""
    call(root, "run", *JOB, "-e", "internal")
    change(root, TITLE, 'title="How many"')
    line = json.loads(call(root, "diff", *JOB, "--to", "working", "--json").stdout)
    home = root / "outputs/reports/2026-10/SG/market_report/internal"

    assert ("r1", "working") == (line["before"]["revision"], line["after"]["revision"])
    assert 1 == len(line["cells"])
    assert ["r1"] == [path.name for path in home.glob("r*")]


def test_a_vendors_comparison_shows_no_cell_and_no_parameter(root, tmp_path):
    """They are the company's own; its page names the vendor it is for."""
    twice(root, "v1")
    page = tmp_path / "diff.html"
    result = call(root, "diff", *JOB, "-e", "v1", "--into", str(page), "--json")
    line, text = json.loads(result.stdout), page.read_text(encoding="utf-8")

    assert (None, None, ["labels.rows"]) == (
        line["cells"],
        line["parameters"],
        [figure["name"] for figure in line["figures"]],
    )
    assert "V1 edition: for v1 alone" in text
    assert "open_extract" not in text
    assert [] == [vendor for vendor in ("v2", "v3", "v4") if f">{vendor}<" in text]


def test_a_vendors_edition_is_not_made_without_being_cleared(root):
    """Not even to look at it."""
    call(root, "run", *JOB, "-e", "v1")
    result = call(root, "diff", *JOB, "-e", "v1", "--to", "working")

    assert 4 == result.exit_code
    assert "a vendor's edition is made by a run alone" in result.stderr


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 3, "has 1 revisions, too few to compare; run it once more"),
        (("--from", "r1", "--to", "r9"), 2, "has no revision r9; have r1"),
        (("--to", "newest"), 2, "'newest' is no revision"),
        (("--against", "2026-09"), 3, "2026-09/SG/market_report/internal: has 0 revisions"),
        (("--into", "nowhere/diff.html"), 2, "nowhere is no folder"),
    ],
)
def test_what_cannot_be_compared_is_named(root, words, code, said):
    """With what there is, or what to do."""
    call(root, "run", *JOB, "-e", "internal")
    result = call(root, "diff", *JOB, *words)

    assert (code, True) == (result.exit_code, said in result.stderr), result.stderr

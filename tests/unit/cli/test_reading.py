"""The documents come with the package, and every failed command names the part that explains it."""

from __future__ import annotations

import pytest
from click.testing import Result
from typer.testing import CliRunner

from labelqa.cli import app
from labelqa.cli.reading import anchor


def labelqa(*words: str) -> Result:
    """Run a command."""
    return CliRunner().invoke(app, [*words], catch_exceptions=False)


def test_without_a_name_all_pages_are_listed_with_their_titles(repository):
    """And where they lie."""
    said = labelqa("docs").stdout.splitlines()

    assert str(repository / "docs") == said[0]
    assert "  errors.md: Errors" in said
    assert "  commands/run.md: `labelqa run`" in said


@pytest.mark.parametrize("name", ["desk", "desk.md", "docs/desk.md"])
def test_a_page_is_printed_as_it_stands(repository, name):
    """By its name with or without its folder and ending."""
    text = (repository / "docs" / "desk.md").read_text(encoding="utf-8")

    assert f"{text}\n" == labelqa("docs", name).stdout


def test_a_part_ends_where_the_next_of_its_kind_begins():
    """What stands below it belongs to it."""
    said = labelqa("docs", "errors.md#dataerror").stdout

    assert said.startswith("## DataError\n")
    assert "\n### " in said
    assert "## ReleaseError" not in said


def test_a_comment_in_a_piece_of_code_is_no_heading():
    """It begins with the same sign."""
    said = labelqa("docs", "add-a-market#add-a-market").stdout

    assert "# params/markets/MY.yml\nname: Malaysia\n" in said
    assert said.rstrip().endswith("([add-a-vendor.md](add-a-vendor.md)).")


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("nope", "no page 'nope'"),
        ("desk#nope", "desk has no part 'nope'"),
        ("../README", "no page '../README'"),
    ],
)
def test_what_there_is_not_is_refused(name, what):
    """A page, a part of one, and what is no document."""
    result = labelqa("docs", name)

    assert 2 == result.exit_code
    assert f"error: docs: {what}" in result.stderr


def test_a_failed_command_ends_with_the_part_that_explains_it(tmp_path):
    """However many mistakes there are, each part is named once."""
    (tmp_path / "params" / "markets").mkdir(parents=True)
    (tmp_path / "params" / "project.yml").write_text("organisation: X\nodd: 1\nodder: 2\n", encoding="utf-8")
    result = labelqa("run", "-p", "2026-10", "-w", str(tmp_path))
    said = result.stderr.splitlines()

    assert "more: labelqa docs errors.md#paramserror" == said[-1]
    assert (
        1
        == sum(line.startswith("more: ") for line in said)
        < sum(line.startswith("error: ") for line in said)
    )
    assert labelqa("docs", "errors.md#paramserror").stdout.startswith("## ParamsError")


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("`r.accuracy(by=None)`", "raccuracybynone"),
        ("What it is not", "what-it-is-not"),
        ("params/project.yml", "paramsprojectyml"),
        ("p′ limits_of a-week", "p-limits_of-a-week"),
    ],
)
def test_an_anchor_is_made_as_github_makes_it(heading, expected):
    """Small letters, digits, hyphens and underscores; a space is a hyphen."""
    assert expected == anchor(heading)

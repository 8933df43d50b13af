"""A check says what it read of each table, what it refused and why, and what goes off without a table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from labelqa.cli import app
from labelqa.cli.check_tables import drawn
from labelqa.cli.checking import checked, contents
from labelqa.params import load
from labelqa.periods import parse
from labelqa.snapshots import freeze

from .. import workspaces
from ..conftest import TODAY

SECTION = 'r = None\nif r: r.section("accuracy", "Accuracy", needs=("requests", "audited_labels"))'


@pytest.fixture
def root(company, repository) -> Path:
    """A workspace of one market, whose notebook has one section that needs tables."""
    company.rows["labels"][30]["label_id"] = "odd"
    company.project += "rejected_share: 0.1\n"
    root = workspaces.write(company, repository / "templates")
    workspaces.write_notebook(root, SECTION)
    report = root / "params/reports/market_report.yml"
    figures = "figures: [{name: accuracy.audit.overall, section: accuracy}]\n"
    report.write_text(report.read_text(encoding="utf-8") + figures, encoding="utf-8")
    return root


def check(root: Path, *words: str) -> Result:
    """Check October."""
    return CliRunner().invoke(
        app, ["check", "-w", str(root), "-p", "2026-10", *words], catch_exceptions=False
    )


def test_rows_read_kept_and_refused_stand_by_table_with_an_example(root):
    """One line for each table, one for each further reason, and the zone of times that name none."""
    result = check(root)
    lines = result.stdout.splitlines()

    assert 0 == result.exit_code
    assert lines[0].startswith("SG s1 sha256:")
    assert "  table           read  kept  refused  because" == lines[1]
    assert (
        "  labels            40    39        1  label_id is not a class of its queue's taxonomy"
        " (1, such as 'odd' in data/labels.parquet row 31)"
    ) in lines
    assert "  audits             4     4        0" in lines
    assert "  times that name no zone are taken to be in UTC: audits, labels" in lines


def test_a_missing_table_is_told_with_what_it_switches_off(root):
    """By report, with the figures that a section must show; what nothing needs is said to be so."""
    lines = check(root).stdout.splitlines()

    off = {
        line.split()[0]: line
        for line in lines[lines.index(next(x for x in lines if "switches off" in x)) + 1 :]
    }
    assert off["requests"].endswith("params/sources.yml  market_report: accuracy (accuracy.audit.overall)")
    assert off["incidents"].endswith("params/sources.yml  no section")
    assert not {"audits", "labels", "audited_labels"} & set(off)


def test_sections_that_are_on_and_off_are_told_with_what_they_lack(root):
    """And what comes next, apart from what programs read."""
    result = check(root)
    lines = [line.split() for line in result.stdout.splitlines()]

    assert ["market_report", "on", "none"] in lines
    assert ["off", "accuracy,", "for", "lack", "of", "requests"] in lines
    assert "next: labelqa run -p 2026-10" in result.stderr


def test_programs_read_the_same_in_one_line_of_json(root):
    """Rows, examples, sections and missing tables of a market."""
    (line,) = check(root, "--json").stdout.splitlines()
    said = json.loads(line)
    labels = next(table for table in said["tables"] if table["table"] == "labels")

    assert ("SG", "s1") == (said["market"], said["snapshot"])
    assert (40, 39, 1) == (labels["read"], labels["kept"], labels["refused"])
    assert {
        "reason": "label_id is not a class of its queue's taxonomy",
        "rows": 1,
        "example": "'odd' in data/labels.parquet row 31",
    } in labels["because"]
    assert [{"report": "market_report", "on": [], "off": {"accuracy": ["requests"]}}] == said["sections"]
    assert {"requests", "incidents"} <= {table["table"] for table in said["missing"]}


def test_no_line_is_wider_than_the_terminal(root, company):
    """Eighty columns are enough for every table; nothing that was said is lost."""
    known = load(root)
    frozen = freeze(known, "SG", parse("2026-10"), root / "outputs", root, today=TODAY)
    found = checked("SG", frozen, contents(known))
    narrow, wide = drawn(found, 80), drawn(found, 1000)

    assert 80 >= max(map(len, narrow.splitlines()))
    assert sorted("".join(narrow.split())) == sorted("".join(wide.split()))


def test_a_missing_notebook_is_an_error_and_the_data_are_checked_all_the_same(root):
    """Both are told in one pass; in a folder that is named it is nobody else's."""
    (root / "notebooks/market_report.ipynb").unlink()
    with (root / "params/project.yml").open("a", encoding="utf-8") as project:
        project.write("notebooks: notebooks\n")

    result = check(root)

    assert 1 == result.exit_code
    assert "params/reports/market_report.yml:2: no notebook notebooks/market_report.ipynb" in result.stderr
    assert result.stdout.startswith("SG s1 sha256:")

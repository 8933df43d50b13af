"""A run looks at the data: empty periods, late and broken sources, periods that have not ended."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import Result
from typer.testing import CliRunner

from labelqa.cli import app

from .. import workspaces
from ..conftest import Company
from ..workspaces import KEY

OPEN, CLOSED = "open_days: 100000\n", "open_days: 0\n"


@pytest.fixture
def root(company, repository) -> Path:
    """A workspace whose periods stay open."""
    company.project += OPEN
    return workspaces.write(company, repository / "templates")


def run(root: Path, period: str = "2026-10", *more: str) -> tuple[Result, dict]:
    """Run the report of a period; what came of it, and its line of JSON."""
    words = ["run", "-w", str(root), "-p", period, "-m", "SG", "--json", *more]
    result = CliRunner().invoke(app, words, catch_exceptions=False)
    (line,) = [json.loads(text) for text in result.stdout.splitlines()]
    return result, line


def deliver_late(company: Company) -> None:
    """One more decision of October."""
    company.rows["labels"].append(Company.label(41))
    company.written()


def test_an_empty_period_publishes_nothing_and_says_which_days_there_are(root):
    """Exit 3; the source's first and last day stand in the cause."""
    result, line = run(root, "2026-09")

    assert (3, "refused") == (result.exit_code, line["status"])
    assert "no label of SG was given in September 2026" in line["cause"]
    assert "labels of SG from 2026-10-01 to 2026-10-01" in line["cause"]
    assert [] == list((root / "outputs" / "reports").rglob("*.pdf"))


def test_a_market_without_labels_is_told_whose_there_are(root, company):
    """The markets that the files do name."""
    company.markets["MY"] = "Asia/Kuala_Lumpur"
    company.written()
    words = ["run", "-w", str(root), "-p", "2026-10", "-m", "MY"]
    result = CliRunner().invoke(app, words, catch_exceptions=False)

    assert 3 == result.exit_code
    assert "the files read have none of MY, only of SG" in result.stderr


def test_a_month_whose_data_come_later_is_published_then(root, company):
    """The refusal leaves nothing behind that could stand in the way."""
    refused, _ = run(root, "2026-11")
    company.rows["labels"] += [
        Company.label(100 + n, submitted_at=dt.datetime(2026, 11, 2, 3, n, tzinfo=dt.UTC)) for n in range(5)
    ]
    company.written()
    made, line = run(root, "2026-11")

    assert (3, 0, "published", "r1") == (refused.exit_code, made.exit_code, line["status"], line["revision"])


def test_late_data_of_an_open_period_are_frozen_anew_and_the_run_says_so(root, company):
    """A new snapshot and a new revision, with a note in the line, on stderr and in the record."""
    run(root)
    deliver_late(company)
    result, line = run(root)
    (note,) = line["notes"]

    assert ("published", "r2") == (line["status"], line["revision"])
    assert "2026-10/SG: the sources or params changed since s1 was frozen" in note
    assert note.endswith("frozen anew as s2")
    assert f"note: {note}" in result.stderr


def test_frozen_keeps_the_standing_snapshot(root, company):
    """Whatever the sources hold by now; without one there is nothing to keep."""
    none, refused = run(root, "2026-10", "--frozen")
    run(root)
    deliver_late(company)
    kept, line = run(root, "2026-10", "--frozen")

    assert (3, True) == (none.exit_code, "nothing is frozen of 2026-10/SG" in refused["cause"])
    assert (0, "unchanged", "r1", []) == (kept.exit_code, line["status"], line["revision"], line["notes"])


def test_a_closed_period_keeps_its_snapshot_and_says_that_sources_changed(root, company):
    """What was signed in November is not moved by what is delivered a year later."""
    run(root)
    company.project = company.project.replace(OPEN, CLOSED)
    deliver_late(company)
    result, line = run(root)

    assert (0, "s1") == (result.exit_code, (root / f"outputs/snapshots/{KEY[:10]}/current").readlink().name)
    assert "the period closed on 2026-11-01, so s1 stays" in line["notes"][0]


def test_a_file_written_again_with_the_same_rows_changes_nothing(root, company):
    """Its time differs, its content does not: the standing snapshot and revision stay."""
    run(root)
    company.written()
    result, line = run(root)

    assert (0, "unchanged", []) == (result.exit_code, line["status"], line["notes"])


@pytest.mark.parametrize("broken", ["torn", "gone"])
def test_a_source_that_broke_after_freezing_is_said(root, broken):
    """Not hidden behind "unchanged"; the published revision stands, and `--frozen` goes on from it."""
    run(root)
    path = root / "data" / "labels.parquet"
    path.write_bytes(path.read_bytes()[:100]) if broken == "torn" else path.unlink()
    result, line = run(root)
    kept, standing = run(root, "2026-10", "--frozen")

    assert (3, "refused") == (result.exit_code, line["status"])
    assert "the sources broke since s1 was frozen" in line["cause"]
    assert "labels.parquet" in line["cause"]
    assert (root / "outputs" / "reports" / KEY / "current" / "report.pdf").is_file()
    assert (0, "unchanged") == (kept.exit_code, standing["status"])


def test_a_period_that_has_not_ended_is_marked_provisional(root, company):
    """On the cover, in the summary and in the title; a month that has ended is not."""
    _, ended = run(root)
    now = dt.datetime.now(dt.UTC)
    company.rows["labels"].append(Company.label(500, submitted_at=now))
    company.written()
    month = f"{now.astimezone(ZoneInfo('Asia/Singapore')):%Y-%m}"
    _, running = run(root, month)
    said = [json.loads(Path(line["documents"]["summary"]).read_text()) for line in (ended, running)]
    page = Path(running["documents"]["html"]).read_text(encoding="utf-8")

    assert [False, True] == [one["provisional"] for one in said]
    assert "Provisional: the period had not ended when its data were frozen" in page
    assert ", provisional</title>" in page

"""Findings of investigations on their way into a market's reports."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from labelqa import periods, publish
from labelqa.editions.investigations import NAME, confirmed, digest
from labelqa.errors import DataError
from labelqa.params import Job, Params, load

RISK = {
    "rank": 1, "finding": "investigation.batam", "severity": "S4", "title": "Confused",
    "entity": "Site Batam", "cost": "about 800 wrong labels a month", "interval": "300 to 1,400",
    "confidence": "over 99%", "action": "Calibration session", "owner": "Policy lead",
    "due": "9 December 2026", "state": "new",
}  # fmt: skip
JOB = Job("market_report", "ID", periods.parse("2026-10"), "internal")


@pytest.fixture(scope="module")
def params(repository) -> Params:
    """Those of the sample company."""
    return load(repository)


def investigated(
    outputs: Path, days: str, *findings: dict, market: str = "ID", subject: str = "why-1"
) -> Path:
    """A published investigation; gives its revision."""
    key = f"investigations/{market}/{days}/{subject}"
    folder = outputs / "runs" / key
    folder.mkdir(parents=True)
    (folder / "summary.json").write_text(json.dumps({"findings": findings}), encoding="utf-8")
    with publish.reserved(outputs, key):
        return publish.publish(folder, outputs, key, {"job": key}).folder


def found(job: Job, params: Params, outputs: Path) -> list[dict]:
    """The rows that a job's extract gets."""
    return confirmed(job, params, outputs)[NAME].to_pylist()


def test_a_finding_comes_with_a_reference_to_its_investigation(params, tmp_path):
    """The job, the revision, the days; then the finding as it was put into words."""
    investigated(tmp_path, "2026-10-01..2026-10-20", RISK)
    (row,) = found(JOB, params, tmp_path)

    assert ("investigations/ID/2026-10-01..2026-10-20/why-1", "r1", "2026-10-01", "2026-10-20") == tuple(
        row[name] for name in ("investigation", "revision", "first_day", "last_day")
    )
    assert {name: value for name, value in RISK.items() if name != "rank"}.items() <= row.items()


def test_only_the_current_revision_counts(params, tmp_path):
    """What was confirmed and is no longer does not."""
    investigated(tmp_path, "2026-10-01..2026-10-20", RISK)
    investigated(tmp_path, "2026-10-01..2026-10-20")

    assert [] == found(JOB, params, tmp_path)


@pytest.mark.parametrize(
    ("days", "counts"),
    [("2026-10-01..2026-10-20", True), ("2026-09-01..2026-09-05", True), ("2026-08-20..2026-08-31", False),
     ("2026-10-20..2026-11-03", False), ("2026-08-20..2026-10-31", True)],
)  # fmt: skip
def test_those_count_that_end_in_the_period_or_the_one_before(params, tmp_path, days, counts):
    """By their last day."""
    investigated(tmp_path, days, RISK)

    assert counts == bool(found(JOB, params, tmp_path))


def test_other_markets_findings_are_theirs(params, tmp_path):
    """Nothing crosses over."""
    investigated(tmp_path, "2026-10-01..2026-10-20", RISK, market="SG")

    assert [] == found(JOB, params, tmp_path)


@pytest.mark.parametrize("job", [replace(JOB, edition="meridian"), replace(JOB, report="calibration")])
def test_vendors_and_reports_that_do_not_ask_have_none(params, tmp_path, job):
    """Not even the table."""
    investigated(tmp_path, "2026-10-01..2026-10-20", RISK)

    assert {} == confirmed(job, params, tmp_path)


def test_a_new_finding_changes_the_digest(params, tmp_path):
    """So the report is made anew."""
    before = digest(confirmed(JOB, params, tmp_path))
    investigated(tmp_path, "2026-10-01..2026-10-20", RISK)

    assert before == digest(confirmed(JOB, params, tmp_path / "elsewhere"))
    assert before != digest(confirmed(JOB, params, tmp_path))


def test_a_damaged_investigation_is_refused(params, tmp_path):
    """A flipped bit must not become a finding."""
    folder = investigated(tmp_path, "2026-10-01..2026-10-20", RISK)
    (folder / "summary.json").write_text('{"findings": []}', encoding="utf-8")

    with pytest.raises(DataError, match="altered"):
        confirmed(JOB, params, tmp_path)

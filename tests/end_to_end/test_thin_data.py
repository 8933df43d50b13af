"""Data that are right but scarce or extreme: a report that says so, never nan."""

from __future__ import annotations

import re

import pandas as pd
import pytest

JOB = ("run", "market_report", "-p", "2026-10", "-e", "internal")


def audits_of(workspace, market: str) -> list:
    """The Parquet files of a market's audits."""
    return sorted((workspace / "data" / "audits" / f"market={market}").rglob("*.parquet"))


def replace(path, frame: pd.DataFrame) -> None:
    """Write another file in place of a shared one."""
    path.unlink()
    frame.to_parquet(path, index=False)


def drop_reviews(workspace) -> None:
    """Leave no second look at a verdict that is no longer there."""
    for name in ("audit_reviews", "appeals"):
        path = workspace / "data" / f"{name}.parquet"
        replace(path, pd.read_parquet(path).head(0))


@pytest.fixture
def report(workspace, labelqa):
    """Run the report of a market and hand back what it printed."""

    def run(market: str):
        ran = labelqa(workspace, *JOB, "-m", market)
        assert ran.code == 0, ran.said
        assert not re.search(r"\b(nan|NaN|inf)\b", ran.pdf_text())
        return ran

    return run


def test_one_audit_is_printed_with_its_whole_interval(workspace, report):
    """n is 1 and the interval spans most of what is possible."""
    first, *rest = audits_of(workspace, "VN")[::-1]
    one = pd.read_parquet(first, partitioning=None)
    one = one[(one["verdict"] == "correct") & (one["frame_size"] > 0)].head(1)
    replace(first, one.assign(sample_size=1, incl_prob=1 / one["frame_size"]))
    for path in rest:
        path.unlink()
    drop_reviews(workspace)

    accuracy = report("VN").figure("accuracy.audit.overall")

    assert (1, 1.0) == (accuracy["n"], accuracy["value"])
    assert accuracy["low"] < 0.3
    assert accuracy["verdict"] == "undecided"


def test_all_audits_correct_still_have_an_interval(workspace, report):
    """100 % correct: the lower limit is below 1 and nothing is divided by zero."""
    for path in audits_of(workspace, "VN"):
        frame = pd.read_parquet(path, partitioning=None)
        right = {"verdict": "correct", "ref_label_id": None, "reason_id": None, "critical_class": "none"}
        replace(path, frame.assign(**right))
    drop_reviews(workspace)

    accuracy = report("VN").figure("accuracy.audit.overall")

    assert accuracy["value"] == 1.0
    assert 0.9 < accuracy["low"] < 1.0

"""The calibration report of every market of the sample company, from tables to documents."""

from __future__ import annotations

import shutil

import pytest

from labelqa.sample.company import MARKETS

JOB = ("run", "calibration", "-e", "internal")


@pytest.fixture(scope="module")
def home(company, tmp_path_factory):
    """A copy of the sample company's workspace."""
    folder = tmp_path_factory.mktemp("calibration") / "company"
    return shutil.copytree(company, folder, symlinks=True)


@pytest.mark.parametrize("market", [market.id for market in MARKETS])
def test_every_market_has_its_report(labelqa, home, market):
    """Twelve people on twenty items, with a score before and after, and every page in order."""
    ran = labelqa(home, *JOB, "-m", market, "-p", "2026-10")
    assert 0 == ran.code, ran.said

    before, after = (ran.figure(f"calibration.score.{phase}.overall") for phase in ("pre", "post"))
    assert 240 == before["n"] == after["n"]
    assert 0.7 < before["value"] < after["value"] < 1


def test_a_week_without_a_session_has_a_report_that_says_so(labelqa, home):
    """One reason, and nothing made up."""
    ran = labelqa(home, *JOB, "-m", "SG", "-p", "2026-10-20..2026-10-26")

    assert 0 == ran.code, ran.said
    assert "No calibration session was held in" in ran.pdf_text()
    assert [] == ran.summary["figures"]

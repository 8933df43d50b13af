"""Scores are asked of labels or of audits, whichever have them, and shown only where there are some."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from labelqa.report import open_report


@pytest.fixture
def opened(tmp_path):
    """Opens a report on a market, with the bundles that it shows."""

    def make(market):
        shown: list[dict] = []
        return open_report(market.write(tmp_path / "scored"), show=shown.append), shown

    return make


def scored(market):
    """The market with a score in every audit, and its audits of the period."""
    audits = market.frames["audited_labels"]
    audits = audits.assign(score=np.random.default_rng(4).uniform(40, 100, len(audits)))
    day = pd.to_datetime(audits["local_date"])
    october = audits[(day >= "2026-10-01") & (day < "2026-11-01")]
    return market.with_rows("audited_labels", audits), october


def test_scores_of_audits_count_by_the_design(fabricated, opened):
    """Each by 1 / incl_prob, as numpy averages them."""
    market, audits = scored(fabricated)
    report, _ = opened(market.without("sample_designs"))

    found = report.accuracy.score().only()
    assert np.average(audits["score"], weights=1 / audits["incl_prob"]) == pytest.approx(found.value)


def test_scores_of_labels_go_before_those_of_audits(fabricated, opened):
    """All labels scored need no design; where each of them was audited, the score is the audits'."""
    market, _ = scored(fabricated)
    day = pd.Timestamp("2026-10-05").date()
    days = pd.DataFrame(
        {"local_date": day, "person_id": ["a", "b"], "vendor_id": "nw", "site_id": "yog", "queue_id": "ads",
         "scored": [2, 2], "audited": [1, 0], "points": [10_000, 16_000]}
    )  # fmt: skip
    report, _ = opened(market.with_rows("score_days", days))

    assert (65.0, 4) == (report.accuracy.score().only().value, report.accuracy.score().only().n)


def test_the_section_is_there_only_with_scores(fabricated, opened):
    """Elsewhere nothing is shown at all, and the answer says why."""
    report, shown = opened(fabricated)
    report.accuracy.score_section()

    assert [] == shown
    assert "neither labels nor audits have scores" == report.accuracy.score().why


def test_the_section_shows_the_mean_and_its_splits(fabricated, opened):
    """Title, lede and a table each by queue, site and vendor."""
    report, shown = opened(scored(fabricated)[0])
    report.accuracy.score_section()

    kinds = [bundle[next(iter(bundle))]["kind"] for bundle in shown]
    assert ["section", "lede", "table", "table", "table"] == kinds

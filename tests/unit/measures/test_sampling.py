"""How much was audited is counted, not estimated."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from labelqa.estimates import Unit
from labelqa.measures.sampling import audit_lag, blind_share, coverage

LABELS = pd.DataFrame(
    {"site_id": ["a", "a", "b", None], "is_gold": [False, True, None, False], "labels": [80, 500, 20, 10]}
)
AUDITS = pd.DataFrame(
    {
        "label_event_id": ["e1", "e1", "e2", "e3", "e4"],
        "site_id": ["a", "a", "a", "b", "a"],
        "is_gold": [False, False, None, False, True],
        "blind": [True, False, None, True, True],
        "design_id": ["d", "e", "d", "d", "d"],
        "stratum_id": "s",
        "frame_size": [4, 1, 4, 4, 4],
        "incl_prob": 1.0,
        "local_date": [dt.date(2026, 10, 1)] * 5,
        "audited_at": pd.to_datetime(["2026-10-01T17:00Z"] * 3 + ["2026-10-03T12:00Z"] * 2),
    }
)


def test_coverage_counts_a_decision_once_and_gold_never():
    """e1 was drawn by two designs, e4 is gold: two of 80 at a, one of 20 at b, none of 10 elsewhere."""
    found = {
        keys["site_id"]: (e.value, e.low, e.high, e.n) for keys, e in coverage(LABELS, AUDITS, ("site_id",))
    }

    assert {"a": (0.025,) * 3 + (80,), "b": (0.05,) * 3 + (20,), "unknown": (0.0,) * 3 + (10,)} == found
    assert ("audits.coverage.overall", 3 / 110) == (
        coverage(LABELS, AUDITS).figure,
        coverage(LABELS, AUDITS).only().value,
    )


def test_a_frame_larger_than_its_labels_is_what_was_covered():
    """Ten labels at hand and all audited, of a thousand that they were drawn from: one in a hundred."""
    labels = pd.DataFrame({"site_id": ["a", "b"], "is_gold": False, "labels": [6, 4]})
    audits = pd.DataFrame({"label_event_id": [f"e{i}" for i in range(10)], "site_id": [*"aaaaaabbbb"]})
    audits = audits.assign(is_gold=False, design_id="d", stratum_id="s", frame_size=1000, incl_prob=0.01)
    elsewhere = audits.assign(frame_size=2000)  # half of which were not drawn here

    assert (0.01, 1000) == (coverage(labels, audits).only().value, coverage(labels, audits).only().n)
    assert [(0.01, 600), (0.01, 400)] == [(e.value, e.n) for _, e in coverage(labels, audits, ("site_id",))]
    assert 1.0 == coverage(labels, elsewhere).only().value


def test_labels_without_audits_are_covered_by_nothing():
    """Nought, which is known; without labels nothing is known."""
    assert 0.0 == coverage(LABELS, pd.DataFrame()).only().value
    assert "no labels" == coverage(pd.DataFrame(), AUDITS).why


def test_the_blind_share_leaves_out_what_is_not_recorded():
    """Three of four."""
    found = blind_share(AUDITS).only()

    assert (0.75, 4, "count") == (found.value, found.n, found.method)
    assert "whether audits were blind is not recorded" == blind_share(AUDITS.assign(blind=None)).why
    assert "no audits" == blind_share(pd.DataFrame()).why


@pytest.mark.parametrize(("zone", "days"), [("Asia/Singapore", 1), ("UTC", 0), ("America/Sao_Paulo", 0)])
def test_the_lag_of_audits_is_counted_in_the_markets_days(zone, days):
    """17:00 UTC is the next day in Singapore."""
    found = audit_lag(AUDITS, zone)

    assert (float(days), Unit.DAYS) == (found.only().value, found.only().unit)
    assert "audits.lag.median" == found.figure


def test_without_audits_there_is_no_lag():
    """And it says so, in days."""
    assert ("no audits", Unit.DAYS) == (
        audit_lag(pd.DataFrame(), "UTC").why,
        audit_lag(pd.DataFrame(), "UTC").unit,
    )

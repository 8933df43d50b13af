"""Weeks out of the ordinary."""

from __future__ import annotations

import pandas as pd
import pytest

from labelqa.measures.risks.detectors.sudden_shift import sudden_shift

WEEK = pd.Timestamp(2026, 10, 12)


def in_week(rows: pd.DataFrame) -> pd.Series:
    """Of one site, in one week of October."""
    return (rows["site_id"] == "bth") & rows["local_date"].between(WEEK, WEEK + pd.Timedelta(days=6))


def test_a_sites_bad_week_is_found_and_named(calm):
    """The week, the site, how far accuracy fell, and the wrong labels of it."""
    bad = calm.erring(in_week, 0.35)
    found = {case.entity.id: case for case in sudden_shift(bad.data())}
    case = found["bth"]

    assert case.p < 1e-6 < min(found["yog"].p, found["smg"].p)
    assert WEEK == pd.Timestamp(case.cause)
    assert case.estimate.low < -0.34 < case.estimate.high
    week = bad.frames["label_days"].loc[in_week]["labels"].sum()
    assert 0.34 * week == pytest.approx(case.wrong.value, rel=0.4)


def test_nothing_is_out_of_the_ordinary_in_a_calm_market(calm):
    """No chart of four is significant after correction."""
    assert min(case.p for case in sudden_shift(calm.data())) > 0.1 / 4


def test_a_sites_case_stands_within_the_markets(calm):
    """So that one bad site is not told twice."""
    assert {("market", None), ("site", "ID")} == {
        (case.entity.type, case.within.id if case.within else None) for case in sudden_shift(calm.data())
    }

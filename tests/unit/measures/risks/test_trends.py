"""Weeks out of the ordinary, and drifts that no week shows."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest

from labelqa.measures.risks.trends import charts, longest_run, of_all, slow_drift, sudden_shift

WEEK = pd.Timestamp(2026, 10, 12)


def in_week(rows: pd.DataFrame) -> pd.Series:
    """Of one site, in one week of October."""
    return (rows["site_id"] == "bth") & rows["local_date"].between(WEEK, WEEK + pd.Timedelta(days=6))


def test_a_sites_bad_week_is_found_and_named(calm):
    """The week, the site, how far accuracy fell, and the wrong labels of it."""
    bad = calm.erring(in_week, 0.35)
    found = {case.entity.id: case for case in sudden_shift(bad.material())}
    case = found["bth"]

    assert case.p < 1e-6 < min(found["yog"].p, found["smg"].p)
    assert WEEK == pd.Timestamp(case.cause)
    assert case.estimate.low < -0.34 < case.estimate.high
    week = bad.frames["label_days"].loc[in_week]["labels"].sum()
    assert 0.34 * week == pytest.approx(case.wrong.value, rel=0.4)


def test_nothing_is_out_of_the_ordinary_in_a_calm_market(calm):
    """No chart of four is significant after correction."""
    assert min(case.p for case in sudden_shift(calm.material())) > 0.1 / 4


def test_a_sites_case_stands_within_the_markets(calm):
    """So that one bad site is not told twice."""
    assert {("market", None), ("site", "ID")} == {
        (case.entity.type, case.within.id if case.within else None) for case in sudden_shift(calm.material())
    }


def test_a_baseline_of_few_weeks_gives_no_chart(calm):
    """Twelve weeks before the period are needed."""
    young = calm.changed("audited_labels").with_table(
        "audited_labels",
        calm.frames["audited_labels"][calm.frames["audited_labels"]["local_date"] >= "2026-07-20"],
    )

    assert [] == charts(young.material())


def test_a_drift_is_watched_where_no_week_is_out(calm):
    """Four points lost bit by bit over three months."""
    share = lambda rows: np.clip((rows["local_date"] - pd.Timestamp(2026, 8, 3)).dt.days / 90, 0, 1) * 0.045  # noqa: E731
    drifting = calm
    for step in range(9):
        since = pd.Timestamp(2026, 8, 3) + pd.Timedelta(days=10 * step)
        drifting = drifting.erring(lambda rows, since=since: rows["local_date"] >= since, 0.006, seed=step)
    found = {case.entity.id: case for case in slow_drift(drifting.material())}

    assert share(calm.frames["audited_labels"]).max() > 0.04
    assert found["ID"].p < 0.05
    assert found["ID"].watched


def test_the_longest_run_has_the_share_of_all_sequences():
    """Every sequence of nine tosses counted."""
    tosses = list(itertools.product((0, 1), repeat=9))
    longest = [max(len([*group]) for _, group in itertools.groupby(each)) for each in tosses]

    for length in range(1, 10):
        assert np.mean(np.array(longest) >= length) == pytest.approx(longest_run(9, length))


def test_the_smallest_of_several_is_corrected():
    """Sidak: 1 - (1 - p)^m."""
    assert 1 - 0.99**5 == pytest.approx(of_all(0.01, 5))

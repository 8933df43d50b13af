"""Waiting times with some still waiting: remission under 6-mercaptopurine against placebo (vector KM1)."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from labelqa.measures.survival import (
    SurvivalCurve,
    kaplan_meier,
    lifetimes,
    survival_quantile,
)

TREATED = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
CENSORED = [3, 5, 7, 8, 11, 12, 13, 16, 17, 18, 19, 20]
RELAPSED = np.isin(np.arange(21), CENSORED, invert=True)
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
CURVE = kaplan_meier(TREATED, RELAPSED)
NOW = pd.Timestamp("2026-11-01", tz="UTC")


def at(curve: SurvivalCurve, time: float) -> pd.Series:
    """The last step of a curve by so many weeks."""
    return curve.steps[curve.steps["time"] <= time].iloc[-1]


@pytest.mark.parametrize(
    ("time", "share"),
    [(6, 0.8571), (7, 0.8067), (10, 0.7529), (13, 0.6902), (16, 0.6275), (22, 0.5378), (23, 0.4482)],
)
def test_the_curve_is_the_published_one(time, share):
    """KM1: the product-limit estimate after each relapse."""
    assert share == pytest.approx(at(CURVE, time)["survival"], abs=5e-5)


@pytest.mark.parametrize(("time", "interval"), [(6, (0.6197, 0.9516)), (23, (0.1881, 0.6801))])
def test_its_interval_is_the_log_log_one(time, interval):
    """KM1: as R's survfit with conf.type log-log."""
    found = at(CURVE, time)

    assert interval == pytest.approx((found["low"], found["high"]), abs=5e-5)


def test_the_median_has_an_open_interval():
    """KM1: 23 weeks, from 13 on; the curve's upper end never falls to one half."""
    found = survival_quantile(CURVE)

    assert (23, 13, math.inf) == (found.value, found.low, found.high)
    assert (21, 9) == (found.n, found.n_eff)


def test_every_interval_is_scipys():
    """Where scipy has one: 300 times with ties, a third of them censored."""
    rng = np.random.default_rng(1)
    times, happened = rng.integers(5, 40, 300).astype(float), rng.random(300) < 2 / 3
    times[0], happened[0] = 60, False
    theirs = stats.ecdf(stats.CensoredData.right_censored(times, ~happened)).sf
    band = theirs.confidence_interval(method="log-log")

    ours = kaplan_meier(times, happened).steps
    assert theirs.probabilities.tolist() == pytest.approx(ours["survival"].tolist())
    assert band.low.probabilities.tolist() == pytest.approx(ours["low"].tolist())
    assert band.high.probabilities.tolist() == pytest.approx(ours["high"].tolist())


def test_a_curve_that_reaches_nothing_keeps_an_upper_end():
    """All 21 on placebo relapsed; that does not make the share 0 without an interval."""
    found = at(kaplan_meier(PLACEBO, [True] * 21), 23)

    assert 0 == found["survival"] == found["low"]
    assert 0.1970 == pytest.approx(found["high"], abs=5e-5)


def test_a_quantile_that_was_not_reached_says_how_long_it_is_at_least():
    """Of 10, three by day 5; the curve's lower end is below one half from the first of them on."""
    curve = kaplan_meier([3, 4, 5] + [30] * 7, [True] * 3 + [False] * 7)

    assert ("not reached in the 30 days watched; at least 3 days",) == survival_quantile(curve).flags


def test_nobody_at_all_has_no_curve():
    """The reason is "no data"."""
    assert ("no data",) == survival_quantile(kaplan_meier([], [])).flags


@pytest.mark.parametrize("zone", ["UTC", None])
def test_who_is_still_waiting_is_censored_now(zone):
    """Done after two days; open for four; begun after now: not there; never begun: not there."""
    days = ["2026-10-28", "2026-10-28", "2026-11-02", None]
    rows = pd.DataFrame(
        {"created_at": pd.to_datetime(days), "done_at": pd.to_datetime(["2026-10-30"] + [None] * 3)}
    )
    rows = rows.apply(lambda column: column.dt.tz_localize(zone))

    found = lifetimes(rows, "created_at", "done_at", NOW)
    assert [(2.0, True), (4.0, False)] == list(zip(found["duration"], found["happened"], strict=True))


def test_what_happened_after_now_has_not_happened_yet():
    """A report of October does not know November."""
    rows = pd.DataFrame({"a": pd.to_datetime(["2026-10-28"]), "b": pd.to_datetime(["2026-11-03"])})

    found = lifetimes(rows, "a", "b", NOW).iloc[0]
    assert (4.0, False) == (found["duration"], found["happened"])


def test_who_is_lost_is_censored_when_lost():
    """Cancelled after one day, and cancelled only after now."""
    rows = pd.DataFrame({"a": ["2026-10-28"] * 2, "b": [None] * 2, "gone": ["2026-10-29", "2026-12-01"]})

    found = lifetimes(rows.apply(pd.to_datetime), "a", "b", NOW, lost="gone")
    assert [1.0, 4.0] == found["duration"].tolist()

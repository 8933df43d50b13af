"""Who is ruled out is not still waiting: cumulative incidence beside another risk."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from statsmodels.duration.survfunc import CumIncidenceRight

from labelqa.measures.competing_risks import (
    aalen_johansen,
    incidence_by,
    incidence_quantile,
    mean_before,
    quantile_interval,
    readings,
)
from labelqa.measures.proportions import wilson
from labelqa.measures.survival import kaplan_meier

TIMES = [4, 12, 15, 21, 23, 5, 8, 9, 10, 14, 20, 25, 30, 30, 30]
CAUSES = [1, 1, 2, 1, 2, 1, 0, 1, 2, 1, 0, 2, 0, 0, 0]
SIX_MP = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"


def at(curve, *times: int) -> list[float]:
    """The curve's shares by those times, five decimals."""
    return [round(incidence_by(curve, time).value, 5) for time in times]


def test_both_incidences_equal_those_of_r():
    """CI1: fifteen people, two risks, = R survfit (multi-state)."""
    first, second = aalen_johansen(TIMES, CAUSES), aalen_johansen(TIMES, CAUSES, cause=2)

    assert [0.06667, 0.13333, 0.20556, 0.27778, 0.35, 0.43426] == at(first, 4, 5, 9, 12, 14, 21)
    assert [0.07222, 0.14444, 0.2287, 0.31296] == at(second, 10, 15, 23, 25)
    assert 1 == pytest.approx(
        first.steps["waiting"].iloc[-1] + at(first, 30)[0] + at(second, 30)[0], abs=1e-5
    )


def test_kaplan_meier_overstates_where_others_are_ruled_out():
    """CI1: one minus Kaplan-Meier gives the first risk .47037 by day 21, where .43426 had it."""
    naive = kaplan_meier(TIMES, np.equal(CAUSES, 1)).steps.set_index("time")["survival"]

    assert 0.47037 == round(1 - naive[21], 5)
    assert 0.43426 == at(aalen_johansen(TIMES, CAUSES), 21)[0]


@pytest.mark.parametrize("cause", [1, 2])
def test_values_and_errors_equal_those_of_statsmodels(cause):
    """CumIncidenceRight on CI1; its standard error, read back from n_eff."""
    steps = aalen_johansen(TIMES, CAUSES, cause=cause).steps
    theirs = CumIncidenceRight(TIMES, CAUSES)
    share = steps["incidence"]
    happened = share > 0

    assert steps["incidence"].to_numpy() == pytest.approx(theirs.cinc[cause - 1])
    assert theirs.cinc_se[cause - 1][happened] == pytest.approx(
        np.sqrt(share * (1 - share) / steps["n_eff"])[happened].to_numpy()
    )


def test_without_another_risk_it_is_kaplan_meier():
    """KM1: the 6-MP group's restricted mean to 30 is 21.05 with standard error 2.244, its median 23."""
    times = [int(time.rstrip("+")) for time in SIX_MP.split()]
    curve = aalen_johansen(times, [0 if "+" in time else 1 for time in SIX_MP.split()])
    mean, median = mean_before(curve, 30), incidence_quantile(curve)

    assert [0.1429, 0.1933, 0.2471, 0.3098, 0.3725, 0.4622, 0.5518] == [
        round(share, 4) for share in at(curve, 6, 7, 10, 13, 16, 22, 23)
    ]
    assert (21.05, 2.244) == (round(mean.value, 2), round((mean.high - mean.value) / 1.959964, 3))
    assert (23, 13, math.inf) == (median.value, median.low, median.high)


def test_without_censoring_the_interval_is_wilsons():
    """Three of five by day 3, one ruled out: n_eff is the five."""
    by_three = incidence_by(aalen_johansen([1, 2, 2, 3, 9], [1, 1, 2, 1, 1]), 3)

    assert (0.6, *map(float, wilson(3, 5))) == pytest.approx((by_three.value, by_three.low, by_three.high))
    assert 5 == pytest.approx(by_three.n_eff)


@pytest.mark.parametrize(
    ("causes", "value", "of"),
    [([1, 1, 1, 1], 1.0, 4), ([2, 2, 2, 2], 0.0, 4), ([0, 0, 0, 0], 0.0, 1), ([0, 2, 1, 1], 2 / 3, 3)],
)
def test_none_and_all_have_an_interval_of_those_still_watched(causes, value, of):
    """By day 4: all, all ruled out, the one still watched, and two of the three that the first leaves."""
    found = incidence_by(aalen_johansen([1, 2, 3, 4], causes), 4)

    assert (value, of) == pytest.approx((found.value, found.n_eff))
    assert found.low <= found.value <= found.high
    assert found.high - found.low > 0.3


def test_those_no_longer_watched_say_nothing_of_a_later_day():
    """Two of four are watched past day 62: that nobody got there by day 90 is known of two."""
    curve = aalen_johansen([62, 62, 139, 139], [0, 0, 0, 0])

    assert (4, 2) == (incidence_by(curve, 30).n_eff, incidence_by(curve, 90).n_eff)
    assert incidence_by(curve, 30).high < incidence_by(curve, 90).high


def test_nothing_is_said_of_times_nobody_was_watched_for():
    """Unless it is over for everybody: then it holds for good."""
    watched, over = aalen_johansen([3, 5], [1, 0]), aalen_johansen([3, 5], [1, 2])

    assert ("nobody was watched for longer than 5 days",) == incidence_by(watched, 6).flags
    assert ("nobody was watched for longer than 5 days",) == mean_before(watched, 6).flags
    assert 0.5 == incidence_by(over, 6).value
    assert 0.0 == incidence_by(watched, 2).value
    assert ("no data",) == incidence_by(aalen_johansen([], []), 1).flags


def test_a_median_that_is_not_reached_says_what_is_known():
    """One of six by day 9: the median is later than that, and no number is printed for it."""
    found = incidence_quantile(aalen_johansen([9] + [30] * 5, [1] + [0] * 5))

    assert not found.exists
    assert ("not reached in the 30 days watched; at least 9 days",) == found.flags


@pytest.mark.parametrize(("people", "ends"), [(5, (0, np.inf)), (6, (1, 6)), (16, (4, 13))])
def test_the_interval_of_a_median_is_that_of_order_statistics(people, ends):
    """Without anybody lost: the exact one, of which five people's has no end (Conover 1999, 3.2)."""
    curve = aalen_johansen(np.arange(people) + 1, [1] * people)

    assert ends == quantile_interval(curve)
    assert ends == (incidence_quantile(curve).low, incidence_quantile(curve).high)


def test_a_median_may_be_past_as_soon_as_too_few_are_watched():
    """Nobody of ten by day 60, when eight of them are lost: of two left both may be next."""
    curve = aalen_johansen([60] * 8 + [100] * 2, [0] * 10)

    assert (60, np.inf) == quantile_interval(curve)


def test_who_is_ruled_out_never_gets_there():
    """Half leave on day 0: the mean of the first ten days before it is long, however fast the others are."""
    curve = aalen_johansen([0, 0, 4, 4], [2, 2, 1, 1])

    assert 7 == mean_before(curve, 10).value
    assert 10 == mean_before(aalen_johansen([12, 12], [0, 1]), 10).value


def test_what_happens_to_all_at_once_shows_no_spread():
    """An interval of no width is flagged."""
    assert ("it happened at one time to all: no interval",) == mean_before(
        aalen_johansen([5, 5], [1, 1]), 8
    ).flags


def test_the_interval_covers_as_often_as_it_says():
    """Twelve people, a third lost to each of censoring and the other risk: 95 % of 200 intervals."""
    rng, covered, true = np.random.default_rng(5), 0, 0.5 * (1 - np.exp(-60 / 50))
    for _ in range(200):
        happened, lost = rng.exponential(50, 12), rng.uniform(60, 200, 12)
        causes = np.where(happened <= lost, rng.integers(1, 3, 12), 0)
        found = incidence_by(aalen_johansen(np.minimum(happened, lost), causes), 60)
        covered += found.low <= true <= found.high

    assert 0.92 <= covered / 200 <= 0.99


def test_each_group_has_its_own_curve():
    """By cohort; a row that names none is unknown, and no row is no estimate."""
    rows = pd.DataFrame({"duration": [1, 2, 3, 3], "cause": [1, 1, 0, 0], "cohort": ["a", "a", "b", None]})
    found = readings(rows, "x", ("cohort",), lambda curve: incidence_by(curve, 3))

    assert {"a": 1.0, "b": 0.0, "unknown": 0.0} == {by["cohort"]: each.value for by, each in found}
    assert "nobody was watched" == readings(rows.iloc[:0], "x", (), incidence_quantile).why

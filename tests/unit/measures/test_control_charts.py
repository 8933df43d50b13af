"""Published charts, and charts of too few weeks."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelqa.estimates import Estimate, Estimates
from labelqa.measures.control_charts import anhoej, ewma, laney, limits

SEEN = """266501 264225 276532 281461 269071 261215 270409 279778 270483 270320
    267923 271478 255353 256820 261835 259144 255910 260863 264465 260989"""
ARRIVED = """280443 276823 291681 296155 282343 275888 283867 295251 284468 282529
    279618 283932 266629 268091 276803 271578 266005 273520 278574 273772"""
WAFERS = """.24 .30 .16 .20 .08 .14 .32 .18 .28 .20 .10 .12 .34 .24 .44
    .16 .20 .10 .26 .22 .40 .36 .48 .30 .18 .24 .14 .26 .18 .12"""
START = dt.date(2026, 1, 5)


def week(number: int) -> dt.date:
    """The Monday of a week, counted from 0."""
    return START + dt.timedelta(weeks=number)


def weekly(values, n) -> Estimates:
    """Weekly shares."""
    rows = [
        ((week(i),), Estimate(float(p), 0.0, 1.0, int(m), float(m), "wilson"))
        for i, (p, m) in enumerate(zip(values, np.broadcast_to(n, len(values)), strict=True))
    ]
    return Estimates.of("accuracy.audit", ("week",), rows)


def test_laneys_chart_equals_the_published_one():
    """LP1: English emergency departments, 20 weeks (Mohammed et al. 2013)."""
    seen, arrived = (np.array(text.split(), float) for text in (SEEN, ARRIVED))
    chart = laney(weekly(seen / arrived, arrived))
    first, last = chart.frame.iloc[0], chart.frame.iloc[-1]

    assert (0.952899711, 10.640422) == (round(chart.centre, 9), round(chart.sigma_z, 6))
    assert (0.940129644, 0.965669779) == (round(first["lower"], 9), round(first["upper"], 9))
    assert (0.939974997, 0.965824426) == (round(last["lower"], 9), round(last["upper"], 9))
    assert 0 == chart.frame["signal"].sum()
    plain = limits(chart.centre, arrived)
    assert (0.951699565, 0.954099858) == (round(plain[0][0], 9), round(plain[1][0], 9))
    assert 16 == ((seen / arrived < plain[0]) | (seen / arrived > plain[1])).sum()


def test_a_p_chart_equals_the_published_one():
    """PC1: NIST's wafers; their z vary less than chance, so Laney's limits are the p chart's."""
    values = np.array(WAFERS.split(), float)
    low, high = limits(values.mean(), 50)
    chart = laney(weekly(values, 50))

    assert (0.2313, 0.0524, 0.4102) == (round(values.mean(), 4), round(float(low), 4), round(float(high), 4))
    assert [15, 23] == (np.flatnonzero((values < low) | (values > high)) + 1).tolist()
    assert max(chart.sigma_z, 1.0) == chart.frame["sigma_z"].iloc[0]


def test_the_limits_floor_sigma_z_at_one_but_tell_it():
    """Weeks that vary less than chance allows do not narrow the limits."""
    chart = laney(weekly([0.90, 0.91] * 8, 100))

    assert chart.sigma_z < 0.5
    assert (1.0, tuple(map(float, limits(chart.centre, 100)))) == (
        chart.frame["sigma_z"].iloc[0],
        (chart.frame["lower"].iloc[0], chart.frame["upper"].iloc[0]),
    )


def test_fewer_than_twelve_weeks_have_no_limits_and_say_why():
    """Values stand, limits do not."""
    chart = laney(weekly([0.9] * 11, 100))

    assert ("11 weeks are too few for limits: 12 are needed", None) == (chart.why, chart.runs)
    assert chart.frame["lower"].isna().all()
    assert not chart.frame["signal"].any()
    assert [0.9] * 11 == chart.frame["value"].tolist()


def test_no_weeks_are_an_empty_chart():
    """Without a fault."""
    chart = laney(Estimates.missing("accuracy.audit", ("week",), "no audits"))

    assert (0, None) == (len(chart.frame), chart.runs)


def test_all_correct_weeks_are_in_order():
    """Limits at 1, no signal."""
    chart = laney(weekly([1.0] * 15, 40))

    assert (1.0, 0.0) == (chart.centre, chart.sigma_z)
    assert not chart.frame["signal"].any()


def test_the_baseline_leaves_out_what_it_is_to_judge():
    """A drop after the baseline signals; in the baseline it would have moved the limits."""
    values = [0.95, 0.96] * 7 + [0.80]
    chart = laney(weekly(values, 400), baseline=14)

    assert [week(14)] == chart.frame.loc[chart.frame["signal"], "week"].tolist()
    assert 0.955 == pytest.approx(chart.centre)


@pytest.mark.parametrize(("n", "longest", "crossings"), [(20, 7, 6), (24, 8, 8)])
def test_runs_are_judged_as_published(n, longest, crossings):
    """AN1: Anhoej's limits for 20 and 24 values."""
    runs = anhoej(np.resize([0.0, 2.0], n), 1.0)

    assert (n, longest, crossings) == (runs.n, runs.longest_allowed, runs.crossings_needed)
    assert (1, n - 1, False) == (runs.longest, runs.crossings, runs.signal)


def test_a_shift_is_a_long_run():
    """Values on the centre count for neither side."""
    runs = anhoej([1, 9, 1, 9, 1, 5, 9, 9, 9, 9, 9, 9, 9, 9, 1], 5)

    assert (14, 8, 6, True) == (runs.n, runs.longest, runs.crossings, runs.signal)


@given(st.lists(st.floats(-5, 5), max_size=40))
def test_a_run_is_no_longer_than_the_values(values):
    """And the crossings are fewer than they."""
    runs = anhoej(values, 0.0)

    assert runs.longest <= runs.n <= len(values)
    assert 0 <= runs.crossings <= max(0, runs.n - 1)


def test_the_moving_average_equals_the_published_one():
    """EW1: NIST, lambda .3 around 50 with sigma 2.0539."""
    x = [52, 47, 53, 49.3, 50.1, 47, 51, 50.1, 51.2, 50.5, 49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4]
    x = np.array([*x, 53.6, 52.1])
    found = ewma((x - 50) / 2.0539, 0.3)
    values = (50 + 2.0539 * found["value"]).round(2)

    assert [50.60, 49.52, 50.56, 50.18, 50.16, 49.21] == values.head(6).tolist()
    assert [50.73, 51.23, 51.94, 51.99] == values.tail(4).tolist()
    assert 52.5884 == round(50 + 2.0539 * found["limit"].iloc[-1], 3) + 0.0004
    assert not found["signal"].any()
    assert isinstance(found, pd.DataFrame)

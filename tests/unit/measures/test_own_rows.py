"""Figures of an analyst's own rows agree with those of sections, and with people as what varies."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from labelqa.estimates import Unit
from labelqa.measures import own_rows, proportions, quantiles
from labelqa.measures.accuracy import on_gold


@pytest.fixture
def rows() -> pd.DataFrame:
    """400 rows of 20 people who differ, in two sites."""
    rng = np.random.default_rng(7)
    people = np.repeat(np.arange(20), 20)
    right = rng.random(400) < np.repeat(rng.beta(8, 2, 20), 20)
    return pd.DataFrame(
        {
            "person_id": people,
            "site_id": np.where(people < 8, "a", "b"),
            "value": right.astype(float),
            "weight": 1.0,
            "seconds": np.repeat(rng.normal(40, 9, 20), 20) + rng.normal(0, 3, 400),
        }
    )


def test_a_share_is_that_of_gold_answers(rows):
    """The same rows, the same figure to the last digit, split or not."""
    for by in ((), ("site_id",)):
        ours = own_rows.own_share(rows, "x", by)
        theirs = on_gold(rows.assign(correct=rows["value"] == 1), by)

        pd.testing.assert_frame_equal(theirs.rows, ours.rows)


def test_a_share_of_independent_rows_is_wilsons(rows):
    """Whoever is behind them."""
    found = own_rows.own_share(rows, "x", (), independent=True).only()
    low, high = proportions.wilson(rows["value"].sum(), 400)

    assert ("wilson", 400.0, float(low), float(high)) == (found.method, found.n_eff, found.low, found.high)


def test_weights_that_differ_make_a_share_worth_less(rows):
    """Kish's n, and the value is the weighted one."""
    weighed = rows.assign(weight=np.where(rows["site_id"] == "a", 1.0, 3.0))
    found = own_rows.own_share(weighed, "x", (), independent=True).only()
    w = weighed["weight"]

    assert "wilson-kish" == found.method
    assert pytest.approx(np.average(weighed["value"], weights=w)) == found.value
    assert pytest.approx(w.sum() ** 2 / (w**2).sum()) == found.n_eff


def test_a_mean_has_students_interval_over_people(rows):
    """Equal clusters: it is that of the people's own means."""
    found = own_rows.own_mean(rows.assign(value=rows["seconds"]), "x", (), Unit.SECONDS).only()
    means = rows.groupby("person_id")["seconds"].mean()
    half = stats.t.ppf(0.975, 19) * means.std() / np.sqrt(20)

    assert (400, "ratio-linearised") == (found.n, found.method)
    assert pytest.approx((means.mean() - half, means.mean() + half)) == (found.low, found.high)


def test_a_mean_of_independent_rows_has_theirs(rows):
    """scipy's interval of a mean."""
    found = own_rows.own_mean(
        rows.assign(value=rows["seconds"]), "x", (), Unit.SECONDS, independent=True
    ).only()
    known = stats.ttest_1samp(rows["seconds"], 0).confidence_interval()

    assert "linearised" == found.method
    assert pytest.approx((known.low, known.high)) == (found.low, found.high)


def test_a_mean_of_what_is_below_nought_has_its_whole_interval(rows):
    """Nothing is cut off at 0."""
    found = own_rows.own_mean(rows.assign(value=-rows["seconds"]), "x", (), Unit.INDEX).only()

    assert found.low < found.value < found.high < 0


def test_a_rate_is_a_ratio_of_sums(rows):
    """Not a mean of ratios; a share of a whole ends at 1."""
    parts = rows.assign(over=rows["value"], under=1 + rows["person_id"] % 3)
    found = own_rows.own_rate(parts, "x", (), Unit.SHARE).only()

    assert pytest.approx(parts["over"].sum() / parts["under"].sum()) == found.value
    assert found.high <= 1


def test_what_is_divided_by_nothing_says_so(rows):
    """No value, and the reason."""
    found = own_rows.own_rate(rows.assign(over=1, under=0), "x", (), Unit.INDEX)

    assert ("what it is divided by comes to 0",) == found.only().flags


def test_a_quantile_of_people_is_vaguer_than_one_of_rows(rows):
    """The same value; what people share widens its interval."""
    own = rows.assign(value=rows["seconds"])
    alike = own_rows.own_quantile(own, 0.5, "x", (), Unit.SECONDS).only()
    apart = own_rows.own_quantile(own, 0.5, "x", (), Unit.SECONDS, independent=True).only()

    assert pytest.approx(np.quantile(rows["seconds"], 0.5)) == alike.value == apart.value
    assert ("woodruff", "order-statistics") == (alike.method, apart.method)
    assert alike.high - alike.low > 1.5 * (apart.high - apart.low)
    assert apart == quantiles.quantile(rows["seconds"], np.ones(400), 0.5)


@pytest.mark.parametrize("people", [1, 0])
def test_one_person_and_no_row_have_no_mean_but_a_reason(rows, people):
    """A share of one person is given by rows, and says of whom."""
    few = rows[rows["person_id"] < people]
    mean, share = own_rows.own_mean(few, "x", (), Unit.INDEX), own_rows.own_share(few, "x", ())
    reason = "one person is too few for an interval" if people else own_rows.NONE

    assert ((reason,), bool(people)) == (mean.only().flags, share.only().exists)
    assert (("one person",) if people else (own_rows.NONE,)) == share.only().flags

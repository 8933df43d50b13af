"""Time shares and mean handling times are ratios of sums by people."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from scipy import stats

from labelqa.estimates import Unit
from labelqa.measures import productivity


def spent(*rows: tuple[str, str, int]) -> pd.DataFrame:
    """Paid seconds: (person, state, seconds)."""
    return pd.DataFrame(rows, columns=["person_id", "state", "seconds"]).assign(paid=True, site_id="mnl1")


WEEK = spent(
    ("a", "handling", 60),
    ("a", "waiting", 20),
    ("a", "break", 20),
    ("b", "handling", 50),
    ("b", "training", 30),
    ("b", "system_down", 20),
)


@pytest.fixture
def days(zencrowd) -> pd.DataFrame:
    """ZenCrowd as daily counts by person, as label_days has them."""
    groups = zencrowd.groupby(["market_id", "person_id"])["seconds"].agg(["size", "sum"]).reset_index()
    return groups.assign(timed=groups["size"], active_ms=groups["sum"] * 1000)


def test_utilisation_occupancy_and_shrinkage_follow_their_formulas():
    """Handling over paid; handling over handling and waiting; the rest of paid."""
    assert 0.55 == productivity.utilisation(WEEK).only().value
    assert 0.70 == productivity.utilisation(WEEK, ("handling", "training")).only().value
    assert 110 / 130 == productivity.occupancy(WEEK).only().value
    assert 0.35 == productivity.shrinkage(WEEK).only().value


def test_unpaid_time_counts_nowhere():
    """Neither above nor below the line."""
    unpaid = spent(("a", "handling", 500), ("b", "lunch", 500)).assign(paid=False)

    assert_frame_equal(
        productivity.utilisation(WEEK).rows, productivity.utilisation(pd.concat([WEEK, unpaid])).rows
    )


def test_the_parts_of_shrinkage_sum_to_it():
    """Each lost state over all paid time, by site too."""
    parts = productivity.shrinkage(WEEK, ("site_id", "state"))

    assert {"break": 0.1, "training": 0.15, "system_down": 0.1} == {
        keys["state"]: round(estimate.value, 12) for keys, estimate in parts
    }
    assert {"mnl1"} == {keys["site_id"] for keys, _ in parts}
    assert "shrinkage.by_site_state" == parts.figure


def test_the_states_of_paid_time_sum_to_one():
    """For a bar of all time."""
    found = productivity.time_use(WEEK)

    assert 1.0 == pytest.approx(found.rows["value"].sum())
    assert ["break", "handling", "system_down", "training", "waiting"] == found.rows["state"].tolist()


def test_a_market_that_lost_no_time_has_no_parts_of_it():
    """Shrinkage is 0, its parts are missing."""
    busy = spent(("a", "handling", 60), ("b", "handling", 50))

    assert 0.0 == productivity.shrinkage(busy).only().value
    assert "no paid time in other states" == productivity.shrinkage(busy, ("state",)).why


def test_a_ratio_varies_as_its_people_do():
    """Linearised by hand over two people, with Student's quantile for one degree of freedom."""
    found = productivity.utilisation(WEEK).only()
    errors = np.array([60 - 0.55 * 100, 50 - 0.55 * 100])
    half = stats.t.ppf(0.975, 1) * np.sqrt(2 * (errors**2).sum()) / 200

    assert (max(0, 0.55 - half), min(1, 0.55 + half)) == pytest.approx((found.low, found.high))
    assert (2, 2.0, "ratio-linearised") == (found.n, found.n_eff, found.method)


def test_the_ratio_interval_covers_the_truth_as_often_as_it_says():
    """93 to 97 % of 1 000 samples of 15 people of unequal hours."""
    rng = np.random.default_rng(11)
    sample, person = np.repeat(np.arange(1000), 15), np.tile(np.arange(15), 1000)
    paid = rng.integers(20_000, 36_000, 15_000)
    handling = paid * rng.beta(8, 4, 15_000)
    days = pd.DataFrame({"sample": sample, "person_id": person, "seconds": handling, "paid": True})
    rest = days.assign(seconds=paid - handling, state="break")
    found = productivity.utilisation(pd.concat([days.assign(state="handling"), rest]), by=("sample",)).rows

    assert 0.93 <= ((found["low"] <= 8 / 12) & (8 / 12 <= found["high"])).mean() <= 0.97


def test_mean_handling_times_equal_the_reference(days, reference):
    """By market, with people as clusters and labels as n."""
    found = {keys["market_id"]: e for keys, e in productivity.mean_handling_time(days, ("market_id",))}
    expected = reference["time"]["by_market"]

    assert {m: (v["n"], v["mean"]) for m, v in expected.items()} == {
        m: (e.n, round(e.value, 6)) for m, e in found.items()
    }
    assert {"IN": 25.0, "US": 74.0} == {market: e.n_eff for market, e in found.items()}


def test_throughput_is_the_inverse_of_the_mean(days):
    """3 600 seconds over the mean of a label; an hour is an hour of handling."""
    found, mean = productivity.throughput(days).only(), productivity.mean_handling_time(days).only()

    assert 3600 / mean.value == pytest.approx(found.value)
    assert Unit.PER_HOUR == found.unit
    assert found.low < found.value < found.high


def test_one_person_is_not_shown():
    """No interval, no estimate, and the reason; the other site stands."""
    rows = pd.concat([WEEK, spent(("c", "handling", 9), ("c", "break", 1)).assign(site_id="sgn1")])
    found = {keys["site_id"]: e for keys, e in productivity.utilisation(rows, by=("site_id",))}

    assert (0.55, False) == (found["mnl1"].value, found["sgn1"].exists)
    assert ("one person is too few for an interval",) == found["sgn1"].flags


@pytest.mark.parametrize(
    ("measure", "why"),
    [
        (productivity.utilisation, "no paid time"),
        (productivity.occupancy, "no paid time"),
        (productivity.shrinkage, "no paid time"),
        (productivity.time_use, "no paid time"),
        (productivity.throughput, "no label was timed"),
        (productivity.mean_handling_time, "no label was timed"),
    ],
)
def test_without_time_the_reason_is_said(measure, why):
    """An empty frame, overall and by site."""
    assert why == measure(pd.DataFrame()).why
    assert (0, why) == (len(measure(pd.DataFrame(), by=("site_id",))), why)


def test_labels_that_were_not_timed_count_nowhere():
    """A day with labels but no times has no throughput."""
    days = pd.DataFrame({"person_id": ["a", "b"], "timed": [0, 0], "active_ms": [0, 0]})

    assert "no label was timed" == productivity.throughput(days).why


@settings(max_examples=20, deadline=None)
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from("abcde"), st.sampled_from(["handling", "waiting", "break"]), st.integers(0, 9000)
        ),
        min_size=1,
        max_size=30,
    ),
    seed=st.integers(0, 1000),
)
def test_shares_stay_shares_in_any_order(rows, seed):
    """Between 0 and 1, inside their interval, the same for shuffled rows."""
    frame = spent(*rows)
    for measure in (productivity.utilisation, productivity.occupancy, productivity.shrinkage):
        found, again = measure(frame).rows, measure(frame.sample(frac=1, random_state=seed)).rows
        known = found.dropna(subset="value")

        assert_frame_equal(found, again)
        assert (known["low"] >= 0).all()
        assert (known["high"] <= 1).all()
        assert known["value"].between(known["low"] - 1e-12, known["high"] + 1e-12).all()

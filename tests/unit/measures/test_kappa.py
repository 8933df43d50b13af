"""Fleiss' kappa equals the published examples and statsmodels; where chance explains all it is absent."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from builders.ratings import FEINSTEIN_CICCHETTI, KRIPPENDORFF, crossed, drawn, grid, tallied
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa

from labelqa.measures import agreement

PSYCHIATRISTS = [  # counts of ten subjects by fourteen raters, as Wikipedia prints them
    [0, 0, 0, 0, 14],
    [0, 2, 6, 4, 2],
    [0, 0, 3, 5, 6],
    [0, 3, 9, 2, 0],
    [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0],
    [3, 2, 6, 3, 0],
    [2, 5, 3, 2, 2],
    [6, 5, 2, 1, 0],
    [0, 2, 2, 3, 7],
]
DIAGNOSES = (  # Fleiss 1971: thirty patients, six diagnoses each
    "444444 222555 233335 555555 222444 113333 333355 113334 114444 555555 "
    "144444 124444 222333 144444 224445 333335 111455 111112 224444 133555 "
    "555555 244444 224555 114444 144445 222224 111155 224444 133333 555555"
)
UNEQUAL = [[2, 0], [3, 0], [1, 2], [0, 3]]


def diagnoses() -> pd.DataFrame:
    """The patients' diagnoses as labels of six people."""
    patients = DIAGNOSES.split()
    return grid(*(" ".join(patient[rater] for patient in patients) for rater in range(6)))


def test_kappa_of_two_people_is_scotts_pi_and_falls_where_one_label_is_common():
    """KP1: both tables agree on 85 %."""
    assert [0.6992, 0.3143] == [
        round(agreement.kappa(crossed(table)).only().value, 4) for table in FEINSTEIN_CICCHETTI
    ]


def test_kappa_equals_the_textbook():
    """FK1: ten subjects, fourteen raters."""
    found = agreement.kappa(tallied(PSYCHIATRISTS)).only()

    assert (0.2099, 10, 10.0) == (round(found.value, 4), found.n, found.n_eff)
    assert "fleiss-linearised" == found.method


def test_kappa_equals_fleiss_own_example():
    """FK2: Fleiss 1971, thirty patients; kappa .4302, alpha .4334."""
    rows = diagnoses()

    assert 0.4302 == round(agreement.kappa(rows).only().value, 4)
    assert 0.4334 == round(agreement.alpha(rows).only().value, 4)


def test_kappa_holds_for_unequal_raters_where_statsmodels_refuses():
    """FK3: .6571; statsmodels' own function raises a bare AssertionError."""
    assert 0.6571 == round(agreement.kappa(tallied(UNEQUAL)).only().value, 4)
    with pytest.raises(AssertionError):
        fleiss_kappa(np.array(UNEQUAL))


def test_kappas_general_form_equals_irrcac():
    """GW1: .76117 (.42438, 1) on Krippendorff's example, whose last unit has one label."""
    found = agreement.kappa(grid(*KRIPPENDORFF)).only()

    assert (0.76117, 0.42438, 1.0) == tuple(round(x, 5) for x in (found.value, found.low, found.high))
    assert (12, 11.0) == (found.n, found.n_eff)


def test_kappas_chance_is_reckoned_within_each_queue():
    """Two queues whose raters guess agree no better for having different labels."""
    guesses = crossed([[25, 25], [25, 25]])
    other = guesses.assign(
        overlap_group_id="v" + guesses["overlap_group_id"], label_id="other." + guesses["label_id"]
    )
    rows = pd.concat([guesses.assign(queue_id="image"), other.assign(queue_id="chat")])
    queues = agreement.kappa(rows, ("queue_id",)).rows["value"]

    assert [0.0, 0.0] == pytest.approx(queues.tolist())
    assert 0.0 == pytest.approx(agreement.kappa(rows).only().value)
    assert agreement.kappa(rows.drop(columns="queue_id")).only().value > 0.3


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (tallied([[3, 0], [2, 0]]), "only one label was used"),
        (grid("a . b", ". a ."), "no unit has two labels"),
        (grid("a b"), "one rater agrees with nobody"),
    ],
)
def test_a_kappa_that_is_undefined_says_why(rows, why):
    """SP1: constant raters make neither 0 nor 1, nor a nan that is printed."""
    found = agreement.kappa(rows).only()

    assert (False, why) == (found.exists, found.flags[0])


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 40), st.integers(2, 6), st.integers(0, 2**16))
def test_kappa_equals_statsmodels_on_equal_raters(units, people, seed):
    """Any labels of equally many raters a unit."""
    rows = drawn(units, people, per_unit=people, right=0.6, seed=seed)
    table, _ = aggregate_raters(rows["label_id"].to_numpy().reshape(units, people))
    assume(table.shape[1] > 1)
    found = agreement.kappa(rows).only()

    assert fleiss_kappa(table) == pytest.approx(found.value)
    assert found.low <= found.value <= found.high

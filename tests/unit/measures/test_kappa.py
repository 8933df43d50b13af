"""Kappas equal the published examples and the libraries; where chance explains all they are absent."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from builders.ratings import FEINSTEIN_CICCHETTI, KRIPPENDORFF, crossed, drawn, grid
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa

from labelqa.measures import agreement, kappa
from labelqa.measures.ratings import ratings

SAS = [[0, 4, 1], [0, 8, 0], [0, 1, 5]]
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


def counted(rows: pd.DataFrame) -> np.ndarray:
    """Units by label."""
    ((_, rated),) = ratings(rows)
    return rated.queues[0].table


def test_kappa_and_pi_fall_where_one_label_is_common():
    """KP1: both tables agree on 85 %."""
    assert [0.6995, 0.3182] == [round(kappa.cohen(table).value, 4) for table in FEINSTEIN_CICCHETTI]
    assert [0.6992, 0.3143] == [round(kappa.scott(table).value, 4) for table in FEINSTEIN_CICCHETTI]


@pytest.mark.parametrize(
    ("weights", "expected"),
    [(None, (0.4842, 0.2137, 0.7547)), ([0, 1, 2], (0.4701, 0.1845, 0.7558))],
)
def test_cohens_kappa_has_the_interval_of_sas(weights, expected):
    """CK1: simple and linearly weighted, with asymptotic standard errors."""
    found = kappa.cohen(SAS, weights=weights)

    assert expected == tuple(round(x, 4) for x in (found.value, found.low, found.high))
    assert (19, "cohen-ase") == (found.n, found.method)


def test_fleiss_and_randolph_equal_the_textbook():
    """FK1: ten subjects, fourteen raters; .2099 and .2225."""
    assert (0.2099, 0.2225) == tuple(round(f(PSYCHIATRISTS).value, 4) for f in (kappa.fleiss, kappa.randolph))


def test_fleiss_equals_his_own_example():
    """FK2: Fleiss 1971, thirty patients; kappa .4302, alpha .4334."""
    rows = diagnoses()

    assert 0.4302 == round(kappa.fleiss(counted(rows)).value, 4)
    assert 0.4334 == round(agreement.alpha(rows).only().value, 4)


def test_fleiss_holds_for_unequal_raters_where_statsmodels_refuses():
    """FK3: .6571; statsmodels' own function raises a bare AssertionError, so it is never asked."""
    assert 0.6571 == round(kappa.fleiss(UNEQUAL).value, 4)
    with pytest.raises(AssertionError):
        fleiss_kappa(np.array(UNEQUAL))


def test_fleiss_general_form_equals_irrcac():
    """GW1: .76117 (.42438, 1) on Krippendorff's example, whose last unit has one label."""
    found = kappa.fleiss(counted(grid(*KRIPPENDORFF)))

    assert (0.76117, 0.42438, 1.0) == tuple(round(x, 5) for x in (found.value, found.low, found.high))


def test_conger_of_two_people_is_cohen():
    """Each by their own habits."""
    for table in FEINSTEIN_CICCHETTI:
        assert kappa.cohen(table).value == pytest.approx(kappa.conger(crossed(table)).value)


def test_randolph_counts_the_labels_on_offer():
    """Agreement by chance is 1 / q, used or not."""
    two, five = kappa.randolph([[2, 0], [1, 1]]), kappa.randolph([[2, 0], [1, 1]], 5)

    assert (0.0, 0.5 - 0.2) == pytest.approx((two.value, five.value * 0.8))


@pytest.mark.parametrize(
    ("estimate", "why"),
    [
        (kappa.cohen([[9, 0], [0, 0]]), "only one label was used"),
        (kappa.cohen([[0, 0], [0, 0]]), "no pairs of labels"),
        (kappa.fleiss([[3, 0], [2, 0]]), "only one label was used"),
        (kappa.fleiss([[1, 0], [0, 1]]), "no unit has two labels"),
        (kappa.scott([[9, 0], [0, 0]]), "only one label was used"),
        (kappa.conger(grid("a b")), "one rater agrees with nobody"),
    ],
)
def test_a_kappa_that_is_undefined_says_why(estimate, why):
    """SP1: constant raters make neither 0 nor 1, nor a nan that is printed."""
    assert (False, (why,)) == (estimate.exists, estimate.flags)


def test_raters_who_never_differ_have_an_interval():
    """20 of 20: kappa 1, its lower end Wilson's .839 beyond the chance of one half."""
    found = kappa.cohen([[10, 0], [0, 10]])

    assert (1.0, 1.0, 0.678) == (found.value, found.high, round(found.low, 3))


def test_a_table_that_is_not_square_is_refused():
    """Rows and columns are the same labels."""
    with pytest.raises(ValueError, match="square"):
        kappa.cohen([[1, 2, 3], [4, 5, 6]])


def test_crossed_labels_stand_in_one_order():
    """A label that one of the two never gave has its row and column."""
    first, second = pd.Series(["b", "b", "a"]), pd.Series(["c", "b", "a"])

    assert [[1, 0, 0], [0, 1, 1], [0, 0, 0]] == kappa.crossed(first, second).tolist()
    assert (4, 4) == kappa.crossed(first, second, ["d", "c", "b", "a"]).shape
    with pytest.raises(ValueError, match="not among"):
        kappa.crossed(first, second, ["a", "b"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=40), st.booleans())
def test_cohens_kappa_equals_scikit_learn(pairs, weighted):
    """On any pairs of labels, plain and linearly weighted."""
    first, second = (np.array(side) for side in zip(*pairs, strict=True))
    table = kappa.crossed(pd.Series(first), pd.Series(second), range(4))
    found = kappa.cohen(table, weights=range(4) if weighted else None)
    assume(found.exists)
    expected = cohen_kappa_score(first, second, labels=range(4), weights="linear" if weighted else None)

    assert expected == pytest.approx(found.value)
    assert found.low <= found.value <= found.high


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 40), st.integers(2, 6), st.integers(0, 2**16))
def test_fleiss_and_randolph_equal_statsmodels_on_equal_raters(units, people, seed):
    """Any labels of equally many raters a unit."""
    rows = drawn(units, people, per_unit=people, right=0.6, seed=seed)
    table, _ = aggregate_raters(rows["label_id"].to_numpy().reshape(units, people))
    assume(table.shape[1] > 1)

    assert fleiss_kappa(table) == pytest.approx(kappa.fleiss(table).value)
    assert fleiss_kappa(table, method="randolph") == pytest.approx(kappa.randolph(table).value)

"""An answer of the solver is one that keeps to its constraints."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint

from labelqa.disclosure.solving import INFEASIBLE, UNBOUNDED, solve

# scipy issue 24141: HiGHS answered 16, 1, 10, 1, 31, 8, 0, 182, which breaks two of the sums.
SUMS = [42, 252, 277, 41, 222, 48]
CELLS = ["01101000", "00111011", "11111101", "01011100", "01001101", "01101110"]


def test_an_answer_that_was_once_wrong_is_right():
    """Its least sum is 277."""
    matrix = np.array([[int(each) for each in row] for row in CELLS])
    found = solve(np.ones(8), [LinearConstraint(matrix, SUMS, SUMS)], Bounds(0, np.inf), np.ones(8))

    assert SUMS == list(matrix @ np.round(found.x))
    assert 277 == found.fun


@pytest.mark.parametrize(
    ("row", "status"),
    [(LinearConstraint([[1, 1]], 3, 2), INFEASIBLE), (LinearConstraint([[1, -1]], 0, 0), UNBOUNDED)],
    ids=["none keeps to them", "none is the least"],
)
def test_no_answer_has_its_reason(row, status):
    """None keeps to the constraints, or none is the least."""
    assert status == solve(-np.ones(2), [row], Bounds(0, np.inf), np.zeros(2)).status


@given(st.lists(st.lists(st.integers(-1, 1), min_size=4, max_size=4), min_size=1, max_size=3),
       st.lists(st.integers(0, 30), min_size=4, max_size=4))  # fmt: skip
@settings(max_examples=30, deadline=None)
def test_an_answer_is_no_worse_than_any_that_is_known(rows, known):
    """The known one keeps to the sums that were made of it."""
    matrix = np.array(rows)
    sums = matrix @ known
    found = solve(np.ones(4), [LinearConstraint(matrix, sums, sums)], Bounds(0, 40), np.ones(4))

    assert list(sums) == list(matrix @ np.round(found.x))
    assert sum(np.round(found.x)) <= sum(known)

"""Statements say no more and no less than what was printed."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelqa.disclosure.rounding import SHARE_STEP, to_step
from labelqa.disclosure.statements import Statement, exact, ratio


def holds(statement: Statement, **cells: int) -> bool:
    """Whether a statement is true of cells."""
    total = sum(exact(each) * cells[cell] for cell, each in statement.terms.items())
    above = statement.low is None or total >= exact(statement.low)
    return above and (statement.high is None or total < statement.high or total == statement.high != 0)


@given(st.integers(0, 500), st.integers(1, 500))
def test_a_printed_share_is_true_of_the_counts_behind_it_and_not_of_a_step_beside(part, more):
    """Half a step down is inside, half a step up is not: a half was rounded upwards."""
    whole = part + more
    value = float(to_step(part / whole, SHARE_STEP))
    told = ratio("t", {"k": 1}, {"n": 1}, value, SHARE_STEP)
    beside = ratio("t", {"k": 1}, {"n": 1}, round(value + SHARE_STEP, 3), SHARE_STEP)

    assert all(holds(each, k=part, n=whole) for each in told)
    assert not all(holds(each, k=part, n=whole) for each in beside)


def test_a_ratio_is_two_inequalities_without_a_division():
    """0.965 in half points of a part of a whole: between 0.9625 and 0.9675 of it."""
    least, most = ratio("t", {"a": 1, "b": 1}, {"a": 1, "b": 1, "c": 1}, 0.965, 0.005)

    assert {"a": Fraction("0.0375"), "b": Fraction("0.0375"), "c": Fraction("-0.9625")} == dict(least.terms)
    assert (0, None, None, 0) == (least.low, least.high, most.low, most.high)
    assert (False, True) == (least.below, most.below)


@pytest.mark.parametrize(
    ("number", "as_written"), [(0.1, Fraction(1, 10)), (3, 3), (Fraction(1, 3), Fraction(1, 3))]
)
def test_numbers_are_taken_as_they_are_written(number, as_written):
    """A tenth is a tenth, not the binary number beside it."""
    assert as_written == exact(number)

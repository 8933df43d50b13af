"""Of many tests the significant ones are few, and not by chance."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from labelqa.estimates import Outcome, Target, Verdict
from labelqa.measures.false_discovery import judged_together, mid_p, q_values

FD1 = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528]
FD1 += [0.7590, 1.0]


def test_the_adjusted_p_values_equal_the_published_ones():
    """FD1: Benjamini and Hochberg 1995, adjusted as R's p.adjust does."""
    expected = [0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.063857, 0.063857, 0.0645, 0.0765]

    assert expected == pytest.approx(q_values(FD1)[:9], abs=5e-7)


@pytest.mark.parametrize(("method", "rejected"), [("bh", 4), ("by", 3)])
def test_as_many_are_rejected_as_published(method, rejected):
    """FD1 at 5 %: four where tests are independent, three whatever their dependence."""
    assert rejected == (q_values(FD1, method) <= 0.05).sum()


def verdicts(*probabilities: float) -> list[Verdict | None]:
    """Each judged by itself at 95 %."""
    outcomes = [
        Outcome.MET if p >= 0.95 else Outcome.MISSED if p <= 0.05 else Outcome.UNDECIDED
        for p in probabilities
    ]
    return [Verdict(outcome, p, Target(0.9)) for outcome, p in zip(outcomes, probabilities, strict=True)]


def test_of_a_family_only_those_stand_that_would_among_so_many():
    """FD1 at 5 %: four of nine that are below .05 by themselves; the probabilities stay as they are."""
    found = judged_together([*verdicts(*FD1), None])

    assert [Outcome.MISSED] * 4 == [each.outcome for each in found[:4]]
    assert {Outcome.UNDECIDED} == {each.outcome for each in found[4:14]}
    assert [*FD1, None] == [each and each.probability for each in found]


def test_one_unit_is_no_family():
    """Nothing changes of it; and those that met are held as those that missed are."""
    assert verdicts(0.04) == judged_together(verdicts(0.04))
    assert [Outcome.UNDECIDED] * 2 == [each.outcome for each in judged_together(verdicts(0.96, 0.5))]


def test_a_test_that_was_not_made_is_not_counted():
    """It has no q, and the others have theirs as if it were not there."""
    assert [0.02, 0.03] == q_values([0.01, np.nan, 0.03])[[0, 2]].tolist()
    assert np.isnan(q_values([0.01, np.nan])[1])
    assert [] == q_values([]).tolist()


@pytest.mark.parametrize("k", [0, 3, 9, 10])
def test_the_mid_p_value_counts_half_of_what_was_seen(k):
    """P(X < k) + P(X = k) / 2, exact."""
    expected = stats.binom.cdf(k - 1, 10, 0.95) + stats.binom.pmf(k, 10, 0.95) / 2

    assert expected == pytest.approx(float(mid_p(k, 10, 0.95)))


@pytest.mark.parametrize("k", [1, 2, 3])
def test_what_is_not_whole_lies_close_to_what_is(k):
    """Effective counts: no jump on the way to a whole number."""
    assert float(mid_p(k, 3, 0.6)) == pytest.approx(float(mid_p(k - 1e-9, 3, 0.6)), abs=1e-7)


def test_nothing_seen_says_nothing():
    """No audits: a p value of one half."""
    assert 0.5 == mid_p(0, 0, 0.95)


@given(st.floats(0, 1), st.floats(0, 1), st.floats(1, 300), st.floats(0.5, 0.99))
def test_the_more_are_right_the_larger_the_p_value(a, b, n, target):
    """For counts that are not whole, too."""
    low, high = sorted((a, b))
    p = mid_p([low * n, high * n], n, target)

    assert 0 <= p[0] <= p[1] + 1e-12
    assert p[1] <= 1

"""Whether a change made something worse by more than a margin, or whether that is not known."""

from __future__ import annotations

import pytest
from statsmodels.stats.proportion import tost_proportions_2indep

from labelqa.estimates import Estimate, Outcome, Unit
from labelqa.measures.non_inferiority import no_worse
from labelqa.measures.proportions import wilson


def share(k: int, n: int) -> Estimate:
    """k of n with Wilson's interval."""
    low, high = wilson(k, n)
    return Estimate(k / n, float(low), float(high), n, float(n), "wilson")


@pytest.mark.parametrize(
    ("before", "after", "outcome"),
    [
        ((1900, 2000), (1895, 2000), Outcome.MET),
        ((1900, 2000), (1800, 2000), Outcome.MISSED),
        ((95, 100), (94, 100), Outcome.UNDECIDED),
    ],
)
def test_it_is_no_worse_only_where_that_is_sure(before, after, outcome):
    """Two points may be lost; few audits decide nothing."""
    found = no_worse(share(*before), share(*after), 0.02)

    assert outcome is found.verdict.outcome
    assert after[0] / after[1] - before[0] / before[1] == pytest.approx(found.difference.value)
    assert Unit.POINTS is found.difference.unit


@pytest.mark.parametrize("after", [1880, 1860, 1840])
def test_its_probability_is_that_of_the_lower_test_of_tost(after):
    """statsmodels' score test on plain counts, to a hundredth."""
    found = no_worse(share(1900, 2000), share(after, 2000), 0.02)
    lower = tost_proportions_2indep(
        after, 2000, 1900, 2000, -0.02, 0.02, compare="diff", method="score"
    ).results_larger

    assert lower.pvalue == pytest.approx(1 - found.verdict.probability, abs=0.01)


def test_without_one_of_the_two_there_is_no_verdict():
    """The difference says why."""
    found = no_worse(Estimate.absent("no audits"), share(95, 100), 0.02)

    assert (None, ("no audits",)) == (found.verdict, found.difference.flags)

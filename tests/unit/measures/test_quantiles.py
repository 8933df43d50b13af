"""Quantiles of counted values are those of the values written out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelqa.measures.quantiles import quantile


@given(
    bins=st.dictionaries(st.integers(1, 500), st.integers(1, 40), min_size=1, max_size=15),
    q=st.sampled_from([0.1, 0.5, 0.9]),
)
def test_counted_values_have_numpys_quantiles(bins, q):
    """Type 7, and an interval around it within what was seen."""
    values, counts = list(bins), list(bins.values())
    found = quantile(values, counts, q)

    assert np.quantile(np.repeat(values, counts), q) == pytest.approx(found.value)
    assert min(values) <= found.low <= found.value <= found.high <= max(values)
    assert sum(counts) == found.n


def test_the_interval_is_of_order_statistics():
    """The median of 1 to 100: ranks qbinom(.025) = 40 and qbinom(.975) + 1 = 61."""
    found = quantile(range(1, 101), [1] * 100, 0.5)

    assert (50.5, 40.0, 61.0, ()) == (found.value, found.low, found.high, found.flags)


def test_the_interval_covers_the_true_median_as_often_as_it_says():
    """At least 95 % of 2 000 samples of 60 skewed values, for ranks are whole; and not nearly all."""
    rng = np.random.default_rng(5)
    found = [quantile(rng.lognormal(3, 1, 60), np.ones(60), 0.5) for _ in range(2000)]
    covered = np.mean([e.low <= np.exp(3) <= e.high for e in found])

    assert 0.95 <= covered <= 0.985


@pytest.mark.parametrize(
    ("n", "flags"), [(1, ("interval covers 0% only",)), (3, ("interval covers 75% only",)), (6, ())]
)
def test_too_few_values_for_95_percent_are_flagged(n, flags):
    """Three values lie all on one side of the median one time in four."""
    assert flags == quantile(range(n), [1] * n, 0.5).flags


def test_no_values_have_no_quantile():
    """Absent, not an error."""
    assert not quantile([], [], 0.5).exists

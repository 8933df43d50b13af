"""A product is as uncertain as its factors together."""

from __future__ import annotations

import math

import pytest

from labelqa.estimates import Estimate, Unit
from labelqa.measures.products import mover_product

SHARE = Estimate(0.9, 0.8, 0.95, 40, 40.0, "wilson")
RATE = Estimate(50.0, 40.0, 60.0, 12, 12.0, "ratio-linearised", Unit.PER_HOUR, ("few",))


def test_distances_join_on_the_log_scale():
    """By hand."""
    found = mover_product(RATE, SHARE, Unit.PER_HOUR)
    low = 45 * math.exp(-math.hypot(math.log(50 / 40), math.log(0.9 / 0.8)))
    high = 45 * math.exp(math.hypot(math.log(60 / 50), math.log(0.95 / 0.9)))

    assert (45.0, low, high) == pytest.approx((found.value, found.low, found.high))
    assert (12, 12.0, "mover-log", ("few",)) == (found.n, found.n_eff, found.method, found.flags)


def test_a_known_factor_only_scales():
    """A count has no uncertainty of its own."""
    count = Estimate(2.0, 2.0, 2.0, 2, 2.0, "count", Unit.COUNT)
    found = mover_product(RATE, count, Unit.PER_HOUR)

    assert (100.0, 80.0, 120.0) == pytest.approx((found.value, found.low, found.high))


def test_nothing_times_something_is_nothing_as_far_as_is_known():
    """The upper end is that of both; a lower end at 0 stays there."""
    none = Estimate(0.0, 0.0, 0.2, 20, 20.0, "wilson")
    open_below = Estimate(0.1, 0.0, 0.3, 20, 20.0, "wilson")

    assert (0.0, 12.0) == (
        mover_product(RATE, none, Unit.PER_HOUR).low,
        mover_product(RATE, none, Unit.PER_HOUR).high,
    )
    assert 0.0 == mover_product(RATE, open_below, Unit.PER_HOUR).low


def test_what_is_missing_makes_the_product_missing():
    """With its reason, and nobody else's."""
    found = mover_product(RATE, Estimate.absent("no audits"), Unit.PER_HOUR)

    assert not found.exists
    assert ("no audits",) == found.flags

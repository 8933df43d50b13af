"""Sample sizes against textbooks, R and the exact binomial."""

from __future__ import annotations

import pytest

from labelqa.errors import DataError
from labelqa.estimates import Unit
from labelqa.measures.sample_sizes import (
    error_for_miss,
    highest_shown,
    most_right,
    power,
    power_to_show,
    size_for_difference,
    size_to_show,
)

NEEDED = {0.93: 930, 0.92: 456, 0.90: 191, 0.88: 112, 0.85: 59, 0.80: 33}


@pytest.mark.parametrize(
    ("first", "second", "power", "size"), [(0.5, 0.75, 0.9, 76.707), (0.95, 0.93, 0.8, 2212.205)]
)
def test_two_shares_take_what_r_says(first, second, power, size):
    """SS2: power.prop.test, in each group."""
    assert size == round(size_for_difference(first, second, power), 3)


@pytest.mark.parametrize("share", NEEDED)
def test_the_audits_that_show_a_miss_of_95(share):
    """Section 2.14: exact, one-sided at 5 %, power .8."""
    assert NEEDED[share] == size_to_show(share, 0.95)


@pytest.mark.parametrize("share", NEEDED)
def test_power_never_falls_short_again(share):
    """One audit fewer is too few, and no larger number is."""
    n = NEEDED[share]

    assert power_to_show(n - 1, share, 0.95) < 0.8
    assert (power_to_show(range(n, 3 * n), share, 0.95) >= 0.8).all()


def test_thirty_audits_show_a_true_90_one_time_in_six():
    """Section 0: power 17.5 % against 95 %, for 25 right ones at most show it."""
    assert (25, 0.175) == (int(most_right(30, 0.95)), round(float(power_to_show(30, 0.90, 0.95)), 3))


def test_so_few_audits_that_none_right_shows_nothing():
    """A single wrong audit happens one time in 25 where 96 % are right, and one in 10 where 90 % are."""
    assert (0, -1) == (int(most_right(1, 0.96)), int(most_right(1, 0.90)))
    assert (0.2, 0.0) == (round(highest_shown(1, 0.96), 3), highest_shown(1, 0.90))


def test_the_highest_share_shown_is_shown_with_that_power():
    """By the power itself; and 191 audits show no more than 90 % and a little."""
    found = highest_shown(191, 0.95)

    assert pytest.approx(0.8) == float(power_to_show(191, found, 0.95))
    assert 0.90 <= found < 0.901


def test_a_share_at_its_target_is_never_shown_below():
    """It is refused, with what was asked."""
    with pytest.raises(DataError, match=r"0\.95 is not below the target 0\.95"):
        size_to_show(0.95, 0.95)


def test_the_error_that_shows_a_miss_is_the_gap_over_both_quantiles():
    """Two points: 2 / (1.645 + .842)."""
    assert 0.00804 == round(error_for_miss(0.02), 5)


def test_the_power_table_has_what_each_true_share_takes():
    """With the most right ones, the chance of thirty audits, and what two groups take."""
    found = power(30, 0.95, [0.90, 0.80])
    needed = [(by["true_share"], e.value, e.low, e.high, e.method) for by, e in found.needed]

    assert [("0.9", 191, 191, 191, "exact-binomial"), ("0.8", 33, 33, 33, "exact-binomial")] == needed
    assert [175, 28] == list(found.needed.rows["right"])
    assert [(0.175, 30), (0.745, 30)] == [(round(e.value, 3), e.n) for _, e in found.chance]
    assert (highest_shown(30, 0.95), 30) == (found.highest.value, found.highest.n)
    assert (2213, Unit.COUNT) == (found.apart.value, found.apart.unit)


def test_no_audits_show_nothing():
    """Power nought, and no share is low enough."""
    found = power(0, 0.95, [0.80])

    assert (0.0, 0.0) == (found.chance.first().value, found.highest.value)

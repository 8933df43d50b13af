"""Which sums cannot be told, and what hides them."""

from __future__ import annotations

import pytest

from labelqa.disclosure.cells import Levels, Rules, sensitive_amount

HANDBOOK = [50_000, 49_000, *[100] * 10]


def test_the_p_percent_rule_finds_what_dominance_passes():
    """SD2: safe by (1, 90); a remainder of 1,000 is short of 15 % of 50,000 by the upper level, 6,500."""
    found = sensitive_amount(HANDBOOK, Rules(p_percent=15))

    assert 100_000 == sum(HANDBOOK)
    assert ("the p % rule", 6_500) == (found.why, found.levels.upper)
    assert sensitive_amount(HANDBOOK, Rules(p_percent=1)) is None


def test_dominance_of_several_is_found():
    """(2, 85): the two largest of 100 hold 90, which is too much until the sum is 90 / .85."""
    found = sensitive_amount([50, 40, 6, 4], Rules(p_percent=1, largest=2, share=0.85))

    assert "dominance" == found.why
    assert found.levels.upper == pytest.approx(90 / 0.85 - 100)
    assert sensitive_amount([50, 35, 9, 6], Rules(p_percent=1, largest=2, share=0.85)) is None


@pytest.mark.parametrize(
    ("parts", "why"), [([100], "dominance and the p % rule"), ([60, 40], "the p % rule")]
)
def test_a_sum_of_one_or_two_is_never_told(parts, why):
    """One would be told itself, two each other; somebody else may be told of two."""
    assert why == sensitive_amount(parts, Rules(p_percent=5)).why
    assert sensitive_amount([60, 40], Rules(p_percent=5), told_to_parts=False) is None


def test_nothing_of_nobody_hides_nothing():
    """There is no one to tell of."""
    assert sensitive_amount([], Rules(p_percent=15)) is None
    assert sensitive_amount([0, 0, 0], Rules(p_percent=15)) is None


def test_a_level_reaches_no_lower_than_nothing():
    """An amount is not negative."""
    assert Levels(100, 150) == sensitive_amount([100], Rules(p_percent=150)).levels

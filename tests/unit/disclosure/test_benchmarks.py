"""A rate of the others, or nothing."""

from __future__ import annotations

import pytest

from labelqa.disclosure.benchmarks import Contribution, benchmark

FOUR = [
    Contribution("own", 1000, 990),
    Contribution("a", 1000, 950),
    Contribution("b", 1200, 1164),
    Contribution("c", 900, 846),
]


def test_the_rate_is_that_of_the_others_together_in_half_points():
    """Without the recipient's own numbers: 2,960 of 3,100."""
    found = benchmark(FOUR, "own", 12)

    assert (0.955, "") == (found.value, found.why)
    assert found == benchmark([Contribution("own", 5, 0), *FOUR[1:]], "own", 12)


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        (FOUR[:3], "2 other holdings"),
        ([*FOUR[:3], Contribution("a", 900, 846)], "2 other holdings"),
        ([*FOUR[:3], Contribution("c", 900, 846, consents=False)], "2 other holdings"),
        ([*FOUR[:3], Contribution("c", 0, 0)], "2 other holdings"),
        ([*FOUR[:3], Contribution("c", 98_000, 97_000)], "dominance"),
        ([], "0 other holdings"),
    ],
    ids=["few", "one owner of two", "no consent", "no work", "C10: dominance", "nobody"],
)
def test_where_one_could_be_told_from_it_there_is_no_rate(parts, why):
    """The reason is for the run record."""
    found = benchmark(parts, "own", 12)

    assert found.value is None
    assert why in found.why


def test_the_p_percent_rule_is_seen_from_the_recipient():
    """What is left beside the largest must be p % of it; p is secret, and a large one hides more."""
    parts = [Contribution("own", 10, 9), Contribution("a", 50, 45), Contribution("b", 30, 28)]
    parts.append(Contribution("c", 21, 20))

    assert benchmark(parts, "own", 50).value is not None
    assert "the p % rule" == benchmark(parts, "own", 150).why

"""A rate of the others, or nothing."""

from __future__ import annotations

import numpy as np
import pytest

from labelqa.disclosure.benchmarks import Contribution, benchmark, fewest_observations, step_of


def part(holding: str, amount: float, good: float, *, consents: bool = True) -> Contribution:
    """A vendor whose every observation counts for one."""
    return Contribution(holding, amount, good, consents, int(amount))


FOUR = [part("own", 1000, 990), part("a", 1000, 950), part("b", 1200, 1164), part("c", 900, 846)]


def test_the_rate_is_that_of_the_others_together_in_half_points():
    """Without the recipient's own numbers: 2,960 of 3,100."""
    found = benchmark(FOUR, "own", 12)

    assert (0.955, "") == (found.value, found.why)
    assert found == benchmark([part("own", 5, 0), *FOUR[1:]], "own", 12)


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        (FOUR[:3], "2 other holdings"),
        ([*FOUR[:3], part("a", 900, 846)], "2 other holdings"),
        ([*FOUR[:3], part("c", 900, 846, consents=False)], "2 other holdings"),
        ([*FOUR[:3], part("c", 0, 0)], "2 other holdings"),
        ([*FOUR[:3], part("c", 98_000, 97_000)], "dominance"),
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
    parts = [part("own", 100, 90), part("a", 500, 450), part("b", 300, 280), part("c", 210, 200)]

    assert benchmark(parts, "own", 50).value is not None
    assert "the p % rule" == benchmark(parts, "own", 150).why


@pytest.mark.parametrize(
    ("observations", "step"),
    [(2000, 0.005), (1999, 0.01), (999, 0.02), (499, 0.05), (200, 0.05), (199, None)],
)
def test_the_fewer_the_observations_the_coarser_the_step(observations, step):
    """Half a step of them is five at least, which is all that may be wrong where the rate says 100 %."""
    assert step == step_of(observations)


@pytest.mark.parametrize("volumes", [(700, 700, 700), (900, 500, 420), (80, 70, 60), (40, 30, 20)])
def test_whether_a_rate_is_told_rests_on_amounts_alone(volumes):
    """Whoever was wrong how often."""
    draw = np.random.default_rng(5)
    tried = [
        [FOUR[0], *(part(name, n, draw.integers(0, n + 1)) for name, n in zip("abc", volumes, strict=True))]
        for _ in range(50)
    ]
    told = {benchmark(parts, "own", 12).value is None for parts in tried}

    assert {sum(volumes) < fewest_observations()} == told

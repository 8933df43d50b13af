"""The design effect of people is right on average, whoever does how much of the work."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import special, stats

from labelqa.estimates import Z95
from labelqa.measures.homogeneity import MOST_ALIKE, Tally, Workload


def measured(work: np.ndarray, weight: np.ndarray, alike: float, samples: int = 4000):
    """Design effects of samples of `work` (rows by person and stratum) of people so alike, at 80 %."""
    rng = np.random.default_rng(7)
    strength = (1 - alike) / alike
    place = rng.random((samples, len(work), 1))
    right = rng.binomial(work, special.betaincinv(0.8 * strength, 0.2 * strength, place)).astype(float)
    share = right.sum(axis=1) / work.sum(axis=0)
    people, strata = np.nonzero(work)
    sums = work[people, strata] * weight[strata]
    alone = share * (1 - share) @ (weight**2 * work.sum(axis=0))
    residual = (right - work * share[:, None, :]) @ weight
    tally = Tally(right.sum(axis=2), share @ work.T, work.sum(axis=1).astype(float))
    return Workload.summed(people, strata, sums, sums * weight[strata]).effect(residual, alone, tally)


@pytest.mark.parametrize(
    "work",
    [[[25, 10]] * 8, [[90, 40], [30, 5], [10, 20], [5, 5], [5, 5]], [[60, 0], [20, 0], [0, 40], [0, 40]] * 2],
    ids=["equal", "one does most", "each in one stratum"],
)
def test_the_effect_is_that_of_the_correlation_there_is(work):
    """1 + rho (sum W^2 / sum w^2 - 1) at a correlation of .05, within a sixth."""
    work, weight = np.array(work), np.array([3.0, 1.0])
    mine, square = work @ weight, float((work @ weight**2).sum())

    assert 1 + 0.05 * (mine @ mine / square - 1) == pytest.approx(
        measured(work, weight, 0.05).value.mean(), rel=0.17
    )


def test_the_fewer_people_the_more_doubt():
    """What people add, times Student's quantile over the normal one, squared."""
    for people in (4, 60):
        found = measured(np.full((people, 1), 10), np.ones(1), 0.5, 1)
        doubt = (stats.t.ppf(0.975, people - 1) / Z95) ** 2

        assert doubt * (found.value[0] - 1) == pytest.approx(found.cautious[0] - 1)


def test_where_one_does_most_there_is_as_much_doubt_as_of_two():
    """Nine others with one row each say little of how people differ."""
    found = measured(np.array([[100], *[[1]] * 9]), np.ones(1), 0.5, 50)
    some = found.value > 2

    assert ((found.cautious[some] - 1) / (found.value[some] - 1) > 20).all()


@pytest.mark.parametrize("work", [np.eye(4, dtype=int) * 20, np.ones((5, 1), int), np.full((1, 3), 9)])
def test_people_who_cannot_be_told_apart_add_nothing(work):
    """Each a stratum of their own, one row each, or one person alone."""
    found = measured(work, np.ones(work.shape[1]), 0.05, 3)

    assert [1.0] * 3 == list(found.value)
    assert [1.0] * 3 == list(found.cautious)


def test_everything_right_says_nothing_of_people():
    """No row differs from its stratum."""
    tally = Tally(np.array([2.0, 1.0]), np.array([2.0, 1.0]), np.array([2.0, 1.0]))
    found = Workload.of([0, 0, 1], [0, 0, 0], [1, 1, 1]).effect(np.zeros(2), 0.0, tally)

    assert 1.0 == float(found.value)
    assert 1 + MOST_ALIKE * (5 / 3 - 1) == pytest.approx(float(found.cautious))


@pytest.mark.parametrize(("right", "least", "most"), [(95, 0.0, 0.02), (100, MOST_ALIKE, MOST_ALIKE)])
def test_few_errors_do_not_rule_out_that_people_differ(right, least, most):
    """Five of a hundred wrong of everybody speak against it; none wrong of anybody does not."""
    rows, all_right = np.full(6, 100.0), np.full(6, float(right))
    found = float(Tally(all_right, all_right, rows).most_alike(1.0))

    assert least <= found <= most


def test_right_and_wrong_say_the_same_of_people():
    """Whichever of the two is counted."""
    right, rows = np.array([[90.0, 100.0, 99.0]]), np.full(3, 100.0)
    expected = np.full((1, 3), right.mean())
    found = [
        Tally(*each, rows).most_alike(1.0)[0] for each in ((right, expected), (rows - right, rows - expected))
    ]

    assert found[0] == pytest.approx(found[1])


def test_the_fewer_people_the_more_alike_they_may_be():
    """Of the same tallies."""
    right, rows = np.full(4, 29.0), np.full(4, 30.0)
    known, doubted = (float(Tally(right, right, rows).most_alike(doubt)) for doubt in (1.0, 2.6))

    assert 0 < known < doubted < MOST_ALIKE

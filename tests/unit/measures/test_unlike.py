"""Mixtures of two Betas: moments and quantiles, and the probability that a month is unlike those before."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from labelqa.measures.unlike import UNLIKE, Mixture, changed, unlikely

MIXED = Mixture(*(np.array([each], float) for each in (96, 4, 23, 12, 0.25)))


def drawn() -> np.ndarray:
    """Many shares of the mixture."""
    rng = np.random.default_rng(4)
    return np.where(rng.random(400_000) < 0.25, rng.beta(23, 12, 400_000), rng.beta(96, 4, 400_000))


def test_a_mixture_s_moments_are_those_of_draws():
    """Mean, probability of being below .95, expected shortfall."""
    shares = drawn()

    assert float(shares.mean()) == pytest.approx(MIXED.mean[0], abs=5e-4)
    assert float((shares < 0.95).mean()) == pytest.approx(MIXED.below(0.95)[0], abs=3e-3)
    assert float(np.maximum(0, 0.95 - shares).mean()) == pytest.approx(MIXED.shortfall(0.95)[0], abs=5e-4)


@pytest.mark.parametrize("tail", [0.025, 0.05, 0.5, 0.975])
def test_a_mixture_s_quantiles_are_where_its_distribution_says(tail):
    """So many are below."""
    assert tail == pytest.approx(MIXED.below(MIXED.quantile(tail))[0], abs=1e-9)


def test_one_beta_alone_is_itself():
    """Without a chance of being unlike."""
    alone = Mixture.usual([96.0], [4.0])

    assert float(stats.beta(96, 4).ppf(0.05)) == pytest.approx(alone.quantile(0.05)[0])
    assert [0.96, 100.0] == pytest.approx([alone.mean[0], alone.strength[0]])


def test_the_chance_of_a_month_is_that_of_a_beta_binomial():
    """But for the orders in which the right ones may come."""
    exact = stats.betabinom(20, 96, 4).pmf(17) / stats.binom(20, 0.5).pmf(17) / 2**20

    assert float(np.log(exact)) == pytest.approx(float(unlikely((17, 20), (96, 4))))


def test_bayes_rule_says_how_surely_a_month_is_unlike():
    """From one in a hundred; a month without checks is like the others."""
    usual = unlikely((22, 33), (96, 4))
    flat, known = 1 / 34, stats.betabinom(33, 96, 4).pmf(22)
    expected = UNLIKE * flat / (UNLIKE * flat + (1 - UNLIKE) * known)

    assert float(expected) == pytest.approx(float(changed(usual, (22, 33))))
    assert 0.0 == float(changed(unlikely((0, 0), (96, 4)), (0, 0)))


def test_all_kinds_of_checks_together_say_that_a_month_is_unlike():
    """12 of 16 audits are hardly odd where weeks vary; 10 of 17 on gold besides are."""
    audits, gold = (([12], [16]), (45.0, 3.0)), (([10], [17]), (60.0, 1.0))
    usual = ([57.0], [7.0])
    alone, both = (Mixture.of_checks(usual, *checks) for checks in ([audits], [audits, gold]))

    assert alone.unlike[0] < 0.5 < 0.99 < both.unlike[0]
    assert 23 / 35 == pytest.approx(both.mean[0], abs=0.005)
    assert alone.mean[0] > 0.8

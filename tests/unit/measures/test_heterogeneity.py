"""What markets have in common is told from where the next one may lie."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.stats.meta_analysis import combine_effects

from labelqa.estimates import Estimate, Estimates
from labelqa.measures.heterogeneity import Effects, pooled

BCG = [(4, 119, 11, 128), (6, 300, 29, 274), (3, 228, 11, 209), (62, 13536, 248, 12619), (33, 5036, 47, 5761)]
BCG += [(180, 1361, 372, 1079), (8, 2537, 10, 619), (505, 87886, 499, 87892), (29, 7470, 45, 7232)]
BCG += [(17, 1699, 65, 1600), (186, 50448, 141, 27197), (5, 2493, 3, 2338), (27, 16886, 29, 17825)]


@pytest.fixture
def bcg() -> Effects:
    """The log relative risks of 13 trials of the BCG vaccine (Colditz et al. 1994)."""
    a, b, c, d = np.array(BCG, float).T
    return Effects(np.log(a / (a + b) / (c / (c + d))), 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d))


def markets(*shares: tuple[float, int]) -> Estimates:
    """Markets of those shares and n."""
    found = [((f"m{i}",), Estimate(p, 0.0, 1.0, n, float(n), "wilson")) for i, (p, n) in enumerate(shares)]
    return Estimates.of("accuracy.audit", ("market_id",), found)


def test_the_variance_between_trials_equals_the_published_one(bcg):
    """dat.bcg in R's metafor, method DL: tau2 .3088, I2 92.12 %, Q 152.2330, mean -.7141."""
    tau2 = bcg.tau2

    assert (0.3088, 0.9212, 152.2330, -0.7141) == pytest.approx(
        (tau2, bcg.i2(tau2), bcg.q(0.0), bcg.mean(tau2)[0]), abs=5e-5
    )


def test_the_interval_of_the_variance_equals_the_published_one(bcg):
    """metafor's confint: tau2 .1197 to 1.1115, I2 81.92 to 97.68 %."""
    ends = bcg.tau2_interval()

    assert (0.1197, 1.1115) == pytest.approx(ends, abs=5e-5)
    assert (0.8192, 0.9768) == pytest.approx([bcg.i2(end) for end in ends], abs=5e-5)


def test_the_error_of_the_mean_is_hartung_and_knapps(bcg):
    """As statsmodels has it, where it is the larger."""
    expected = combine_effects(bcg.y, bcg.variance, method_re="dl")

    assert (expected.mean_effect_re, expected.sd_eff_w_re_hksj) == pytest.approx(bcg.mean(bcg.tau2))


def test_markets_alike_have_no_variance_between_them():
    """Where DerSimonian and Laird's formula is negative it is 0, and so is I squared."""
    found = pooled(markets(*[(0.95, 1500)] * 6))

    assert (0.0, 0.95) == (found.beyond_chance.value, pytest.approx(found.mean.value, abs=0.001))
    assert found.p > 0.99
    assert 0.94 < found.mean.low < found.mean.high < 0.96
    assert found.beyond_chance.low == 0.0


def test_another_market_may_lie_further_off_than_the_mean():
    """Markets from 90 to 98 %: the prediction interval holds the mean's, and nothing beyond 0 and 1."""
    found = pooled(markets((0.98, 1500), (0.96, 1200), (0.94, 1800), (0.90, 900)))

    assert (
        0
        < found.predicted.low
        < found.mean.low
        < found.mean.value
        < found.mean.high
        < found.predicted.high
        < 1
    )
    assert found.predicted.value == found.mean.value
    assert 0.8 < found.beyond_chance.low
    assert found.p < 1e-6
    assert (5400, 5400.0) == (found.mean.n, found.mean.n_eff)


@pytest.mark.parametrize(
    "shares", [[], [(0.9, 10)], [(0.9, 10), (0.8, 20), (0.7, 30)], [*[(0.9, 10)] * 3, (float("nan"), 0)]]
)
def test_three_markets_do_not_say_how_much_markets_differ(shares):
    """Absent, with how many there were."""
    found = pooled(markets(*shares))
    there = sum(p == p for p, _ in shares)

    assert (f"{there} units are too few to compare",) == found.mean.flags == found.predicted.flags
    assert np.isnan(found.p)


def test_markets_without_an_error_have_a_summary():
    """Half an observation is added to either side: no infinite odds."""
    found = pooled(markets((1.0, 40), (1.0, 60), (1.0, 80), (1.0, 50)))

    assert 0.5 < found.mean.low < found.mean.value < found.mean.high < 1


def test_the_interval_of_the_mean_covers_it():
    """300 companies of five markets that differ: at least 270 intervals hold the mean they come from."""
    rng = np.random.default_rng(2)
    inside = 0
    for _ in range(300):
        p = 1 / (1 + np.exp(-(np.log(19) + rng.normal(0, 0.3, 5))))
        mean = pooled(markets(*zip(rng.binomial(1000, p) / 1000, [1000] * 5, strict=True))).mean
        inside += mean.low <= 0.95 <= mean.high

    assert inside >= 270

"""A share of strata that weigh differently: no stratum's luck makes the others certain."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelqa.measures.homogeneity import DesignEffect
from labelqa.measures.proportions import clopper_pearson, mover, wilson
from labelqa.measures.weighted_shares import Parts, as_wide, over_parts

COUNTS = st.lists(st.tuples(st.integers(1, 60), st.integers(0, 60)), min_size=1, max_size=12)


def parts(weight, count) -> Parts:
    """Strata of evenly drawn audits with known weights."""
    count = np.asarray(count, float)
    return Parts(np.asarray(weight, float), count, count, np.zeros(len(count)))


def of_people(effect) -> DesignEffect:
    """A design effect that is known."""
    return DesignEffect(np.asarray(effect, float), np.asarray(effect, float))


def covered(weight, count, p, draws: int = 4000) -> float:
    """How often, in percent, the interval holds the truth."""
    weight = np.asarray(weight, float) / np.sum(weight)
    drawn = np.random.default_rng(20261130).binomial(count, p, size=(draws, len(count)))
    found = over_parts(parts(weight, count), drawn / np.asarray(count))
    truth = float(weight @ np.asarray(p))
    return 100 * float(((found.low <= truth) & (truth <= found.high)).mean())


@pytest.mark.parametrize(
    ("weight", "count", "p"),
    [
        ([0.9] + [0.1 / 9] * 9, [60] * 10, [0.99] * 10),
        ([0.8] + [0.2 / 7] * 7, [100] * 8, [0.985] * 8),
        ([0.6, 0.3, 0.05, 0.05], [25, 150, 60, 60], [0.98, 0.9, 0.95, 0.8]),
        ([1] * 48, [20] * 48, [0.98] * 48),
    ],
)
def test_intervals_cover_the_truth_as_often_as_they_say(weight, count, p):
    """93 to 98 %, where few audits carry most of the weight and where strata are many and small."""
    assert 93 <= covered(weight, count, p) <= 98


def test_a_heavy_stratum_without_an_error_leaves_its_own_uncertainty():
    """The interval is never narrower than what that stratum may hide, whatever the others show."""
    weight, count = [0.9, 0.05, 0.05], [60, 300, 300]
    clean = over_parts(parts(weight, count), [1.0, 0.99, 0.98])
    hidden = 0.9 * (1 - float(wilson(60, 60)[0]))

    assert hidden < clean.value - clean.low
    assert clean.n_eff < 100


def test_strata_whose_audits_stand_for_about_as_many_labels_are_one_group():
    """At most three times as many as the lightest of them; each next group begins with its heaviest."""
    of = parts([40, 30, 15, 13, 12, 1], [10, 10, 10, 10, 10, 10])

    assert [[0, 1, 2], [3, 4], [5]] == [[int(place) for place in sorted(group)] for group in _lists(of)]


def _lists(of: Parts) -> list[list[int]]:
    return [list(group) for group in of.groups()]


def test_groups_are_joined_by_mover_over_the_intervals_of_their_effective_n():
    """Worked out by hand: one heavy stratum beside two light ones."""
    weight, count, p = np.array([0.9, 0.07, 0.03]), np.array([100, 60, 60]), np.array([0.98, 0.85, 0.8])
    light = np.array([0.7, 0.3])
    share = float(light @ p[1:])
    worth = share * (1 - share) / float(light**2 @ (p[1:] * (1 - p[1:]) / 59))
    ends = [wilson(98, 100), wilson(share * worth, worth)]
    low, high = zip(*ends, strict=True)
    found = over_parts(parts(weight, count), p)

    assert mover([0.9, 0.1], [0.98, share], low, high) == pytest.approx((found.value, found.low, found.high))
    assert (2, "mover-wilson") == (found.groups, found.method("wilson"))


def test_double_sampling_equals_the_derived_vector():
    """TP1: 800 audits, 150 failed; of 60 passed 3 are wrong, of 60 failed 52: e .20312, SE .02697."""
    verdicts, n, wrong = np.array([650.0, 150.0]), np.array([60.0, 60.0]), np.array([3 / 60, 52 / 60])
    of = Parts(verdicts, n, n, drift=verdicts)
    found, share = over_parts(of, wrong), verdicts / 800
    split = float(share @ (wrong - found.value) ** 2) / 800

    assert (0.20312, 0.02697) == pytest.approx(
        (float(found.value), float(np.sqrt(of.variance(share, wrong) + split))), abs=6e-6
    )
    assert 120.0 == found.n_eff


@pytest.mark.parametrize(("bounds", "name"), [(wilson, "wilson"), (clopper_pearson, "exact")])
def test_one_stratum_has_its_own_interval(bounds, name):
    """Exactly k of n, by the interval asked for; two alike have one on their effective n."""
    one = over_parts(parts([1], [20]), [0.95], bounds=bounds)
    two = over_parts(parts([1, 1], [20, 20]), [0.95, 0.9], bounds=bounds)

    assert tuple(map(float, bounds(19, 20))) == pytest.approx((one.low, one.high))
    assert (name, f"{name}-effective-n") == (one.method(name), two.method(name))


def test_observations_of_people_who_are_alike_have_the_interval_of_what_they_are_worth():
    """Of one stratum, too: the method's name says so."""
    found = over_parts(parts([1], [20]), [0.95], people=DesignEffect(np.ones(()), np.full((), 2.0)))

    assert tuple(map(float, wilson(9.5, 10))) == pytest.approx((found.low, found.high))
    assert "wilson-effective-n" == found.method("wilson")


def test_many_samples_are_estimated_as_each_alone():
    """Shares along the first axis, each with a design effect of its own."""
    of, effects = parts([5, 1, 1], [20, 30, 40]), np.array([1.0, 2.5])
    p = np.array([[0.9, 0.8, 1.0], [1.0, 1.0, 0.5]])
    both = over_parts(of, p, people=of_people(effects))
    alone = [over_parts(of, each, people=of_people(e)) for each, e in zip(p, effects, strict=True)]

    for name in ("value", "low", "high", "n_eff"):
        assert [getattr(one, name) for one in alone] == pytest.approx(list(getattr(both, name)))


def test_groups_of_parts_of_the_same_people_err_together():
    """Two groups whose people are all that varies: their moves are added, not the squares of them."""
    of, p = parts([9, 1], [40, 100]), np.array([0.95, 0.9])
    together = over_parts(of, p, people=of_people(1e6))
    ends = wilson(p * of.n / 1e6, of.n / 1e6)

    assert [0.9 * low + 0.1 * other for low, other in ends] == pytest.approx(
        [float(together.low), float(together.high)], abs=1e-4
    )


@given(k=st.integers(0, 300), n=st.integers(1, 300))
def test_as_wide_is_wilson_turned_round(k, n):
    """From the interval back to its n."""
    k = min(k, n)

    assert n == pytest.approx(float(as_wide(k / n, *wilson(k, n))), rel=1e-6)


def test_an_interval_of_the_whole_range_is_worth_next_to_nothing():
    """But not nothing, for others divide by it."""
    assert 0 < float(as_wide(0.1, 0.0, 1.0)) < 1e-4


@given(cells=COUNTS, scale=st.floats(0.001, 1000), effect=st.floats(1, 20))
def test_weights_have_no_unit_and_intervals_hold_their_value(cells, scale, effect):
    """Whatever was found; observations that are worth less never narrow the interval."""
    count = np.array([n for n, _ in cells])
    weight = count * np.arange(1, len(cells) + 1) ** 2
    p = np.minimum([k for _, k in cells], count) / count
    found, again = (over_parts(parts(weight * by, count), p) for by in (1, scale))
    alike = over_parts(parts(weight, count), p, people=of_people(effect))

    assert (found.low, found.high, found.n_eff) == pytest.approx((again.low, again.high, again.n_eff))
    assert 0 <= found.low <= found.value <= found.high <= 1
    assert found.low < found.high
    assert alike.low <= found.low + 1e-12
    assert alike.high >= found.high - 1e-12
    assert 0 < alike.n_eff <= count.sum() / effect


@given(st.lists(st.floats(1e-3, 1e6), min_size=1, max_size=60))
def test_where_all_are_right_or_wrong_the_share_is_exact(weight):
    """Not the next number below 1, which limits at 1 would tell from it."""
    of, all_right = parts(weight, [7] * len(weight)), np.ones(len(weight))

    assert (1.0, 0.0) == (float(over_parts(of, all_right).value), float(over_parts(of, 1 - all_right).value))

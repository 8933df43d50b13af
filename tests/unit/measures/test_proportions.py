"""Published intervals of proportions, and what every interval must be."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelqa.estimates import Estimate, Unit
from labelqa.measures.proportions import (
    clopper_pearson,
    mover,
    mover_difference,
    newcombe,
    plain_share,
    square_and_add,
    wilson,
)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_equals_newcombes_table(k, n, low, high):
    """WI1: Newcombe 1998, table I."""
    assert (low, high) == tuple(np.round(wilson(k, n), 4))


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [(81, 263, 0.2527, 0.3676), (0, 20, 0, 0.1684), (1, 29, 0.0009, 0.1776), (50, 50, 0.9289, 1)],
)
def test_clopper_and_pearsons_interval_is_exact(k, n, low, high):
    """WI2: Newcombe 1998, table I, and all of 50."""
    assert (low, high) == tuple(np.round(clopper_pearson(k, n), 4))


def test_newcombes_difference_equals_his_table():
    """WI3: 56/70 - 48/80."""
    value, low, high = newcombe(56, 70, 48, 80)

    assert (0.2, 0.0524, 0.3339) == (round(value, 12), round(low, 4), round(high, 4))


def test_no_data_have_no_interval():
    """SP1: nan, without a warning, for the caller to say "no data"."""
    assert np.isnan(wilson(0, 0)).all()
    assert np.isnan(clopper_pearson(0, 0)).all()


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.floats(0.01, 9)), min_size=1, max_size=6)
)
def test_intervals_hold_their_value_and_stay_between_0_and_1(cells):
    """Of Wilson and of MOVER over Wilson; all right or all wrong has an interval too."""
    k, n = np.array([c[0] for c in cells]), np.array([c[0] + c[1] for c in cells])
    k, n = np.append(k, 1), np.append(n, 1)
    low, high = wilson(k, n)
    seen = n > 0
    weights = np.append([c[2] for c in cells], 1.0)[seen]
    value, below, above = mover(weights, k[seen] / n[seen], low[seen], high[seen])

    assert (low[seen] >= 0).all()
    assert (high[seen] <= 1).all()
    assert (low[seen] <= k[seen] / n[seen]).all()
    assert (k[seen] / n[seen] <= high[seen]).all()
    assert (low[seen] < high[seen]).all()
    assert 0 <= below <= value <= above <= 1
    assert below < above


def test_mover_over_strata_equals_the_derived_vector():
    """MV1: three strata, one of them large."""
    k, n = np.array([98, 51, 48]), np.array([100, 60, 60])
    low, high = wilson(k, n)

    assert (0.9655, 0.91969, 0.97963) == tuple(np.round(mover([0.9, 0.07, 0.03], k / n, low, high), 5))


def test_the_scale_of_weights_does_not_matter():
    """Frame sizes do as well as shares of the frame."""
    k, n = np.array([98, 51, 48]), np.array([100, 60, 60])
    cells = (k / n, *wilson(k, n))

    assert mover([0.9, 0.07, 0.03], *cells) == pytest.approx(mover([9e5, 7e4, 3e4], *cells))


def test_one_stratum_is_wilson():
    """MOVER of a single share is its own interval."""
    low, high = wilson(19, 20)

    assert (0.95, low, high) == pytest.approx(mover([1], [0.95], [low], [high]))


def test_a_difference_of_estimates_is_newcombes():
    """In points, with the flags of both, each once."""
    sides = []
    for k, n in ((56, 70), (48, 80)):
        low, high = wilson(k, n)
        sides.append(Estimate(k / n, float(low), float(high), n, n, "wilson", flags=("design effect 1.2",)))
    found = mover_difference(*sides)

    assert newcombe(56, 70, 48, 80) == pytest.approx((found.value, found.low, found.high))
    assert (Unit.POINTS, 150, ("design effect 1.2",)) == (found.unit, found.n, found.flags)


def test_moves_to_the_ends_of_a_weighted_sum_are_mover():
    """And of a difference Newcombe's; a part that is known moves nothing."""
    low, high = wilson([98, 51], [100, 60])
    cells = [
        Estimate(k / n, lo, hi, n, n, "wilson")
        for k, n, lo, hi in zip((98, 51), (100, 60), low, high, strict=True)
    ]
    known = Estimate(0.5, 0.5, 0.5, 1, 1.0, "known")

    assert mover([0.9, 0.1], [0.98, 0.85], low, high) == pytest.approx(
        square_and_add(lambda a, b, c: 2 * c * (0.9 * a + 0.1 * b), *cells, known)
    )
    assert newcombe(98, 100, 51, 60) == pytest.approx(square_and_add(lambda a, b: a - b, *cells))


def test_a_difference_to_nothing_is_absent():
    """It carries the reason; seconds stay seconds."""
    seconds = Estimate(14.0, 13.0, 15.0, 10, 10.0, "order-statistics", Unit.SECONDS)
    found = mover_difference(seconds, Estimate.absent("no label was timed", Unit.SECONDS))

    assert (False, ("no label was timed",), Unit.SECONDS) == (found.exists, found.flags, found.unit)


def test_a_plain_share_has_wilson_s_interval():
    """81 of 263, as Newcombe (1998) has it."""
    found = plain_share(81, 263)

    assert (81 / 263, 263, 263.0) == (found.value, found.n, found.n_eff)
    assert (0.2553, 0.3662) == pytest.approx((found.low, found.high), abs=5e-5)

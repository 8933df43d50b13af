"""What is told of a cell is too coarse for the counts behind it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from labelqa.disclosure.rounding import COUNT_STEP, SHARE_STEP, cleared, outwards, to_step
from labelqa.estimates import Estimate, Estimates, Unit
from labelqa.measures.proportions import wilson

SITES = ("site_id",)


def shares(*counts: tuple[int, int]) -> Estimates:
    """The shares k of n of as many sites, with Wilson's interval."""
    rows = []
    for place, (k, n) in enumerate(counts):
        low, high = wilson(k, n)
        estimate = Estimate(
            k / n, float(low), float(high), n, float(n), "wilson", flags=("design effect 1.3",)
        )
        rows.append(((f"s{place}",), estimate))
    return Estimates.of("accuracy.audit", SITES, rows)


def test_a_share_is_told_in_half_points_and_its_interval_outwards():
    """15 of 148, SD4: to four decimals it would be the only pair."""
    [(_, found)] = cleared(shares((15, 148)))

    assert (0.1, 0.06, 0.165) == (found.value, found.low, found.high)
    assert (150, 150.0, ()) == (found.n, found.n_eff, found.flags)


def test_the_counts_behind_a_cleared_share_cannot_be_found():
    """Of all k of n up to 1,000 with the same cleared share and n there are many; to four decimals one."""
    target = cleared(shares((15, 148))).rows.iloc[0]
    n = np.arange(1, 1001)[:, None]
    k = np.arange(0, 1001)[None, :]
    possible = (
        (k <= n) & (to_step(k / n, SHARE_STEP) == target["value"]) & (to_step(n, COUNT_STEP) == target["n"])
    )
    precise = (k <= n) & (np.round(k / n, 4) == round(15 / 148, 4))
    bounds = [np.round(side, 4) for side in wilson(k, n)]
    wanted = [round(float(side), 4) for side in wilson(15, 148)]
    precise &= (bounds[0] == wanted[0]) & (bounds[1] == wanted[1])

    assert possible.sum() >= 5
    assert 1 == precise.sum()


def test_a_cell_of_few_observations_keeps_nothing_but_how_few():
    """Its n says how few they are; the others stay."""
    small, large = (estimate for _, estimate in cleared(shares((3, 9), (30, 40))))

    assert not small.exists
    assert (9, ("fewer than 10",)) == (small.n, small.flags)
    assert (0.75, 40) == (large.value, large.n)


def test_what_stands_beside_an_estimate_is_made_coarse():
    """Counts to fives, probabilities to hundredths, other numbers to two digits; words and ids stay."""
    found = shares((30, 40))
    rows = found.rows.assign(audited=43, observed=0.7512, seconds=123.456, decision="coach", few=True)
    [row] = cleared(Estimates(found.name, found.by, rows, found.unit)).rows.to_dict("records")

    assert (45.0, 0.75, 120.0) == (row["audited"], row["observed"], row["seconds"])
    assert ("s0", "coach", True) == (row["site_id"], row["decision"], row["few"])


@given(st.floats(0, 1), st.floats(0, 0.2), st.floats(0, 0.2), st.integers(10, 100_000))
def test_a_cleared_interval_holds_the_one_before_and_is_cleared_once(value, below, above, n):
    """So it covers as often, and no edition differs from itself."""
    estimate = Estimate(value, max(0, value - below), min(1, value + above), n, float(n), "test")
    assume(estimate.low < estimate.high)
    once = cleared(Estimates.of("accuracy.audit", (), [((), estimate)]))
    found = once.only()

    assert found.low <= estimate.low + 1e-9
    assert found.high >= estimate.high - 1e-9
    assert found.low <= found.value <= found.high
    assert once.rows.equals(cleared(once).rows)


@pytest.mark.parametrize(
    ("unit", "value", "told"),
    [(Unit.COUNT, 83_982, 83_980), (Unit.SECONDS, 14.13, 14.0), (Unit.PER_HOUR, 98.26, 98.5),
     (Unit.INDEX, 0.8123, 0.8), (Unit.POINTS, -0.0123, -0.01), (Unit.DAYS, 7.3, 7.5)],
)  # fmt: skip
def test_every_unit_has_its_step(unit, value, told):
    """A unit without one could not be told at all."""
    estimate = Estimate(value, value - 1, value + 1, 500, 500.0, "test", unit)

    assert told == cleared(Estimates.of("x", (), [((), estimate)], unit)).only().value


def test_a_complete_count_stays_as_it_is():
    """It is the recipient's own, who can count it."""
    estimate = Estimate(38.0, 38.0, 38.0, 38, 38.0, "count", Unit.COUNT)
    found = cleared(Estimates.of("volume.people", (), [((), estimate)], Unit.COUNT)).only()

    assert (38.0, 38.0, 38.0, 40) == (found.value, found.low, found.high, found.n)


def test_an_open_interval_stays_open():
    """And what is absent stays absent."""
    estimate = Estimate(13.2, 9.0, math.inf, 40, 40.0, "kaplan-meier", Unit.DAYS)
    found = cleared(Estimates.of("x", (), [((), estimate)], Unit.DAYS)).only()
    absent = cleared(Estimates.of("x", (), [((), Estimate.absent("no data"))])).only()

    assert (13.0, 9.0, math.inf) == (found.value, found.low, found.high)
    assert (False, ("no data",)) == (absent.exists, absent.flags)


def test_steps_round_a_half_upwards_and_ends_outwards():
    """Whatever binary fractions make of them."""
    assert [0.005, 0.01, 0.95] == list(to_step([0.0025, 0.0075, 0.9499], SHARE_STEP))
    assert ([0.94], [0.955]) == tuple(map(list, outwards([0.94], [0.9501], SHARE_STEP)))

"""Acceptance sampling against published curves and against programs that others wrote."""

from __future__ import annotations

import numpy as np
import pytest

from labelqa.measures.acceptance import (
    AcceptancePlan,
    accepted,
    limiting_quality,
    outgoing,
    outgoing_continuous,
    worst_outgoing,
    worst_outgoing_continuous,
)

SHARES = np.arange(1, 13) / 100
PLAN = AcceptancePlan(52, 3)


def test_the_oc_curve_equals_the_handbooks():
    """AQ1: NIST's n = 52, c = 3, from 1 to 12 % wrong."""
    expected = [0.998, 0.980, 0.930, 0.846, 0.738, 0.620, 0.502, 0.394, 0.300, 0.223, 0.162, 0.115]

    assert expected == list(accepted(PLAN, SHARES).round(3))


def test_the_worst_is_the_highest_of_what_is_let_out():
    """No point of a fine grid lies above it, and one lies just below."""
    highest = outgoing(PLAN, np.linspace(0, 1, 20_001), 10_000).max()

    assert highest <= worst_outgoing(PLAN, 10_000) <= highest + 1e-7


def test_a_lot_is_hypergeometric_and_a_stream_binomial():
    """AQ5: SAS's PROBHYPR(120, 22, 20, 1) and PROBBNML(.18, 20, 1)."""
    found = (
        float(accepted(AcceptancePlan(20, 1), 22 / 120, 120)),
        float(accepted(AcceptancePlan(20, 1), 0.18)),
    )

    assert (0.0762970752, 0.1018322793) == tuple(np.round(found, 10))


def test_a_lot_smaller_than_the_sample_is_inspected_whole():
    """Then its wrong ones are counted: seven of fifty pass, eight do not."""
    assert [1.0, 0.0] == list(accepted(AcceptancePlan(80, 7), [7 / 50, 8 / 50], 50))


@pytest.mark.parametrize(
    ("plan", "aql", "chance", "lq10", "aoql"),
    [
        (AcceptancePlan(125, 3), 0.010, 0.9626, 0.0527, 0.0155),
        (AcceptancePlan(200, 10), 0.025, 0.9874, 0.0760, 0.0328),
        (AcceptancePlan(80, 7), 0.040, 0.9853, 0.1428, 0.0563),
    ],
)
def test_three_standard_plans_have_the_published_curve(plan, aql, chance, lq10, aoql):
    """AQ6: K at 1.0, L at 2.5 and J at 4.0 %."""
    found = accepted(plan, aql), limiting_quality(plan), worst_outgoing(plan)

    assert (chance, lq10, aoql) == tuple(np.round(found, 4))


def test_the_limiting_quality_is_accepted_one_time_in_ten():
    """By the curve itself."""
    assert pytest.approx(0.10) == float(accepted(PLAN, limiting_quality(PLAN)))


@pytest.mark.parametrize(("clean", "limit"), [(20, 0.0344), (40, 0.0176)])
def test_continuous_sampling_has_the_published_limit(clean, limit):
    """CS1: CSP-1 at one in five, after 20 and after 40 right ones."""
    assert limit == round(worst_outgoing_continuous(clean, 0.2), 4)


def test_continuous_sampling_of_everything_lets_nothing_out():
    """Fraction 1; and hardly anything stays in where next to nothing is wrong."""
    assert pytest.approx(0) == float(outgoing_continuous(20, 1.0, 0.05))
    assert pytest.approx(0.8 * 1e-6, rel=1e-3) == float(outgoing_continuous(20, 0.2, 1e-6))

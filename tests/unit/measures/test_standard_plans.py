"""The tables of ISO 2859-1, as far as the published vectors go, and the switching rules."""

from __future__ import annotations

import pytest

from labelqa.errors import DataError
from labelqa.measures.acceptance import AcceptancePlan
from labelqa.measures.standard_plans import Strictness, inspection_due, letter, standard_plan

NORMAL, TIGHTENED = Strictness.NORMAL, Strictness.TIGHTENED
LOT = dict(
    zip("FGHJKLMNPQ", (150, 280, 500, 1200, 3200, 10_000, 35_000, 150_000, 500_000, 10**6), strict=True)
)
SIZE = {"F": 20, "G": 32, "H": 50, "J": 80, "K": 125, "L": 200, "M": 315, "N": 500, "P": 800, "Q": 1250}
ACCEPTED = {
    0.0065: (1, 2, 3, 5, 7),
    0.010: (2, 3, 5, 7, 10),
    0.015: (3, 5, 7, 10, 14),
    0.025: (5, 7, 10, 14, 21),
    0.040: (7, 10, 14, 21),
}


@pytest.mark.parametrize(
    ("lot", "expected"),
    [
        (2, "A"),
        (8, "A"),
        (9, "B"),
        (50, "D"),
        (51, "E"),
        (1200, "J"),
        (1201, "K"),
        (500_000, "P"),
        (10**7, "Q"),
    ],
)
def test_a_lots_letter_is_by_its_size(lot, expected):
    """AQ6: general level II; the limits belong to the smaller letter."""
    assert expected == letter(lot)


@pytest.mark.parametrize("aql", ACCEPTED)
def test_normal_plans_equal_the_table(aql):
    """AQ6: letters J to N at .65 to 4.0 %."""
    expected = [AcceptancePlan(SIZE[at], c) for at, c in zip("JKLMN", ACCEPTED[aql], strict=False)]

    assert expected == [standard_plan(LOT[at], aql) for at in "JKLMN"[: len(expected)]]


@pytest.mark.parametrize(
    ("at", "aql", "inspection", "expected"),
    [
        ("N", 0.040, NORMAL, AcceptancePlan(315, 21)),  # beyond the last number: up
        ("F", 0.010, NORMAL, AcceptancePlan(13, 0)),  # the first arrow: up, to none wrong
        ("G", 0.010, NORMAL, AcceptancePlan(50, 1)),  # the second: down, to one wrong
        ("Q", 0.00015, NORMAL, AcceptancePlan(800, 0)),
        ("Q", 0.00025, NORMAL, AcceptancePlan(2000, 1)),
        ("G", 0.010, TIGHTENED, AcceptancePlan(80, 1)),  # both arrows: down
        ("H", 0.010, TIGHTENED, AcceptancePlan(80, 1)),
        ("Q", 0.00025, TIGHTENED, AcceptancePlan(3150, 1)),
        ("Q", 0.00010, TIGHTENED, AcceptancePlan(2000, 0)),
    ],
)
def test_arrows_lead_to_the_next_plan(at, aql, inspection, expected):
    """AQ6, and the corners of the tables (as ANSI/ASQ Z1.4 has them in R's AQLSchemes)."""
    assert expected == standard_plan(LOT[at], aql, inspection)


def test_tightened_plans_equal_the_table():
    """AQ6: letters J to N at 1.0 %."""
    expected = [
        AcceptancePlan(80, 1),
        AcceptancePlan(125, 2),
        AcceptancePlan(200, 3),
        AcceptancePlan(315, 5),
        AcceptancePlan(500, 8),
    ]

    assert expected == [standard_plan(LOT[at], 0.010, TIGHTENED) for at in "JKLMN"]


def test_the_standards_own_example():
    """JIS Z 9015-1: N = 1,200 at 1.0 % is J, 80 decisions, accepted at two."""
    assert ("J", AcceptancePlan(80, 2)) == (letter(1200), standard_plan(1200, 0.010))


@pytest.mark.parametrize(
    ("lot", "aql", "expected"),
    [(8, 0.10, AcceptancePlan(5, 1)), (2, 0.10, AcceptancePlan(2, 1)), (8, 0.065, AcceptancePlan(2, 0))],
)
def test_small_lots_are_sampled_whole_at_most(lot, aql, expected):
    """At 10 % nothing is accepted at none wrong: the smallest plan is 5, or the whole lot."""
    assert expected == standard_plan(lot, aql)


def test_an_aql_between_two_is_the_stricter():
    """5 % is not in the table: 4.0 % stands in; below the smallest nothing does."""
    assert standard_plan(1200, 0.04) == standard_plan(1200, 0.05)
    with pytest.raises(DataError, match=r"use 0.0001 or more"):
        standard_plan(1200, 0.00009)


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ("", Strictness.NORMAL),
        ("xooooox", Strictness.NORMAL),
        ("xoox", Strictness.TIGHTENED),
        ("xxoooo", Strictness.TIGHTENED),
        ("xxooooo", Strictness.NORMAL),
        ("xxoxoxoxoxoxo", Strictness.STOPPED),
        ("xxooooxoooxoooxoooxooox", Strictness.STOPPED),
    ],
)
def test_inspection_tightens_and_eases(verdicts, expected):
    """Two of five rejected tighten it, five accepted in a row ease it, five rejected meanwhile stop it."""
    assert expected is inspection_due(verdict == "o" for verdict in verdicts)

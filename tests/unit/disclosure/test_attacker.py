"""What somebody who was told statements can work out, and what must then be withheld."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from builders.recipients import exactly, name, rounded, sums, with_margins

from labelqa.disclosure.attacker import Protected, Recipient, exposed, to_withhold
from labelqa.disclosure.cells import Levels
from labelqa.disclosure.rounding import COUNT_STEP
from labelqa.disclosure.statements import KNOWN, Statement, ratio
from labelqa.errors import ReleaseError

NONE = Levels(0, 0)
A = {"a": 1}


def interval(recipient: Recipient, **terms: int) -> tuple[float, float]:
    """From where to where a sum of cells can be."""
    [finding] = recipient.findings([Protected("sum", terms, 0, NONE)])
    return finding.low, finding.high


def why(recipient: Recipient, value: float, levels: Levels) -> str:
    """Why what a recipient can say of cell a is too much."""
    return recipient.findings([Protected("a", A, value, levels)])[0].why


@pytest.fixture
def geurts() -> Recipient:
    """The 2 x 2 table of which only the margins are told."""
    margins = [({"x11": 1, "x12": 1}, 7), ({"x21": 1, "x22": 1}, 3), ({"x11": 1, "x21": 1}, 6)]
    return Recipient([exactly("t", terms, value) for terms, value in margins])


def test_margins_leave_a_cell_an_interval(geurts):
    """SD1: X11 is 3 to 6; with one more cell it is determined."""
    told = Recipient([*geurts.told, exactly("t", {"x12": 1}, 3)])

    assert (3, 6) == interval(geurts, x11=1)
    assert (4, 4) == interval(told, x11=1)


def test_a_determined_cell_is_found_in_rational_numbers():
    """Thirds that in binary numbers do not add up to one another."""
    told = [exactly("t", {"a": 1, "b": 0.1}, 1), exactly("t", {"a": 3, "b": 0.3, "c": 0.7}, 4)]
    recipient = Recipient(told)

    assert (10 / 7,) * 2 == interval(recipient, c=1)
    assert (0, 1) == interval(recipient, a=1)


def test_sums_are_found_where_no_cell_is():
    """Two cells of which only the sum is determined."""
    recipient = Recipient([exactly("t", {"a": 1, "b": 1, "c": 1}, 9), exactly("t", {"c": 1}, 2)])

    assert (7, 7) == interval(recipient, a=1, b=1)
    assert (0, 7) == interval(recipient, a=1)


def test_cells_of_its_own_are_taken_away():
    """What a recipient knows of itself is no secret of the others."""
    told = [exactly("t", {"a": 1, "own": 1}, 9)]

    assert (0, 9) == interval(Recipient(told), a=1)
    assert (5, 5) == interval(Recipient(told, own={"own": 4}), a=1)


def test_without_statements_only_what_anybody_knows_is_known():
    """A cell is not negative, or within its bounds."""
    assert (0, math.inf) == interval(Recipient([]), a=1)
    assert (3, 8) == interval(Recipient([], bounds={"a": (3, 8)}), a=1)


def test_a_share_of_whole_numbers_tells_more_than_a_share():
    """C7: 0.1 % of 200 and more is less than one, so the rate to 0.1 % is the number."""
    told = ratio("t", {"k": 1}, {"n": 1}, 0.101, 0.001)
    known = {"n": 148}

    assert (14.874, 15.022) == pytest.approx(interval(Recipient(told, known), k=1))
    assert (15, 15) == interval(Recipient(told, known, whole={"k", "n"}), k=1)


def test_the_end_that_was_not_rounded_to_is_left_out():
    """100.5 of 1,000 would have been printed as 10.1 %: at 10.0 % 100 is left, and at 10.05 % two are."""
    whole = {"k"}
    told = ratio("t", {"k": 1}, {"n": 1}, 0.1, 0.002)

    assert (99, 100) == interval(Recipient(told, {"n": 1000}, whole=whole), k=1)
    assert (99, 101) == pytest.approx(interval(Recipient(told, {"n": 1000}), k=1))


def test_whole_numbers_reach_less_far_than_others():
    """Of three pairs with a sum of at most one each no two cells can be one: 1, not 1.5."""
    pairs = [("a", "b"), ("b", "c"), ("a", "c")]
    told = [Statement("t", {one: 1, two: 1}, high=1) for one, two in pairs]

    assert (0, 1.5) == interval(Recipient(told), a=1, b=1, c=1)
    assert (0, 1) == interval(Recipient(told, whole={"a", "b", "c"}), a=1, b=1, c=1)


@pytest.mark.parametrize(
    ("levels", "reason"),
    [
        (Levels(2, 3), ""),
        (Levels(3, 0), "it is too exact"),
        (Levels(0, 4), "it is too exact"),
        (Levels(0, 0, 5), ""),
        (Levels(0, 0, 6), "it is too exact"),
    ],
)
def test_an_interval_must_reach_the_levels_on_either_side(levels, reason):
    """The cell is 5, and can be 3 to 8."""
    assert reason == why(Recipient([Statement("t", A, 3, 8)]), 5, levels)


def test_a_determined_cell_is_known_however_low_its_levels():
    """Nothing hides it."""
    assert "it is determined" == why(Recipient([exactly("t", A, 5)]), 5, NONE)


def test_what_was_known_beforehand_is_not_held_against_a_statement():
    """One late audit is wrong or not: 0 to 1 is all that could be said, and still is."""
    late = {"a": (0, 1)}

    assert "" == why(Recipient([Statement("t", {"a": 1, "b": 1}, 0, 9)], bounds=late), 1, Levels(5, 5, 5))
    assert "it is determined" == why(Recipient([Statement("t", A, 1, 9)], bounds=late), 1, Levels(5, 5, 5))


def test_a_wide_interval_of_which_only_one_value_is_possible_is_too_much():
    """C8: 96.3 % is of 27, 54, 80, ... labels: who knew that there are about 50 knows that there are 54."""
    told = ratio("t", {"k": 1}, A, 0.963, 0.001)
    recipient = Recipient(told, bounds={"a": (1, 79)}, whole={"a", "k"})

    assert (27, 54) == interval(recipient, a=1)
    assert "no other value near it is possible" == why(recipient, 54, Levels(5, 0))


def test_statements_that_contradict_each_other_are_refused():
    """They cannot be of the same cells."""
    recipient = Recipient([Statement("t", {"a": 1, "b": 1}, 9), Statement("t", {"a": 1, "b": 1}, high=8)])
    with pytest.raises(ReleaseError, match="what was told contradicts itself"):
        interval(recipient, a=1)


TOLD = [
    exactly("sum", {"a": 1, "b": 1, "c": 1}, 20),
    exactly("b", {"b": 1}, 9),
    exactly("bc", {"b": 1, "c": 1}, 15),
    exactly("c", {"c": 1}, 6),
]


@pytest.mark.parametrize(
    ("tables", "withheld"),
    [({"sum", "b", "bc", "c"}, ("sum",)), ({"b", "bc", "c"}, ("b", "bc")), ({"b"}, None), ((), None)],
)
def test_the_fewest_tables_are_withheld(tables, withheld):
    """Without the sum nothing tells a; else it takes two; where one may not be withheld, nothing helps."""
    assert withheld == to_withhold(Recipient(TOLD), [Protected("a", A, 5, Levels(2, 2))], tables)


def test_nothing_is_withheld_where_nothing_is_told():
    """The cell can be anything."""
    assert () == to_withhold(Recipient(TOLD[1:]), [Protected("a", A, 5, Levels(2, 2))], {"b"})


def test_only_what_is_told_can_be_withheld():
    """That a margin is a sum, everybody knows."""
    known = exactly(KNOWN, {"a": 1, "b": -1}, 0)

    assert (known,) == tuple(Recipient([known, *TOLD]).without({"sum", "b", "bc", "c"}).told)


def test_true_margins_would_tell_which_way_cells_were_rounded():
    """Three cells of 2, each told as 0, under a total of 6."""
    table = with_margins(pd.DataFrame([[2, 2, 2], [12, 12, 12]]))
    told = [
        exactly("t", {name(cell): 1}, int(table.at[cell]))
        if "total" in cell
        else rounded("t", {name(cell): 1}, COUNT_STEP * round(int(table.at[cell]) / COUNT_STEP), COUNT_STEP)
        for cell in [(row, column) for row in table.index for column in table.columns]
    ]
    recipient = Recipient([*sums(table), *told], whole={name((row, c)) for row in table.index for c in table})

    assert (2, 2) == interval(recipient, **{name((0, 0)): 1})
    assert [] != exposed(recipient.findings([Protected("cell", {name((0, 0)): 1}, 2, Levels(2, 2))]))

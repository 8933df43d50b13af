"""Single sampling plans of ISO 2859-1 (ANSI/ASQ Z1.4), general inspection level II, and when to tighten."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from enum import StrEnum

from ..errors import DataError, Problem
from .acceptance import AcceptancePlan

LETTERS = "ABCDEFGHJKLMNPQ"  # of lots; arrows lead on to R and, tightened, to S
UP_TO = (8, 15, 25, 50, 90, 150, 280, 500, 1_200, 3_200, 10_000, 35_000, 150_000, 500_000)
"""The largest lot of the code letters A to P; larger ones have Q."""
SIZES = (2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800, 1250, 2000, 3150)
"""The sample size by code letter, R and S included."""
AQLS = (0.010, 0.015, 0.025, 0.040, 0.065, 0.10, 0.15, 0.25, 0.40, 0.65, 1.0, 1.5, 2.5, 4.0, 6.5, 10.0)
"""The acceptance quality limits, in percent of wrong decisions."""


class Strictness(StrEnum):
    """How strictly lots are inspected."""

    NORMAL = "normal"
    TIGHTENED = "tightened"
    STOPPED = "stopped"


ZERO = {Strictness.NORMAL: 14, Strictness.TIGHTENED: 15}
"""Where letter and AQL, both counted from 0, add up to this the plan accepts at none wrong."""
NUMBERS = {Strictness.NORMAL: (1, 2, 3, 5, 7, 10, 14, 21), Strictness.TIGHTENED: (1, 2, 3, 5, 8, 12, 18)}
"""The acceptance numbers from three further on."""


def letter(lot: int) -> str:
    """The code letter of a lot of so many decisions."""
    return LETTERS[bisect_left(UP_TO, lot)]


def standard_aql(share: float) -> float:
    """The largest AQL of the standard up to a tolerated `share`; DataError where it is below the smallest."""
    place = bisect_right(AQLS, round(100 * share, 6)) - 1
    if place < 0:
        least = f"use {AQLS[0] / 100:g} or more"
        raise DataError(Problem(f"{share:g} is below the standard's smallest AQL", "ISO 2859-1", least))
    return AQLS[place] / 100


def standard_plan(lot: int, aql: float, inspection: Strictness = Strictness.NORMAL) -> AcceptancePlan:
    """
    The plan for a `lot` of so many decisions at the `standard_aql` of a tolerated share.

    The tables are regular: n p is constant along their diagonals, and so is the acceptance number. The two
    diagonals between accepting at none and at one wrong are arrows, to the next plan up and down (normal)
    or down (tightened); so is what lies beyond the last number, up. At the largest AQL no plan accepts at
    none. A sample larger than the lot is the whole lot.
    """
    column = AQLS.index(round(100 * standard_aql(aql), 6))
    zero, numbers = ZERO[inspection], NUMBERS[inspection]
    one, last = zero + 3, zero + 2 + len(numbers)
    diagonal = min(max(LETTERS.index(letter(lot)) + column, zero), last)
    if zero < diagonal < one:
        diagonal = zero if inspection is Strictness.NORMAL and diagonal == zero + 1 else one
    if diagonal == zero and AQLS[column] == AQLS[-1]:
        diagonal = one
    accepts_at = 0 if diagonal == zero else numbers[diagonal - one]
    return AcceptancePlan(min(SIZES[diagonal - column], lot), accepts_at)


def inspection_due(verdicts: Iterable[bool]) -> Strictness:
    """
    The inspection of the next lot after these, oldest first, True for an accepted one.

    Tightened once two of five lots in a row are rejected, normal again after five accepted in a row, stopped
    at the fifth rejected while tightened (ISO 2859-1, switching rules; reduced inspection is left out).
    """
    state, recent, rejected = Strictness.NORMAL, list[bool](), 0
    for verdict in verdicts:
        recent = [*recent, verdict][-5:]
        if state is Strictness.NORMAL and recent.count(False) >= 2:
            state, recent, rejected = Strictness.TIGHTENED, [], 0
        elif state is Strictness.TIGHTENED:
            rejected += not verdict
            if rejected >= 5:
                return Strictness.STOPPED
            if recent == [True] * 5:
                state, recent = Strictness.NORMAL, []
    return state

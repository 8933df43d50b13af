"""What a vendor must not work out from all the rates of others that it was ever told."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from .attacker import Protected, Recipient
from .cells import Levels
from .rates import Cells, CountsOf, ToldRate, linked
from .rounding import COUNT_STEP
from .statements import Number, Statement

RULES = "1"  # raised with every change of what may be told
GUESS = 0.5  # of another's amount: how far off anybody can guess it


@dataclass(frozen=True)
class Case:
    """A recipient, and what it must not learn."""

    recipient: Recipient
    protected: list[Protected]


def cases(
    before: Sequence[ToldRate],
    new: Sequence[ToldRate],
    counts_of: CountsOf,
    insiders: Collection[str],
    p_percent: float,
) -> Iterator[Case]:
    """
    What `insiders`, vendors that share what they know, must not work out from all they were told.

    The `new` rates come on top of those told `before`, in this order; `counts_of` knows the days of all.
    For each metric there are two cases. In one the insiders know every amount, and must not learn how much
    of it is wrong, nor how much became wrong with late data. In the other they know amounts to within
    GUESS, and must not learn them. What hides a number is p % of it to either side and a width of
    COUNT_STEP observations.
    """
    for of in dict.fromkeys((rate.market, rate.metric) for rate in new):
        old, own = ([each for each in rates if (each.market, each.metric) == of] for rates in (before, new))
        cells = Cells(linked(old, own), counts_of)
        told = [*cells.known(), *cells.told(own)]
        for guessed in (False, True):
            yield _case(cells, told, insiders, p_percent, guessed=guessed)


def _case(
    cells: Cells, told: list[Statement], insiders: Collection[str], p_percent: float, *, guessed: bool
) -> Case:
    own: dict[str, Number] = {}
    bounds: dict[str, tuple[Number, Number]] = {}
    protected = []
    grain = max(rate.grain for rate in cells.rates)
    for cell in cells.now.values():
        amount, wrong = cell.count
        if cell.vendor in insiders:
            own |= {cell.amount: amount, cell.wrong: wrong}
        elif guessed:
            bounds[cell.amount] = amount * (1 - GUESS), amount * (1 + GUESS)
            protected.append(_protected(cell.amount, amount, grain, p_percent))
        else:
            own[cell.amount] = amount
            bounds[cell.wrong] = 0, amount
            protected.append(_protected(cell.wrong, wrong, grain, p_percent))
    for cell in (change for changes in cells.late.values() for change in changes):
        amount, wrong = cell.count
        own[cell.amount] = amount
        if cell.vendor in insiders:
            own[cell.wrong] = wrong
        else:
            bounds[cell.wrong] = min(0, amount, wrong), max(0, amount, wrong)
            if not guessed:
                protected.append(Protected(cell.wrong, {cell.wrong: 1}, wrong, Levels(0, 0, grain)))
    whole = bounds if grain == 1 and not guessed else ()
    return Case(Recipient(told, own, bounds, whole), protected)


def _protected(name: str, value: float, grain: float, p_percent: float) -> Protected:
    around = p_percent / 100 * value
    return Protected(name, {name: 1}, value, Levels(around, around, COUNT_STEP * grain))

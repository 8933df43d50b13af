"""What a vendor must not work out from all the rates of others that it was ever told."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from .attacker import Protected, Recipient
from .cells import Levels
from .rates import Cells, CountsOf, ToldRate, linked
from .rounding import COUNT_STEP
from .statements import Number, Statement

RULES = "2"  # raised with every change of what may be told
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
    *,
    league: bool = False,
) -> Iterator[Case]:
    """
    What `insiders`, vendors that share what they know, must not work out from all they were told.

    A `league` of two holdings knows of any rate how much the others together did wrong at most, and less of
    each; so it is to learn no more from rates of some days and of part of them, and from late data.

    The `new` rates come on top of those told `before`, in this order; `counts_of` knows the days of all.
    For each metric there are two cases. In one the insiders know every amount, and must not learn how much
    of it is wrong, nor how much became wrong with late data: COUNT_STEP observations wide at least, wherever
    the number lies. In the other they know amounts to within GUESS, and must not learn them: p % to either
    side besides.
    """
    for of in dict.fromkeys((rate.market, rate.metric) for rate in new):
        old, own = ([each for each in rates if (each.market, each.metric) == of] for rates in (before, new))
        cells = Cells(linked(old, own), counts_of)
        told = [*cells.known(), *cells.told(own)]
        for guessed in (False, True):
            case = _case(cells, told, insiders, p_percent, guessed=guessed)
            kept = [each for each in case.protected if not (league and each.name in cells.of_rates)]
            yield Case(case.recipient, kept)


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
            around = p_percent / 100 * amount
            protected.append(_protected(cell.amount, amount, Levels(around, around, COUNT_STEP * grain)))
        else:
            own[cell.amount] = amount
            bounds[cell.wrong] = 0, amount
            protected.append(_protected(cell.wrong, wrong, Levels(0, 0, COUNT_STEP * grain)))
    for cell in (change for changes in cells.late.values() for change in changes):
        amount, wrong = cell.count
        own[cell.amount] = amount
        if cell.vendor in insiders:
            own[cell.wrong] = wrong
        else:
            bounds[cell.wrong] = min(0, amount, wrong), max(0, amount, wrong)
            if not guessed:
                protected.append(_protected(cell.wrong, wrong, Levels(0, 0, grain)))
    whole = bounds if grain == 1 and not guessed else ()
    return Case(Recipient(told, own, bounds, whole), protected)


def _protected(name: str, value: float, levels: Levels) -> Protected:
    return Protected(name, {name: 1}, value, levels)

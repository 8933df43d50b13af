"""What a vendor must not work out from all the rates of others that it was ever told."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from .attacker import Protected, Recipient
from .cells import Levels
from .rates import Cells, CountsOf, ToldRate, VendorCell, linked
from .rounding import COUNT_STEP
from .statements import Number, Statement

RULES = "2"  # raised with every change of what may be told
GUESS = 0.5  # of another's amount: how far off anybody can guess it


@dataclass(frozen=True)
class Room:
    """The cell of a number, the least and the most it may be, and the least it may be as things are."""

    cell: str
    value: float
    low: float
    high: float
    floor: float


@dataclass(frozen=True)
class DisclosureCase:
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
) -> Iterator[DisclosureCase]:
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
        said = [*cells.known_then(), *cells.told(own)]
        for guessed in (False, True):
            told = [*cells.known_now(), *said] if guessed else said
            case = _case(cells, told, insiders, p_percent, guessed=guessed)
            kept = [each for each in case.protected if not (league and each.name in cells.of_rates)]
            yield DisclosureCase(case.recipient, kept)


def _case(
    cells: Cells, told: list[Statement], insiders: Collection[str], p_percent: float, *, guessed: bool
) -> DisclosureCase:
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
            levels = Levels(around, around, COUNT_STEP * grain)
            protected.append(_protected(cell, cells, insiders, _amount, levels))
        else:
            own[cell.amount] = amount
            bounds[cell.wrong] = 0, amount
            levels, more = Levels(0, 0, COUNT_STEP * grain), _whole_below(cells.unsaid(cell))
            protected.append(_protected(cell, cells, insiders, _errors, levels, more))
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
    return DisclosureCase(Recipient(told, own, bounds, whole), protected)


def _amount(cell: VendorCell) -> Room:
    """An amount as anybody can guess it; it holds what is wrong of it."""
    amount, wrong = cell.count
    low, high = amount * (1 - GUESS), amount * (1 + GUESS)
    return Room(cell.amount, amount, low, high, max(low, wrong))


def _errors(cell: VendorCell) -> Room:
    """What is wrong of an amount that is known."""
    amount, wrong = cell.count
    return Room(cell.wrong, wrong, 0, amount, 0)


def _protected(
    cell: VendorCell,
    cells: Cells,
    insiders: Collection[str],
    room_of: Callable[[VendorCell], Room],
    levels: Levels,
    more: int = 0,
) -> Protected:
    """
    A number of a cell, and from where to where it may lie for sure: others may have what it has not.

    Rates of the same vendors say the same whichever of them a number belongs to; and so much `more` than
    there is changes no rate as it was told.
    """
    room = room_of(cell)
    others = [room_of(other) for other in cells.exchangeable(cell) if other.vendor not in insiders]
    down = min(room.value - room.floor, sum(other.high - other.value for other in others))
    up = min(room.high - room.value, sum(other.value - other.floor for other in others) + more * bool(others))
    among = {each.cell: (each.low, each.high) for each in (room, *others)} if others else {}
    return Protected(
        room.cell, {room.cell: 1}, room.value, levels, (room.value - down, room.value + up), among
    )


def _whole_below(limit: float) -> int:
    return max(math.ceil(limit) - 1, 0)

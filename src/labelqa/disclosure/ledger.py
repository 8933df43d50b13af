"""Rates of others that a vendor was ever told, and what it must not work out from all of them together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ..models import Model
from .attacker import Protected, Recipient
from .cells import Levels
from .rounding import COUNT_STEP
from .statements import KNOWN, Number, Statement, ratio

RULES = "1"  # raised with every change of what may be told
GUESS = 0.5  # of another's amount: how far off anybody can guess it
DIGITS = 3  # to which sums of weights are compared
BEFORE = "told before"
ONE = "1"  # a cell that everybody knows, to write a constant with

Days = tuple[dt.date, dt.date]  # from the first up to, not including, the last
Count = tuple[float, float]  # an amount, and how much of it is wrong
CountsOf = Callable[[str, Days], Mapping[str, Count]]  # of a metric in some days, by vendor


class ToldRate(Model):
    """
    A rate of other vendors together, as an edition told it in a `table`.

    `parts` is what it was made of, by vendor; the edition does not tell that. `grain` is what one
    observation counts for: 1, or the mean weight of an audit.
    """

    table: str
    market: str
    metric: str
    start: dt.date
    end: dt.date
    value: float
    step: float
    grain: float
    parts: dict[str, Count]

    @property
    def days(self) -> Days:
        """The days that it is of."""
        return self.start, self.end


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
        old, own = ([rate for rate in rates if (rate.market, rate.metric) == of] for rates in (before, new))
        cells = _Cells(_linked(old, own), counts_of)
        told = [*cells.known(), *cells.told(own)]
        for guessed in (False, True):
            yield _case(cells, told, insiders, p_percent, guessed=guessed)


def _linked(before: Sequence[ToldRate], new: Sequence[ToldRate]) -> list[ToldRate]:
    """The new rates, and those before that share days with them, or with one that does, and so on."""
    linked, rest = list(new), list(before)
    while near := [rate for rate in rest if any(_overlap(rate.days, other.days) for other in linked)]:
        linked += near
        rest = [rate for rate in rest if rate not in near]
    return [rate for rate in [*before, *new] if rate in linked]


def _overlap(one: Days, other: Days) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _case(
    cells: _Cells, told: Sequence[Statement], insiders: Collection[str], p_percent: float, *, guessed: bool
) -> Case:
    own: dict[str, Number] = {ONE: 1}
    bounds: dict[str, tuple[Number, Number]] = {}
    protected = []
    least = COUNT_STEP * max(rate.grain for rate in cells.rates)
    for (vendor, days), (amount, wrong) in cells.now.items():
        names = _name(cells.metric, vendor, days, AMOUNT), _name(cells.metric, vendor, days, WRONG)
        ...
    return Case(Recipient(told, own, bounds, whole), protected)

"""Rates of other vendors together, as editions told them, and the cells that they are made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ..models import Model
from .statements import KNOWN, Statement, ratio

BEFORE = "told before"
ONE = "1"  # a cell that everybody knows, to write a constant with
DIGITS = 3  # to which sums of weights are compared

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


def linked(before: Sequence[ToldRate], new: Sequence[ToldRate]) -> list[ToldRate]:
    """The new rates, and those before that share days with them, or with one that does, and so on."""
    found, rest = list(new), list(before)
    while near := [rate for rate in rest if any(_overlap(rate.days, other.days) for other in found)]:
        found += near
        rest = [rate for rate in rest if rate not in near]
    return [rate for rate in [*before, *new] if rate in found]


@dataclass(frozen=True)
class Late:
    """What late data changed in a vendor's counts of some days, between two rates of them."""

    vendor: str
    amount: float
    wrong: float


@dataclass(frozen=True)
class Cells:
    """
    The cells behind rates of one metric, given in the order told.

    For each vendor and span of days between the ends of rates there are an amount and what is wrong of
    it, as they are now; and for each change by late data, how much became wrong.
    """

    rates: Sequence[ToldRate]
    counts_of: CountsOf

    @cached_property
    def now(self) -> dict[tuple[str, Days], Count]:
        """Amount and wrong of each vendor and span that a rate is made of."""
        counts = {span: self.counts_of(self.rates[0].metric, span) for span in self._spans}
        vendors = dict.fromkeys(vendor for rate in self.rates for vendor in rate.parts)
        return {(vendor, span): counts[span].get(vendor, (0, 0)) for vendor in vendors for span in counts}

    @cached_property
    def late(self) -> dict[str, Late]:
        """Every change by late data, by the name of its cell."""
        return {
            f"{self._name('late', vendor, days)} {number}": Late(
                vendor, after[0] - before[0], after[1] - before[1]
            )
            for (vendor, days), thens in self._thens.items()
            for number, (before, after) in enumerate(pairwise(thens), 1)
        }

    def amount(self, vendor: str, days: Days) -> str:
        """The name of a cell of amounts."""
        return self._name("amount", vendor, days)

    def wrong(self, vendor: str, days: Days) -> str:
        """The name of a cell of what is wrong."""
        return self._name("wrong", vendor, days)

    def told(self, new: Sequence[ToldRate]) -> list[Statement]:
        """What the rates say; of those that are not `new`, as a table told BEFORE."""
        statements = []
        for rate in self.rates:
            amounts: dict[str, float] = {ONE: 0}
            right: dict[str, float] = {ONE: 0}
            for vendor in rate.parts:
                amount, wrong = self._then(rate, vendor)
                ...
        return statements

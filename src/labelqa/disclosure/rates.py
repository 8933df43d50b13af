"""Rates of other vendors together, as editions told them, and the cells that they are made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ..models import Model
from .statements import KNOWN, Statement, Terms, ratio

BEFORE = "told before"
DIGITS = 3  # to which sums of weights are compared
_DAY = dt.timedelta(days=1)

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

    @cached_property
    def room(self) -> float:
        """How much more of what it is of might have been wrong, up to but not including that."""
        amount = sum(amount for amount, _ in self.parts.values())
        return (1 - self.value + self.step / 2) * amount - sum(wrong for _, wrong in self.parts.values())


def linked(before: Sequence[ToldRate], new: Sequence[ToldRate]) -> list[ToldRate]:
    """The new rates, and those before that share days with them, or with one that does, and so on."""
    found, rest = list(new), list(before)
    while near := [rate for rate in rest if any(_overlap(rate.days, other.days) for other in found)]:
        found += near
        rest = [rate for rate in rest if rate not in near]
    return [rate for rate in [*before, *new] if rate in found]


@dataclass(frozen=True)
class VendorCell:
    """A vendor's counts of some days, or what late data changed in them, under the names of two cells."""

    vendor: str
    days: Days
    name: str
    count: Count

    @property
    def amount(self) -> str:
        """The name of its amount."""
        return f"{self.name} amount"

    @property
    def wrong(self) -> str:
        """The name of what is wrong of it."""
        return f"{self.name} wrong"


@dataclass(frozen=True)
class Cells:
    """The cells behind rates of one metric that are given in the order told."""

    rates: Sequence[ToldRate]
    counts_of: CountsOf

    @cached_property
    def now(self) -> dict[tuple[str, Days], VendorCell]:
        """As they are now, for every vendor and span of days between the ends of rates."""
        counts = {span: self.counts_of(self.rates[0].metric, span) for span in self._spans}
        vendors = dict.fromkeys(vendor for rate in self.rates for vendor in rate.parts)
        return {
            (vendor, span): VendorCell(
                vendor, span, self._name(vendor, span), counts[span].get(vendor, (0, 0))
            )
            for vendor in vendors
            for span in counts
        }

    @cached_property
    def late(self) -> dict[tuple[str, Days], list[VendorCell]]:
        """What late data changed, for every vendor and days of a rate, from one rate of them to the next."""
        return {
            (vendor, days): [
                VendorCell(
                    vendor, days, f"{self._name(vendor, days)} late {number}", (amount - before, wrong - was)
                )
                for number, ((before, was), (amount, wrong)) in enumerate(pairwise(thens), 1)
            ]
            for (vendor, days), thens in self._thens.items()
        }

    @cached_property
    def of_rates(self) -> set[str]:
        """The names of the cells of just the days of a rate."""
        days = {rate.days for rate in self.rates}
        told = [cell for (_, span), cell in self.now.items() if span in days]
        return {name for cell in told for name in (cell.amount, cell.wrong)}

    def exchangeable(self, cell: VendorCell) -> list[VendorCell]:
        """The cells of the same days whose vendors were in just the same rates, none changed since."""
        like = self._rates_of.get(cell.vendor)
        others = [other for other in self._by_days[cell.days] if other is not cell]
        return [other for other in others if like and self._rates_of.get(other.vendor) == like]

    @cached_property
    def _by_days(self) -> dict[Days, list[VendorCell]]:
        found: dict[Days, list[VendorCell]] = {}
        for cell in self.now.values():
            found.setdefault(cell.days, []).append(cell)
        return found

    def unsaid(self, cell: VendorCell) -> float:
        """How much more might be wrong of a cell without any rate having been told otherwise; below that."""
        of_it = [rate for rate in self.rates if cell.vendor in rate.parts and _within(cell.days, rate.days)]
        return min((rate.room for rate in of_it), default=0.0)

    @cached_property
    def _rates_of(self) -> dict[str, list[int]]:
        """The places of the rates that each vendor was in, of those without late data."""
        changed = {vendor for (vendor, _), cells in self.late.items() if cells}
        vendors = {vendor for vendor, _ in self.now} - changed
        return {v: [place for place, rate in enumerate(self.rates) if v in rate.parts] for v in vendors}

    def told(self, new: Sequence[ToldRate]) -> list[Statement]:
        """What the rates say; those that are not `new` say it as a table told BEFORE."""
        statements = []
        for rate in self.rates:
            amounts, wrong = self._then(rate.days, rate.parts)
            table = rate.table if rate in new else BEFORE
            statements += ratio(table, _less(amounts, wrong), amounts, rate.value, rate.step)
        return statements

    def known_now(self) -> list[Statement]:
        """That no more is wrong than there is."""
        return [Statement(KNOWN, {cell.wrong: 1, cell.amount: -1}, high=0) for cell in self.now.values()]

    def known_then(self) -> list[Statement]:
        """That no more was wrong than there was when a rate was told."""
        then = [
            self._then(days, {vendor: count})
            for (vendor, days), thens in self._thens.items()
            for count in thens[:-1]
        ]
        return [
            *(Statement(KNOWN, wrong, low=0) for _, wrong in then),
            *(Statement(KNOWN, _less(wrong, amounts), high=0) for amounts, wrong in then),
        ]

    def _then(self, days: Days, parts: Mapping[str, Count]) -> tuple[Terms, Terms]:
        """Amounts and wrong ones of some days, summed, as they were when these parts were told."""
        amounts, wrong = {}, {}
        for vendor, count in parts.items():
            when = [_coarse(each) for each in self._thens[vendor, days]].index(_coarse(count))
            cells = dict.fromkeys(self._of(vendor, days), 1) | dict.fromkeys(
                self.late[vendor, days][when:], -1
            )
            for cell, sign in cells.items():
                amounts[cell.amount] = wrong[cell.wrong] = sign
        return amounts, wrong

    @cached_property
    def _thens(self) -> dict[tuple[str, Days], list[Count]]:
        """A vendor's counts of a rate's days, whenever a rate told of them, and last as they are now."""
        thens: dict[tuple[str, Days], list[Count]] = {}
        for rate in self.rates:
            for vendor, count in rate.parts.items():
                thens.setdefault((vendor, rate.days), []).append(count)
        return {key: self._distinct(*key, counts) for key, counts in thens.items()}

    def _distinct(self, vendor: str, days: Days, counts: Sequence[Count]) -> list[Count]:
        """Each of the counts once, in the order told, and last what they are now."""
        spans = [cell.count for cell in self._of(vendor, days)]
        now = sum(amount for amount, _ in spans), sum(wrong for _, wrong in spans)
        distinct = {_coarse(count): count for count in counts}
        distinct.pop(_coarse(now), None)
        return [*distinct.values(), now]

    def _of(self, vendor: str, days: Days) -> list[VendorCell]:
        return [cell for (of, span), cell in self.now.items() if of == vendor and _within(span, days)]

    @cached_property
    def _spans(self) -> list[Days]:
        edges = sorted({day for rate in self.rates for day in rate.days})
        return [span for span in pairwise(edges) if any(_within(span, rate.days) for rate in self.rates)]

    def _name(self, vendor: str, days: Days) -> str:
        return f"{self.rates[0].metric} {vendor} {days[0]}..{days[1] - _DAY}"


def _less(some: Terms, others: Terms) -> Terms:
    return {**some, **{name: -each for name, each in others.items()}}


def _coarse(count: Count) -> Count:
    return round(count[0], DIGITS), round(count[1], DIGITS)


def _within(span: Days, days: Days) -> bool:
    return days[0] <= span[0] and span[1] <= days[1]


def _overlap(one: Days, other: Days) -> bool:
    return one[0] < other[1] and other[0] < one[1]

"""What vendors did, day by day, and the rates of some of them that another is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from labelqa.disclosure.rates import Count, Days, ToldRate
from labelqa.disclosure.rounding import SHARE_STEP, to_step

METRIC = "accuracy.gold"


def month(number: int) -> Days:
    """The days of a month of 2026."""
    return dt.date(2026, number, 1), dt.date(2026, number + 1, 1)


@dataclass
class Books:
    """By vendor and day an amount, and how much of it is wrong; one observation counts for `grain`."""

    days: dict[tuple[str, dt.date], Count] = field(default_factory=dict)
    grain: float = 1

    def add(self, vendor: str, day: dt.date, amount: float, wrong: float) -> None:
        """Observations of a day, also late ones."""
        before = self.days.get((vendor, day), (0, 0))
        self.days[vendor, day] = before[0] + amount * self.grain, before[1] + wrong * self.grain

    def counts(self, metric: str, days: Days) -> Mapping[str, Count]:
        """The sums of some days, by vendor."""
        sums: dict[str, Count] = {}
        for (vendor, day), (amount, wrong) in self.days.items():
            if metric == METRIC and days[0] <= day < days[1]:
                before = sums.get(vendor, (0, 0))
                sums[vendor] = before[0] + amount, before[1] + wrong
        return sums

    def told(self, days: Days, vendors: Collection[str], step: float = SHARE_STEP) -> ToldRate:
        """The rate of some vendors together as an edition tells it now."""
        parts = {vendor: count for vendor, count in self.counts(METRIC, days).items() if vendor in vendors}
        amount, wrong = (sum(each) for each in zip(*parts.values(), strict=True))
        return ToldRate(
            table=METRIC,
            market="ID",
            metric=METRIC,
            start=days[0],
            end=days[1],
            value=float(to_step(1 - wrong / amount, step)),
            step=step,
            grain=self.grain,
            parts=parts,
        )

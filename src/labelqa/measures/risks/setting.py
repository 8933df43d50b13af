"""What is looked at, and how sure is sure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class MarketMonth:
    """
    A market's period and how it is judged.

    `decided`: the probability from which a target counts as missed; `q`: the false discovery rate among
    findings to act on; `likely`: the posterior probability from which something is watched; `grades`: the
    expected losses, wrong labels a month, at which S2, S3 and S4 begin. `vendor` is whose edition it is.
    """

    market: str
    zone: str
    start: dt.date
    end: dt.date
    vendor: str | None = None
    decided: float = 0.95
    q: float = 0.10
    likely: float = 0.80
    grades: tuple[float, float, float] = (10.0, 100.0, 1000.0)
    utilised: tuple[str, ...] = ("handling",)
    audit_days: int = 3

    def shifted(self, day: dt.date, periods: int) -> dt.date:
        """A day so many periods earlier: whole months where the period is of whole months, else its days."""
        months = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month
        if self.start.day == self.end.day == 1 and months:
            moved: dt.date = (pd.Timestamp(day) - pd.DateOffset(months=months * periods)).date()
            return moved
        return day - (self.end - self.start) * periods

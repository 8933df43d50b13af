"""When things happen: the days of the sample, local clocks, weekdays and seasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import SupportsInt
from zoneinfo import ZoneInfo

import numpy as np

SECOND = 1_000_000
"""Microseconds; instants are int64 microseconds since 1970 in UTC."""
DAY = 86_400

# NOTE: index 0 is Monday.
INTAKE = np.array([1.10, 1.04, 1.00, 1.00, 0.96, 0.86, 0.80])

DIP = 0.55
"""Share of the usual intake that is left in the week of the seasonal dip."""


def moment(microseconds: SupportsInt) -> datetime:
    """An instant as the standard library's naive datetime in UTC."""
    converted: datetime = np.datetime64(int(microseconds), "us").item()
    return converted


@dataclass(frozen=True)
class Calendar:
    """The local days of the sample, numbered from 0; `until` is the last month and `months` how many."""

    until: np.datetime64
    months: int

    @property
    def first(self) -> np.datetime64:
        """The first day."""
        first: np.datetime64 = (self.until - self.months + 1).astype("datetime64[D]")
        return first

    @property
    def length(self) -> int:
        """How many days there are."""
        return int(((self.until + 1).astype("datetime64[D]") - self.first).astype(int))

    @property
    def end(self) -> int:
        """The instant of midnight UTC after the last day."""
        return int(self.instant(self.length, 0))

    def month_start(self, back: int) -> int:
        """The day number of the first of the month `back` months before the last."""
        return int(((self.until - back).astype("datetime64[D]") - self.first).astype(int))

    def monday(self, back: int, nth: int) -> int:
        """The day number of the nth Monday (from 1) of the month `back` months before the last."""
        month = (self.until - back).astype("datetime64[D]")
        first = np.busday_offset(month, 0, roll="forward", weekmask="Mon")
        return int((first - self.first).astype(int)) + 7 * (nth - 1)

    def date(self, day: int | np.ndarray) -> np.ndarray:
        """The date of a day number, also of one before the first."""
        return self.first + np.asarray(day)

    def instant(self, day: int | np.ndarray, second: float | np.ndarray) -> np.ndarray:
        """The instant of a second of a day in UTC."""
        midnight = (int(self.first.astype(int)) + np.asarray(day)) * DAY
        instant: np.ndarray = (midnight * SECOND + np.rint(np.asarray(second) * SECOND)).astype(np.int64)
        return instant

    def month(self, day: np.ndarray) -> np.ndarray:
        """The months (datetime64[M]) of day numbers."""
        return self.date(day).astype("datetime64[M]")

    def weekday(self, day: np.ndarray) -> np.ndarray:
        """0 is Monday."""
        weekday: np.ndarray = (self.date(day).astype(int) + 3) % 7
        return weekday

    def offsets(self, zone: str) -> np.ndarray:
        """
        Seconds that the zone's clock is ahead of UTC, one for each day.

        Taken at noon: clocks change at night, when nobody works, so one offset holds for all of a shift.
        """
        clock = ZoneInfo(zone)
        noons = (moment(self.instant(day, DAY // 2)).replace(tzinfo=clock) for day in range(self.length))
        return np.array([int((noon.utcoffset() or timedelta()).total_seconds()) for noon in noons])

    def intake(self, dip: int | None) -> np.ndarray:
        """
        Relative intake of each day: weekdays, slow growth, a quiet August.

        `dip` is the first day of a quiet week.
        """
        days = np.arange(self.length)
        month = self.date(days).astype("datetime64[M]").astype(int) % 12 + 1
        level: np.ndarray = INTAKE[self.weekday(days)] * (1 + 0.0004 * days) * np.where(month == 8, 0.93, 1.0)
        if dip is not None:
            level[(days >= dip) & (days < dip + 7)] *= DIP
        return level

"""Periods as values: a month, an ISO week, a quarter or a range of business days."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from .errors import ParamsError, Problem

LAST_MONTH = "last-month"
_MONTHS_OF_HISTORY = 3
_DAY = dt.timedelta(days=1)
_WEEK = dt.timedelta(weeks=1)


class PeriodKind(StrEnum):
    """What a period is made of."""

    MONTH = "month"
    WEEK = "week"
    QUARTER = "quarter"
    RANGE = "range"


@dataclass(frozen=True)
class Period:
    """Business days from `start` up to, not including, `end`; they become instants only in a time zone."""

    kind: PeriodKind
    start: dt.date
    end: dt.date

    @property
    def text(self) -> str:
        """As typed and as in paths: 2026-10, 2026-W41, 2026-Q4 or 2026-10-01..2026-10-20."""
        match self.kind:
            case PeriodKind.MONTH:
                return f"{self.start:%Y-%m}"
            case PeriodKind.WEEK:
                year, week, _ = self.start.isocalendar()
                return f"{year}-W{week:02}"
            case PeriodKind.QUARTER:
                return f"{self.start.year}-Q{_quarter(self.start)}"
            case PeriodKind.RANGE:
                return f"{self.start}..{self._last}"

    @property
    def label(self) -> str:
        """As printed: October 2026, Q4 2026, Week 41 of 2026, 1 October to 20 October 2026."""
        match self.kind:
            case PeriodKind.MONTH:
                return f"{self.start:%B %Y}"
            case PeriodKind.WEEK:
                year, week, _ = self.start.isocalendar()
                return f"Week {week} of {year}"
            case PeriodKind.QUARTER:
                return f"Q{_quarter(self.start)} {self.start.year}"
            case PeriodKind.RANGE:
                return _range_label(self.start, self._last)

    def previous(self) -> Period:
        """The period of the same kind just before; for a range, as many days."""
        match self.kind:
            case PeriodKind.MONTH:
                return Period(self.kind, _months_before(self.start, 1), self.start)
            case PeriodKind.QUARTER:
                return Period(self.kind, _months_before(self.start, 3), self.start)
            case PeriodKind.WEEK | PeriodKind.RANGE:
                return Period(self.kind, self.start - (self.end - self.start), self.start)

    def bounds(self, zone: str) -> tuple[dt.datetime, dt.datetime]:
        """The UTC instants at which its first day starts and its last day ends in an IANA time zone."""
        return _midnight(self.start, zone), _midnight(self.end, zone)

    def months(self) -> tuple[str, ...]:
        """The calendar months it touches, as YYYY-MM."""
        return months(self.start, self._last)

    @property
    def _last(self) -> dt.date:
        return self.end - _DAY


def parse(text: str, today: dt.date | None = None) -> Period:
    """
    The period that `text` names; last-month needs `today`, a date in the reader's own calendar.

    Raises ParamsError with the way to write it.
    """
    if text == LAST_MONTH and today is not None:
        return last_month(today)
    for pattern, kind, example, read in _FORMS:
        if match := re.fullmatch(pattern, text):
            try:
                start, end = read(*match.groups())
            except ValueError as error:
                raise ParamsError(Problem(f"{text} is not a {kind}", "", f"write it as {example}")) from error
            return Period(kind, start, end)
    examples = [example for _, _, example, _ in _FORMS] + [LAST_MONTH] * (today is not None)
    raise ParamsError(Problem(f"{text!r} is not a period", "", f"write one like {', '.join(examples)}"))


def last_month(today: dt.date) -> Period:
    """The last month that is over on `today`."""
    end = today.replace(day=1)
    return Period(PeriodKind.MONTH, _months_before(end, 1), end)


def months(first: dt.date, last: dt.date) -> tuple[str, ...]:
    """The calendar months from that of `first` to that of `last`, as YYYY-MM."""
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return tuple(f"{number // 12}-{number % 12 + 1:02}" for number in numbers)


def window(period: Period, weeks: int) -> tuple[dt.date, dt.date]:
    """
    The business days (start, exclusive end) whose data a report of `period` may draw on.

    Whole ISO weeks up to the period's end: the last `weeks`, and never less than the previous period
    and three months of history.
    """
    wanted = (
        _monday(period.end - _DAY) - (weeks - 1) * _WEEK,
        period.previous().start,
        _months_before(period.end, _MONTHS_OF_HISTORY),
    )
    return _monday(min(wanted)), period.end


def _month(year: str, month: str) -> tuple[dt.date, dt.date]:
    start = dt.date(int(year), int(month), 1)
    return start, _months_before(start, -1)


def _week(year: str, week: str) -> tuple[dt.date, dt.date]:
    start = dt.date.fromisocalendar(int(year), int(week), 1)
    return start, start + _WEEK


def _quarter_of(year: str, quarter: str) -> tuple[dt.date, dt.date]:
    start = dt.date(int(year), int(quarter) * 3 - 2, 1)
    return start, _months_before(start, -3)


def _range(first: str, last: str) -> tuple[dt.date, dt.date]:
    start, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last) + _DAY
    if start >= end:
        raise ValueError("it ends before it starts")
    return start, end


# NOTE: the years keep a Buddhist or mistyped one out, and every date arithmetic inside the calendar.
_YEAR = "((?:19|20)[0-9]{2})"
_DATE = f"({_YEAR[1:-1]}-[0-9]{{2}}-[0-9]{{2}})"
_FORMS: tuple[tuple[str, PeriodKind, str, Callable[[str, str], tuple[dt.date, dt.date]]], ...] = (
    (f"{_YEAR}-([0-9]{{2}})", PeriodKind.MONTH, "2026-10", _month),
    (f"{_YEAR}-W([0-9]{{2}})", PeriodKind.WEEK, "2026-W41", _week),
    (f"{_YEAR}-Q([0-9])", PeriodKind.QUARTER, "2026-Q4", _quarter_of),
    (rf"{_DATE}\.\.{_DATE}", PeriodKind.RANGE, "2026-10-01..2026-10-20", _range),
)


def _midnight(day: dt.date, zone: str) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.min, ZoneInfo(zone)).astimezone(dt.UTC)


def _monday(day: dt.date) -> dt.date:
    return day - day.weekday() * _DAY


def _months_before(day: dt.date, count: int) -> dt.date:
    """The first day of the month that lies `count` months before that of `day`."""
    number = day.year * 12 + day.month - 1 - count
    return dt.date(number // 12, number % 12 + 1, 1)


def _quarter(day: dt.date) -> int:
    return (day.month + 2) // 3


def _range_label(first: dt.date, last: dt.date) -> str:
    ending = f"{last.day} {last:%B %Y}"
    if first == last:
        return ending
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {first:%B}{year} to {ending}"

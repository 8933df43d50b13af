"""The extract's tables, cut to a span of business days, or the reason why there are no rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal
from zoneinfo import ZoneInfo

import pandas as pd

from ...contracts import CANONICAL, FROZEN, ONLY_IN_MARTS
from ...errors import ParamsError, Problem
from ...extracts import Extract
from ...measures.weeks import mondays
from ..language.vocabulary import DIMENSIONS
from .absence import absence
from .arguments.known import have, quoted

Span = Literal["period", "previous", "quarter", "window"]
SOURCES = {
    "label_days": ("labels",),
    "handling_days": ("labels",),
    "audited_labels": ("audits",),
    "gold_answers": ("gold",),
    "removed_answers": ("gold",),
    "score_days": ("labels",),
    "time_days": ("time",),
    "adherence_days": ("schedules", "time"),
}
"""The tables that these are made of, and that somebody would have to deliver."""
NOUNS = {
    "audited_labels": "audits",
    "gold_answers": "answers to gold items",
    "removed_answers": "answers to gold items that were removed",
    "label_days": "labels",
    "handling_days": "handling times",
    "handling_people": "handling times",
    "score_days": "scores",
    "time_days": "time records",
    "adherence_days": "planned time",
}
MADE_BY_EDITIONS = ("benchmarks", "investigations")
_QUARTER = 3  # months


@dataclass(frozen=True)
class ExtractReader:
    """Reads each table once, and cuts it to each span once; who wants to change a table takes a copy."""

    extract: Extract
    _read: dict[str, pd.DataFrame] = field(default_factory=dict)
    _cuts: dict[tuple[str, Span, bool], pd.DataFrame] = field(default_factory=dict)

    def table(self, name: str) -> pd.DataFrame:
        """A whole table; local_date as timestamps. Raises DataError where the extract does not hold it."""
        if name not in self._read:
            frame = self.extract.table(name)
            days = {"local_date": pd.to_datetime(frame["local_date"])} if "local_date" in frame else {}
            self._read[name] = frame.assign(**days)
        return self._read[name]

    def holds(self, name: str) -> bool:
        """Whether the extract has that table."""
        return name in self._held

    @cached_property
    def _held(self) -> frozenset[str]:
        return frozenset(self.extract.tables())

    def require(self, name: str, where: str) -> None:
        """Raise ParamsError for a table that no extract can hold; one that this extract lacks is known."""
        held = self._held
        if name in ONLY_IN_MARTS and name not in held:
            made = [table for table, sources in SOURCES.items() if name in sources]
            what = f"the table {name} is in no extract, what is made of it is"
            raise ParamsError(Problem(what, where, f"have {', '.join(made)}"))
        known = {*CANONICAL, *FROZEN, *MADE_BY_EDITIONS}.difference(ONLY_IN_MARTS) | held
        if name not in known:
            remedy = have(name, sorted(known), sorted(held))
            raise ParamsError(Problem(f"no table is called {quoted(name)}", where, remedy))

    def cut(self, name: str, span: Span = "period", by: tuple[str, ...] = ()) -> pd.DataFrame:
        """
        The rows of a table by business day within `span`.

        With "week" in `by` they have the column week: the Monday of the business day's ISO week.
        """
        which = name, span, "week" in by
        if which not in self._cuts:
            self._cuts[which] = self._cut(*which)
        return self._cuts[which]

    def _cut(self, name: str, span: Span, with_week: bool) -> pd.DataFrame:
        frame = self.table(name)
        start, end = (pd.Timestamp(day) for day in self.span(span))
        frame = frame[(frame["local_date"] >= start) & (frame["local_date"] < end)]
        return frame.assign(week=mondays(frame["local_date"]).dt.date) if with_week else frame

    def why_none(self, name: str, span: Span = "period") -> str:
        """One line on why there are no rows; empty where there are some."""
        missing, vendor = self.extract.context.missing, self.extract.context.vendor
        if not self.holds(name):
            if vendor:
                return absence(name, missing.get(name, ""))
            sources = SOURCES.get(name, (name,))
            source = next((source for source in sources if source in missing), sources[0])
            return f"table {source} is missing: {missing.get(source, 'this edition does not hold it')}"
        if name not in NOUNS:
            if len(self.table(name)):
                return ""
            return absence(name, "") if vendor else f"table {name} is empty"
        return "" if len(self.cut(name, span)) else f"no {NOUNS[name]} in {self.words(span)}"

    def span(self, span: Span) -> tuple[dt.date, dt.date]:
        """First business day, and the first after the last."""
        context = self.extract.context
        match span:
            case "period":
                return context.period.start, context.period.end
            case "previous":
                return context.previous.start, context.previous.end
            case "window":
                return context.window.start, context.window.end
            case "quarter":
                return _months_before(context.period.end, _QUARTER), context.period.end
        raise ParamsError(
            Problem(f"no span of days is called {span!r}", remedy="have period, previous, quarter, window")
        )

    def words(self, span: Span) -> str:
        """A span as printed."""
        context = self.extract.context
        spans = {"period": context.period.label, "previous": context.previous.label}
        return spans.get(
            span, f"the {'three months' if span == 'quarter' else 'weeks'} to {context.period.label}"
        )


def columns(by: str | tuple[str, str] | None) -> tuple[str, ...]:
    """The columns behind a word such as "site", or behind two. Raises ParamsError for an unknown one."""
    for word in worded(by):
        if word not in DIMENSIONS:
            raise ParamsError(
                Problem(f"nothing is split by {word!r}", remedy=f"have {', '.join(DIMENSIONS)}")
            )
    return tuple(DIMENSIONS[word] for word in worded(by))


def worded(by: str | tuple[str, str] | None) -> tuple[str, ...]:
    """The words of a split: none, one or two."""
    return by if isinstance(by, tuple) else (by,) if by else ()


def midnight(day: dt.date, zone: ZoneInfo) -> dt.datetime:
    """The instant, in UTC, at which a business day begins."""
    return dt.datetime.combine(day, dt.time(), zone).astimezone(dt.UTC)


def _months_before(day: dt.date, months: int) -> dt.date:
    start: dt.date = (pd.Timestamp(day) - pd.DateOffset(months=months)).date()
    return start

"""Whether there are people enough: those in production against those the work needs, now and next."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Literal
from zoneinfo import ZoneInfo

import pandas as pd

from ....estimates import Estimates, Unit
from ....measures import capacity, volume, workforce
from ...data.gate import of_own_work, plain
from ...data.rows import Span, columns, midnight
from ...data.section_questions import LABELS, TIMES, SectionQuestions
from . import words

Group = Literal["site", "vendor"]
AGENT = "agent"


class CapacityQuestions(SectionQuestions):
    """Agents and the work, in full-time equivalents; the span ahead is as long as the period."""

    @of_own_work
    def in_production(self, by: Group | None = None) -> Estimates:
        """
        Agents in production on the last day: a count.

        >>> r.capacity.in_production(by="vendor")
        """
        last = self._rows.span("period")[1] - dt.timedelta(days=1)
        return self._of_roster("capacity.people", Unit.COUNT, by, workforce.headcount, last)

    @of_own_work
    def fte(self, by: Group | None = None) -> Estimates:
        """
        Full-time equivalents in production on an average day of the period.

        >>> r.capacity.fte(by="vendor")
        """
        return self._of_roster("capacity.fte", Unit.FTE, by, workforce.fte, *self._rows.span("period"))

    @of_own_work
    def fte_ahead(self, by: Group | None = None) -> Estimates:
        """
        Full-time equivalents in production on an average day ahead, less those likely to leave.

        >>> r.capacity.fte_ahead(by="vendor")
        """
        days = (self._rows.span("window")[0], self._rows.span("period")[1], self.ahead())
        return self._of_roster("capacity.fte_ahead", Unit.FTE, by, workforce.fte_ahead, *days)

    @of_own_work
    def started(self, by: Group | None = None, *, span: Span = "period") -> Estimates:
        """
        Agents whose production began: a count.

        >>> r.capacity.started(by="vendor")
        """
        return self._of_roster("capacity.started", Unit.COUNT, by, workforce.started, *self._rows.span(span))

    @of_own_work
    def left(self, by: Group | None = None, *, span: Span = "period") -> Estimates:
        """
        Agents who left: a count.

        >>> r.capacity.left(by="vendor")
        """
        return self._of_roster("capacity.left", Unit.COUNT, by, workforce.left, *self._rows.span(span))

    @of_own_work
    def attrition(self) -> Estimates:
        """
        The share of agents who leave in a month, over the whole window.

        >>> r.capacity.attrition()
        """
        name = "capacity.attrition"
        if why := self._rows.why_none("people"):
            return Estimates.missing(name, (), why)
        found = workforce.attrition(self._producers(), *self._rows.span("window"))
        return Estimates.of(name, (), [((), found)])

    @of_own_work
    def fte_needed(self, by: Group | None = None) -> Estimates:
        """
        Full-time equivalents that the decisions of the period took.

        >>> r.capacity.fte_needed(by="vendor")
        """
        start, end = self._rows.span("period")
        made = self._ask("capacity.decisions", LABELS, by, None, capacity.decisions)
        return self._fte_for("capacity.required", made, (end - start).days)

    @of_own_work
    def decisions_ahead(self, by: Group | None = None) -> Estimates:
        """
        Decisions to come ahead, from the last weeks.

        >>> r.capacity.decisions_ahead(by="vendor")
        """
        days = {"end": self._rows.span("period")[1], "days": self._days_ahead()}
        return self._ask("capacity.decisions_ahead", LABELS, by, "window", capacity.forecast, **days)

    @of_own_work
    def fte_needed_ahead(self, by: Group | None = None) -> Estimates:
        """
        Full-time equivalents that the decisions to come need, at the period's pace.

        >>> r.capacity.fte_needed_ahead(by="vendor")
        """
        return self._fte_for("capacity.required_ahead", self.decisions_ahead(by), self._days_ahead())

    @of_own_work
    def fte_owed(self) -> Estimates:
        """
        Full-time equivalents that what is still owed on requests due ahead needs, at the period's pace.

        >>> r.capacity.fte_owed()
        """
        name = "capacity.owed"
        why = self._rows.why_none("requests") or self._rows.why_none(LABELS)
        if why:
            return Estimates.missing(name, (), why, Unit.FTE)
        end, until = self._rows.span("period")[1], self.ahead()
        zone = ZoneInfo(self._context.market.timezone)
        delivered = volume.labels(self._rows.cut(LABELS)).only().value
        if not delivered:
            return Estimates.missing(name, (), words.NO_LABEL, Unit.FTE)
        each = capacity.decisions(self._rows.cut(LABELS)).only().value / delivered
        owed = capacity.committed(
            self._rows.table("requests"), midnight(end, zone), midnight(until, zone), each
        )
        return self._fte_for(name, Estimates.of(name, (), [((), owed)], Unit.COUNT), (until - end).days)

    @of_own_work
    def gap(self, by: Group | None = None) -> Estimates:
        """
        People in production less people needed in the period; below 0 they were too few.

        >>> r.capacity.gap(by="vendor")
        """
        return capacity.gap(self.fte(by), self.fte_needed(by))

    @of_own_work
    def gap_ahead(self, by: Group | None = None) -> Estimates:
        """
        People to be in production less people needed ahead; below 0 they are too few.

        >>> r.capacity.gap_ahead(by="vendor")
        """
        found = capacity.gap(self.fte_ahead(by), self.fte_needed_ahead(by))
        return dataclasses.replace(found, name="capacity.gap_ahead")

    @plain
    def ahead(self) -> dt.date:
        """
        The end of the span ahead: as many months as the period, or as many days where it is not months.

        >>> r.capacity.ahead()
        """
        start, end = self._rows.span("period")
        if start.day == end.day == 1:
            months = 12 * (end.year - start.year) + end.month - start.month
            until: dt.date = (pd.Timestamp(end) + pd.DateOffset(months=months)).date()
            return until
        return end + (end - start)

    def _days_ahead(self) -> int:
        return (self.ahead() - self._rows.span("period")[1]).days

    def _staffing(self) -> capacity.Staffing:
        given = self._context.definitions
        planned = {name: given.get(f"planned_{name}") for name in ("shrinkage", "occupancy")}
        shares = {name: float(share) for name, share in planned.items() if isinstance(share, (int, float))}
        hours = given.get("hours_a_week")
        return capacity.Staffing(float(hours) if isinstance(hours, (int, float)) else 40.0, **shares)

    def _producers(self) -> pd.DataFrame:
        people = self._rows.table("people")
        return people[people["role"] == AGENT]

    def _of_roster(
        self, name: str, unit: Unit, by: Group | None, measure: Callable[..., Estimates], *days: dt.date
    ) -> Estimates:
        if why := self._rows.why_none("people"):
            return Estimates.missing(name, columns(by), why, unit)
        return dataclasses.replace(measure(self._producers(), *days, by=columns(by)), name=name)

    def _fte_for(self, name: str, made: Estimates, days: int) -> Estimates:
        why = self._rows.why_none(LABELS) or self._rows.why_none(TIMES) or self._rows.why_none("people")
        if why:
            return Estimates.missing(name, made.by, why, Unit.FTE)
        spent = self._rows.cut(TIMES)
        spent = spent[spent["person_id"].isin(self._producers()["person_id"])]
        found = capacity.fte_needed(made, self._rows.cut(LABELS), spent, days, self._staffing())
        return dataclasses.replace(found, name=name)

"""Whether requests for labels were delivered when they were due, how long they took, and what is open."""

from __future__ import annotations

import datetime as dt
from typing import Literal
from zoneinfo import ZoneInfo

import pandas as pd

from ....estimates import Estimates, Unit
from ....measures import clearance, flow, requests, volume
from ....measures.flow import LittlesLaw
from ....measures.quantiles import QUANTILES
from ....measures.weeks import mondays
from ...data.gate import of_audits, of_own_work
from ...data.rows import Span, columns, midnight
from ...data.section_questions import LABELS, SectionQuestions, usual

Split = Literal["queue", "priority"]
Moved = Literal["week", "queue"]
Wait = Literal["requests.turnaround", "requests.sop_lead"]
_TURNAROUND: Wait = "requests.turnaround"
_SOP_LEAD: Wait = "requests.sop_lead"


class RequestQuestions(SectionQuestions):
    """Requests due, delivered and open."""

    @of_own_work
    def on_time(self, by: Literal["week", "queue"] | None = None, *, span: Span | None = None) -> Estimates:
        """
        The share of requests due that were delivered by then; open ones past their date are late.

        >>> r.requests.on_time(by="week")
        """
        if why := self._rows.why_none("requests"):
            return Estimates.missing("requests.on_time", columns(by), why)
        due = self._local(self._rows.table("requests")["due_at"])
        table = self._rows.table("requests").assign(week=mondays(due.dt.normalize()).dt.date)
        first, last = self._rows.span(span or usual(by))
        now = min(self._context.frozen_on, last)
        start, end, known = (midnight(day, self._zone) for day in (first, last, now))
        return requests.on_time(table, start, end, known, by=columns(by))

    @of_own_work
    def turnaround(self, by: Split | None = None) -> Estimates:
        """
        The median days from a request to its delivery; requests of the window, open ones as open.

        >>> r.requests.turnaround(by="priority")
        """
        return self._time_taken(_TURNAROUND, 0.5, by)

    @of_own_work
    def turnaround_p90(self, by: Split | None = None) -> Estimates:
        """
        The days within which nine in ten requests of the window are delivered.

        >>> r.requests.turnaround_p90(by="priority")
        """
        return self._time_taken(_TURNAROUND, 0.9, by)

    @of_own_work
    def sop_lead(self, by: Split | None = None) -> Estimates:
        """
        The median days from accepting a request to its final procedure; requests of the window.

        >>> r.requests.sop_lead(by="priority")
        """
        return self._time_taken(_SOP_LEAD, 0.5, by)

    @of_own_work
    def sop_lead_p90(self, by: Split | None = None) -> Estimates:
        """
        The days within which nine in ten accepted requests have a final procedure.

        >>> r.requests.sop_lead_p90(by="priority")
        """
        return self._time_taken(_SOP_LEAD, 0.9, by)

    @of_own_work
    def waits(self, of: Wait = "requests.turnaround") -> pd.DataFrame:
        """
        How long each request of the window took, or is open: measures.requests.waits.

        >>> r.requests.waits()
        """
        start, _ = requests.SPANS[of]
        table = self._rows.table("requests")
        first = midnight(self._rows.span("window")[0], self._zone)
        made = table[pd.to_datetime(table[start], utc=True) >= first]
        return requests.waits(made, of, midnight(self._today(), self._zone))

    @of_own_work
    def requested(self, by: Moved | None = None, *, span: Span | None = None) -> Estimates:
        """
        Labels asked for.

        >>> r.requests.requested(by="week")
        """
        return self._moved("requested", by, span)

    @of_own_work
    def delivered(self, by: Moved | None = None, *, span: Span | None = None) -> Estimates:
        """
        Labels delivered to requests.

        >>> r.requests.delivered(by="week")
        """
        return self._moved("delivered", by, span)

    @of_own_work
    def backlog(self, by: Literal["queue"] | None = None, *, span: Span = "period") -> Estimates:
        """
        Labels asked for and not delivered at the end of a span.

        >>> r.requests.backlog(by="queue")
        """
        if why := self._why_no_flow():
            return Estimates.missing("flow.backlog", columns(by), why, Unit.COUNT)
        _, end = self._rows.span(span)
        return flow.backlog(self.flowing(), pd.Timestamp(end), columns(by))

    @of_own_work
    def rework(self, *, span: Span = "window") -> Estimates:
        """
        The share of the labels delivered that put earlier ones right.

        >>> r.requests.rework()
        """
        if why := self._why_no_flow():
            return Estimates.missing("requests.rework", (), why)
        first, end = (pd.Timestamp(day) for day in self._rows.span(span))
        return flow.rework(self.flowing(), first, end)

    @of_own_work
    def flowing(self) -> pd.DataFrame:
        """
        Labels by business day, request and state, up to the period's end: measures.flow.flow.

        >>> r.requests.flowing()
        """
        held = self._rows.holds("deliveries")
        deliveries = self._rows.table("deliveries") if held else pd.DataFrame()
        now = pd.Timestamp(midnight(self._today(), self._zone))
        return flow.flow(self._rows.table("requests"), deliveries, self._zone, now)

    @of_audits
    def work_in_progress(self) -> LittlesLaw:
        """
        Work in progress, throughput and wait over the window's requests.

        >>> r.requests.work_in_progress()
        """
        first, _ = self._rows.span("window")
        start, now = (pd.Timestamp(midnight(day, self._zone)) for day in (first, self._today()))
        return flow.littles_law(self._rows.table("requests"), start, now)

    @of_own_work
    def clearance(self) -> Estimates:
        """
        The chance of each open request to be through by its due date, from its queue's last weeks.

        >>> r.requests.clearance()
        """
        if why := self._why_no_flow() or self._rows.why_none(LABELS, "window"):
            return Estimates.missing("requests.clearance", ("request_id",), why)
        made, today = volume.by_day(self._rows.cut(LABELS, "window")), pd.Timestamp(self._today())
        return clearance.clearance(clearance.pending(self.open(), self.flowing(), made, today), made, today)

    @of_own_work
    def open(self) -> pd.DataFrame:
        """
        The requests neither delivered nor cancelled by the period's end, with the column due, local.

        >>> r.requests.open()
        """
        table, now = self._rows.table("requests"), pd.Timestamp(midnight(self._today(), self._zone))
        times = {
            column: pd.to_datetime(table[column], utc=True)
            for column in ("created_at", "delivered_at", "cancelled_at")
        }
        pending = ~(times["delivered_at"] < now) & ~(times["cancelled_at"] < now)
        pending &= times["created_at"] < now
        return table.assign(due=self._local(table["due_at"]))[pending]

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self._context.market.timezone)

    def _today(self) -> dt.date:
        """The first business day of which nothing is known yet, or the first after the period."""
        return min(self._context.frozen_on, self._context.period.end)

    def _local(self, instants: pd.Series) -> pd.Series:
        return pd.to_datetime(instants, utc=True).dt.tz_convert(self._zone).dt.tz_localize(None)

    def _why_no_flow(self) -> str:
        """Why it is not known how many labels were handed over by which day; empty where it is."""
        if why := self._rows.why_none("requests"):
            return why
        parts = bool((self.open()["volume_delivered"] > 0).any())
        return self._rows.why_none("deliveries") if parts else ""

    def _time_taken(self, of: Wait, q: float, by: Split | None) -> Estimates:
        if why := self._rows.why_none("requests"):
            name = f"{of}.{QUANTILES[q]}"
            return Estimates.missing(name, columns(by), why, Unit.DAYS)
        return requests.time_taken(self.waits(of), of, q, columns(by))

    def _moved(self, state: str, by: Moved | None, span: Span | None) -> Estimates:
        why = self._why_no_flow() if state == "delivered" else self._rows.why_none("requests")
        if why:
            return Estimates.missing(f"flow.{state}", columns(by), why, Unit.COUNT)
        first, end = (pd.Timestamp(day) for day in self._rows.span(span or usual(by)))
        flowing = self.flowing()
        flowing = flowing.assign(week=mondays(flowing["local_date"]).dt.date)
        return flow.moved(flowing, state, first, end, columns(by))

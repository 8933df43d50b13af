"""Requests: how labels flow through them, how long they take, and which are open."""

from __future__ import annotations

import pandas as pd

from ....components import Prose
from ....estimates import Estimate
from ....measures import flow
from ....measures.survival import kaplan_meier
from ...data.gate import exhibit
from ...language.words import capital
from ...page.records import record, records
from ...page.section_exhibits import SectionExhibits
from . import words
from .cumulative_flow import cumulative_flow
from .questions import RequestQuestions
from .tables import open_requests, times_table
from .waiting import MOST_CURVES, waiting


class Requests(SectionExhibits, RequestQuestions):
    """Nothing is shown without the table requests; its section says so."""

    _name = "r.requests"

    @exhibit
    def cumulative_flow(self) -> None:
        """
        What was asked for, in work and delivered, day by day through the window.

        >>> r.requests.cumulative_flow()
        """
        if self._rows.why_none("requests"):
            return
        first, end = (pd.Timestamp(day) for day in self._rows.span("window"))
        before = record("flow.backlog.previous", self.backlog(span="previous").only())
        asked = (self.backlog(), self.requested(), self.delivered())
        figures = (*(figure for estimates in asked for figure in records(estimates)), before)
        if why := self._why_no_flow():
            text = self._say(words.NO_FLOW, why=why)
            self._stage.emit(Prose(paragraphs=(text,), figures=figures))
            return
        days = flow.cumulative(self.flowing(), first, end)
        self._stage.emit(cumulative_flow(self._setting, days, figures, "cumulative-flow"))

    @exhibit
    def time_to_deliver(self) -> None:
        """
        The share of requests not delivered yet by their age, overall and by priority, with a table.

        >>> r.requests.time_to_deliver()
        """
        if self._rows.why_none("requests"):
            return
        waits = self.waits()
        if waits.empty:
            text = self._say(words.NONE_MADE, span=self._rows.words("window"))
            self._stage.emit(Prose(paragraphs=(text,)))
            return
        parts = [(str(name), part) for name, part in waits.groupby("priority")]
        curves = [
            (capital(name), kaplan_meier(part["duration"], part["happened"]))
            for name, part in [(words.ALL, waits), *parts]
        ]
        median = self.turnaround()
        said = (
            self._half(median.only()),
            self._say(words.WAITING_MEASURE, span=self._rows.words("window")),
            words.WAITING_NOTE,
        )
        chart = waiting(self._setting, curves[:MOST_CURVES], said, records(median), "time-to-deliver")
        self._stage.emit(chart)
        if parts:
            counts = waits.groupby("priority")["happened"].agg(requests="size", delivered="sum")
            measures = (self.turnaround(by="priority"), self.turnaround_p90(by="priority"))
            self._stage.emit(times_table(self._setting, counts, measures, "time-to-deliver-by-priority"))

    @exhibit
    def littles_law(self) -> None:
        """
        Work in progress, throughput and the wait they imply, beside the wait that was observed.

        >>> r.requests.littles_law()
        """
        if self._rows.why_none("requests"):
            return
        law = self.work_in_progress()
        figures = tuple(
            record(f"flow.{name}.overall", getattr(law, name))
            for name in ("in_progress", "throughput", "implied", "observed")
        )
        self._stage.emit(Prose(paragraphs=(self._wait(law),), figures=figures))

    @exhibit
    def open_table(self) -> None:
        """
        The requests not delivered by the end of the period, with their chances of being on time.

        >>> r.requests.open_table()
        """
        if self._rows.why_none("requests"):
            return
        pending = self.open()
        if len(pending):
            self._stage.emit(open_requests(self._setting, pending, self.clearance(), "open-requests"))
        else:
            text = self._say(words.NONE_OPEN, period=self._setting.period)
            self._stage.emit(Prose(paragraphs=(text,)))

    def _half(self, median: Estimate) -> str:
        """The curve's message."""
        return self._say(words.HALF_DELIVERED if median.exists else words.NO_MEDIAN, median=median)

    def _wait(self, law: flow.LittlesLaw) -> str:
        """The wait implied beside the one observed, compared as far as their intervals allow."""
        span, implied, seen = self._rows.words("window"), law.implied, law.observed
        if not implied.exists:
            return self._say(words.NONE_DELIVERED, span=span, open=law.in_progress)
        known = {"span": span, "open": law.in_progress, "done": law.throughput, "implied": implied}
        if not seen.exists:
            return self._say(words.WAIT_IMPLIED, **known)
        if implied.low > seen.high:
            return self._say(words.WAIT_LONGER, **known, seen=seen)
        shorter = implied.high < seen.low
        return self._say(words.WAIT_SHORTER if shorter else words.WAIT_AS_SEEN, **known, seen=seen)

"""Requests: how labels flow through them, how long they take, and which are open."""

from __future__ import annotations

import pandas as pd

from ....components import Prose
from ....estimates import Estimate
from ....measures import flow
from ....measures.survival import kaplan_meier
from ...data.gate import exhibit
from ...language import words
from ...language.vocabulary import term
from ...page.records import record, records
from ...page.section_exhibits import SectionExhibits
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
            text = f"Labels handed over day by day: {why}."
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
            text = f"No request was made in {self._rows.words('window')}."
            self._stage.emit(Prose(paragraphs=(text,)))
            return
        parts = [(str(name), part) for name, part in waits.groupby("priority")]
        curves = [
            (words.capital(name), kaplan_meier(part["duration"], part["happened"]))
            for name, part in [("all", waits), *parts]
        ]
        median = self.turnaround()
        said = (
            self._half(median.only()),
            f"Share of requests not delivered yet, by days since they were made; requests of "
            f"{self._rows.words('window')}",
            "Band: 95% interval of all requests. Open and cancelled ones count for as long as they waited.",
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
        law, numerals = self.work_in_progress(), self._setting.numerals
        figures = tuple(
            record(f"flow.{name}.overall", getattr(law, name))
            for name in ("in_progress", "throughput", "implied", "observed")
        )
        span = words.capital(f"in {self._rows.words('window')}")
        many, done = numerals.estimate(law.in_progress), numerals.estimate(law.throughput)
        text = f"{span}, {many} {'request was' if many == '1' else 'requests were'} open on a mean day and "
        if law.implied.exists:
            text += (
                f"{done} {'was' if done == '1' else 'were'} delivered. At that rate a request takes "
                f"{self._interval_told(law.implied)}, by Little's law{self._compared(law)}."
            )
        else:
            text += "none was delivered."
        self._stage.emit(Prose(paragraphs=(text,), figures=figures))

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
            text = f"No request was open at the end of {self._setting.period}."
            self._stage.emit(Prose(paragraphs=(text,)))

    def _half(self, median: Estimate) -> str:
        """The curve's message."""
        if not median.exists:
            return f"{term('requests.turnaround.median').label}: {words.reason(median)}"
        return f"Half of the requests were delivered within {self._interval_told(median)}"

    def _compared(self, law: flow.LittlesLaw) -> str:
        """What the wait implied says beside the one observed, as far as their intervals allow."""
        if not law.observed.exists:
            return ""
        seen = f"the {self._interval_told(law.observed)} that delivered ones took"
        if law.implied.low > law.observed.high:
            return f", longer than {seen}: work piles up"
        if law.implied.high < law.observed.low:
            return f", shorter than {seen}: less and less is in progress"
        return f", in keeping with {seen}"

    def _interval_told(self, estimate: Estimate) -> str:
        """A value with its interval."""
        return f"{self._setting.numerals.estimate(estimate)} ({self._setting.numerals.interval(estimate)})"

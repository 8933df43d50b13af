"""Where paid time went, whether it went as planned, and how long a label takes."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import pandas as pd

from ....estimates import Estimates, Unit
from ....measures import accuracy, adherence, efficiency, handling, productivity
from ...data.gate import of_own_work
from ...data.rows import Span, columns
from ...data.section_questions import AUDITS, HISTOGRAMS, LABELS, TIMES, By, SectionQuestions, usual
from ...language.vocabulary import term

PLANS, HANDLERS = "adherence_days", "handling_people"


class TimeQuestions(SectionQuestions):
    """Shares of paid time, adherence, throughput, efficiency and handling time."""

    @of_own_work
    def utilisation(self, by: By | None = None, *, span: Span | None = None) -> Estimates:
        """
        Handling time over paid time, as the project defines it.

        >>> r.time.utilisation(by="site")
        """
        states = self._states("utilisation_counts")
        return self._ask("utilisation", TIMES, by, span, productivity.utilisation, states=states)

    @of_own_work
    def occupancy(self, by: By | None = None, *, span: Span | None = None) -> Estimates:
        """
        Handling time over handling and waiting time.

        >>> r.time.occupancy(by="site")
        """
        return self._ask("occupancy", TIMES, by, span, productivity.occupancy)

    @of_own_work
    def shrinkage(self, by: By | None = None, *, span: Span | None = None) -> Estimates:
        """
        Paid time neither handling nor waiting, over paid time.

        >>> r.time.shrinkage(by="site")
        """
        return self._ask("shrinkage", TIMES, by, span, productivity.shrinkage)

    @of_own_work
    def internal_shrinkage(self, by: By | None = None) -> Estimates:
        """
        Paid time lost inside the operation, over paid time.

        >>> r.time.internal_shrinkage(by="site")
        """
        return self._time_share("time.internal_shrinkage", self._states("shrinkage_internal"), by)

    @of_own_work
    def external_shrinkage(self, by: By | None = None) -> Estimates:
        """
        Paid time lost outside the operation, over paid time.

        >>> r.time.external_shrinkage(by="site")
        """
        return self._time_share("time.external_shrinkage", self._states("shrinkage_external"), by)

    @of_own_work
    def use(self) -> Estimates:
        """
        Each state's share of paid time, the largest first.

        >>> r.time.use()
        """
        if why := self._rows.why_none(TIMES):
            return Estimates.missing("time.use", ("state",), why)
        found = self._ask("time.use", TIMES, None, None, productivity.time_use)
        return dataclasses.replace(found, rows=found.rows.sort_values("value", ascending=False))

    @of_own_work
    def adherence(self, by: By | None = None, *, span: Span | None = None) -> Estimates:
        """
        Planned time that was spent as planned.

        >>> r.time.adherence(by="site")
        """
        away = self._states("planned_away")
        return self._ask("adherence", PLANS, by, span, adherence.adherence, keeps=self._keeps(), away=away)

    @of_own_work
    def conformance(self, by: By | None = None, *, span: Span | None = None) -> Estimates:
        """
        Time worked over work planned.

        >>> r.time.conformance(by="site")
        """
        worked = self._states("worked")
        return self._ask(
            "conformance", PLANS, by, span, adherence.conformance, keeps=self._keeps(), worked=worked
        )

    @of_own_work
    def throughput(self, by: By | None = None, *, span: Span | None = None) -> Estimates:
        """
        Labels for each hour of handling.

        >>> r.time.throughput(by="site")
        """
        return self._ask("throughput", LABELS, by, span, productivity.throughput)

    @of_own_work
    def quality_adjusted_throughput(self, by: By | None = None, *, span: Span | None = None) -> Estimates:
        """
        Right labels for each hour of handling: throughput times accuracy by audit.

        >>> r.time.quality_adjusted_throughput(by="site")
        """
        right = self._ask("accuracy.audit", AUDITS, by, span, accuracy.by_design)
        return efficiency.quality_adjusted(self.throughput(by, span=span), right)

    @of_own_work
    def efficiency(self, by: By | None = None, *, span: Span | None = None) -> Estimates:
        """
        The standard time of the labels over the time they took.

        >>> r.time.efficiency(by="site")
        """
        queues = self._rows.table("queues").dropna(subset="std_seconds")
        standard = dict(zip(queues["queue_id"], queues["std_seconds"], strict=True))
        return self._ask("efficiency", LABELS, by, span, efficiency.efficiency, std_seconds=standard)

    @of_own_work
    def handling_time(self, by: By | None = None, *, span: Span | None = None) -> Estimates:
        """
        The median seconds of handling a label.

        >>> r.time.handling_time(by="site")
        """
        return self._handled("time.per_item.median", by, span, 0.5)

    @of_own_work
    def handling_time_p90(self, by: By | None = None, *, span: Span | None = None) -> Estimates:
        """
        The seconds of handling that nine labels in ten stay below.

        >>> r.time.handling_time_p90(by="site")
        """
        return self._handled("time.per_item.p90", by, span, 0.9)

    @of_own_work
    def mean_handling_time(self, by: By | None = None, *, span: Span | None = None) -> Estimates:
        """
        The mean seconds of handling a label.

        >>> r.time.mean_handling_time(by="site")
        """
        return self._ask("time.per_item.mean", LABELS, by, span, productivity.mean_handling_time)

    @of_own_work
    def trimmed_handling_time(self, by: By | None = None, *, span: Span | None = None) -> Estimates:
        """
        The mean seconds of handling a label, without the 5 % longest and shortest.

        >>> r.time.trimmed_handling_time(by="site")
        """
        name = "time.per_item.trimmed_mean"
        if why := self._rows.why_none(HANDLERS, span or usual(by)):
            return Estimates.missing(name, columns(by), why, Unit.SECONDS)
        people = self._handlers(by, span)
        return self._ask(name, HISTOGRAMS, by, span, handling.trimmed_handling_time, people=people)

    @of_own_work
    def parts(self, by: By) -> list[tuple[str, Estimates]]:
        """
        Handling, waiting, internal and external shrinkage as shares of paid time.

        >>> r.time.parts("site")
        """
        parts = {
            "handling": ("handling",),
            "waiting": ("waiting",),
            "internal_shrinkage": self._states("shrinkage_internal"),
            "external_shrinkage": self._states("shrinkage_external"),
        }
        return [
            (term(f"time.{part}").label, self._time_share(f"time.{part}", states, by))
            for part, states in parts.items()
        ]

    def _time_share(self, name: str, states: tuple[str, ...], by: By | None) -> Estimates:
        found = self._ask("utilisation", TIMES, by, None, productivity.utilisation, states=states)
        return dataclasses.replace(found, name=name)

    def _handled(self, name: str, by: By | None, span: Span | None, q: float) -> Estimates:
        people = self._handlers(by, span) if self._rows.holds(HANDLERS) else None
        return self._ask(name, HISTOGRAMS, by, span, handling.handling_time, q=q, people=people)

    def _handlers(self, by: By | None, span: Span | None) -> pd.DataFrame:
        return self._rows.cut(HANDLERS, span or usual(by), columns(by))

    def _keeps(self) -> Mapping[str, tuple[str, ...]]:
        """By planned state the states that keep to it."""
        planned = self._context.definitions.get("planned_states")
        if not isinstance(planned, dict):
            return {}
        return {plan: tuple(map(str, kept)) for plan, kept in planned.items() if isinstance(kept, list)}

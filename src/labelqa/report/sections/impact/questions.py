"""What wrong labels cost: those handed over, by kind, consumer and batch, and those to come."""

from __future__ import annotations

from typing import Literal

from ....estimates import Estimates, Unit
from ....measures import accuracy, impact
from ...data.arguments.shapes import Share
from ...data.deliveries import HandedOver, handed_over
from ...data.gate import of_audits
from ...data.section_questions import AUDITS, SectionQuestions
from . import words

Kind = Literal["", "missed", "false", "other_violation", "other"]


class ImpactQuestions(SectionQuestions):
    """Batches handed over in the period, whenever their labels were decided."""

    @of_audits
    def handed_over(self) -> HandedOver:
        """
        The period's batches and the audits of their labels.

        >>> r.impact.handed_over()
        """
        return handed_over(self._rows)

    @of_audits
    def wrong_labels(self) -> Estimates:
        """
        Wrong labels in the batches handed over, less those corrected before.

        >>> r.impact.wrong_labels()
        """
        return self._wrong("")

    @of_audits
    def by_kind(self) -> Estimates:
        """
        The same by kind: missed and unfounded violations, one violation for another, others.

        >>> r.impact.by_kind()
        """
        held, why = self.handed_over(), ""
        if not self._rows.holds("label_classes"):
            why = words.CLASSES_UNKNOWN
        if held.why or why:
            return Estimates.missing(impact.DELIVERED, ("kind",), held.why or why, Unit.COUNT)
        return impact.by_kind(self._drawn(held.audits), held.labels()[()], seen=held.audits)

    @of_audits
    def by_consumer(self, kind: Kind = "") -> Estimates:
        """
        The same by what the batches are for: training, evaluation, enforcement; of one kind alone.

        >>> r.impact.by_consumer()
        """
        return self._wrong("consumer", kind)

    @of_audits
    def by_batch(self) -> Estimates:
        """
        The same by batch; batches none of whose labels was audited are left out.

        >>> r.impact.by_batch()
        """
        return self._wrong("batch_id")

    @of_audits
    def avoidable(self, *, effect: Share = 1.0) -> Estimates:
        """
        The wrong labels of a next month of as many labels that reaching the accuracy target would avoid.

        `effect`: the part of the shortfall that what is planned takes away.

        >>> r.impact.avoidable()
        """
        name, target = "impact.avoidable", self._target("accuracy")
        if target is None:
            return Estimates.missing(name, (), words.NO_TARGET, Unit.COUNT)
        right = self._ask("accuracy.audit", AUDITS, None, None, accuracy.by_design)
        if not right.only().exists:
            return Estimates.missing(name, (), right.why, Unit.COUNT)
        volume = self._delivered((), "period").get((), 0)
        found = impact.avoidable(right.only(), target.value, volume, effect=effect)
        return Estimates.of(name, (), [((), found)], Unit.COUNT)

    def _wrong(self, column: str, kind: Kind = "") -> Estimates:
        held, by = self.handed_over(), (column,) if column else ()
        if held.why:
            return Estimates.missing(impact.DELIVERED, by, held.why, Unit.COUNT)
        drawn = self._drawn(held.audits)
        return impact.wrong_delivered(drawn, held.labels(column), by, kind=kind, seen=held.audits)

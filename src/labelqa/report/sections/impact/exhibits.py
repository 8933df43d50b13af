"""Wrong labels that were handed over, and how many reaching the target would avoid."""

from __future__ import annotations

from ....components import Prose
from ...data.arguments.shapes import Share
from ...data.gate import exhibit
from ...page.records import records
from ...page.section_exhibits import SectionExhibits
from . import words
from .questions import ImpactQuestions
from .tables import batch_table, consumer_table


class Impact(SectionExhibits, ImpactQuestions):
    """By consumer and by batch, and what can still be avoided."""

    _name = "r.impact"

    @exhibit
    def consumer_table(self) -> None:
        """
        Batches, labels, and wrong labels with missed and unfounded violations, by what they are for.

        >>> r.impact.consumer_table()
        """
        wrong = self.by_consumer()
        if self._there(wrong):
            kinds = (self.by_consumer("missed"), self.by_consumer("false"))
            held = self.handed_over()
            self._stage.emit(consumer_table(self._setting, held, (wrong, *kinds), "handed-over-by-consumer"))

    @exhibit
    def batch_table(self) -> None:
        """
        The batches with most wrong labels.

        >>> r.impact.batch_table()
        """
        wrong = self.by_batch()
        if self._there(wrong):
            self._stage.emit(batch_table(self._setting, self.handed_over(), wrong, "handed-over-by-batch"))

    @exhibit
    def tell_avoidable(self, *, effect: Share = 1.0) -> None:
        """
        A sentence on the wrong labels that a month on target would not have; none without a target.

        >>> r.impact.tell_avoidable()
        """
        target, found = self._target("accuracy"), self.avoidable(effect=effect)
        if target is None or not (avoidable := found.only()).exists:
            return
        text = self._say(words.AVOIDABLE, goal=target.value, wrong=avoidable)
        self._stage.emit(Prose(paragraphs=(text,), figures=records(found)))

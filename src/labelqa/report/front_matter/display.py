"""What a market's report shows in words: its cover, what it rests on, what it was made of."""

from __future__ import annotations

from ...components import Lede
from ...estimates import Estimates, Target
from ...findings import Findings
from ..data.arguments.shapes import WeeklyQuestion
from ..language.vocabulary import term
from ..page import methods
from ..page.records import records
from ..page.tiles import Reading
from ..sections.volume import health
from .cover import cover
from .questions import Questions
from .speaking import Speaking


class Display(Speaking, Questions):
    """The parts that need a market's rows."""

    def cover(self) -> None:
        """The first page, with the market's weeks as dots where it has audits or gold."""
        weekly = self.weeks_of_cover()
        target = self.target(term(weekly.name).metric)
        self._stage.emit(cover(self._setting, weekly, target, health.scope(self._setting, self._rows)))

    def readings(self, *questions: WeeklyQuestion) -> tuple[Reading, ...]:
        """
        Measures as tiles read them: `r.readings(r.accuracy, r.utilisation)`.

        Where there are no audits but gold, accuracy is read on gold items, and named so.
        """
        found = [self.reading(question) for question in questions]
        on_gold = self.reading(self.gold_accuracy)
        return tuple(
            on_gold if r.now.name == "accuracy.audit" and not len(r.now) and len(on_gold.now) else r
            for r in found
        )

    def summary(self) -> None:
        """The lede of the executive page: how much was labelled and looked at."""
        figures = (*records(self.labels()), *records(self.people()))
        self._stage.emit(Lede(text=health.summary(self._setting, self._rows), figures=figures))

    def data_notes(self) -> None:
        """What a reader must know of the data: audits, rejected rows, missing tables, unobserved columns."""
        asked = (self.accuracy(), self.blind_share(), self.audit_lag())
        removed = (self.gold_accuracy(), *self.gold_accuracy_with_removed())
        self._stage.emit(health.notes(self._setting, self._rows, *asked, removed=removed))

    def provenance(self) -> None:
        """What the report was made of."""
        extract = self._rows.extract
        counts = {name: len(self._rows.table(name)) for name in extract.tables()}
        self._stage.emit(methods.provenance(extract.context, counts, self._setting.numerals))

    def _risks(self) -> Findings:
        return self.findings()

    def _target_of(self, estimates: Estimates) -> Target | None:
        if estimates.name == "agents.accuracy":
            return self.target_of_agents()
        return super()._target_of(estimates)

"""People against the work, in words and as a table."""

from __future__ import annotations

from ....components import Lede, Prose
from ....estimates import Estimates, Outcome, Verdict
from ...data.gate import exhibit, plain
from ...language.vocabulary import term
from ...language.words import joined
from ...page.records import record, records
from ...page.section_exhibits import SectionExhibits, exhibit_id
from . import words
from .questions import CapacityQuestions, Group
from .tables import Staffed, capacity_table

_HEADLINES = {Outcome.MET: words.ENOUGH, Outcome.MISSED: words.TOO_FEW, Outcome.UNDECIDED: words.TOO_CLOSE}
_NEEDS = {
    Outcome.MET: words.NEED_ENOUGH,
    Outcome.MISSED: words.NEED_TOO_FEW,
    Outcome.UNDECIDED: words.NEED_TOO_CLOSE,
}


class Capacity(SectionExhibits, CapacityQuestions):
    """Everything in full-time equivalents; the days ahead follow the period."""

    _name = "r.capacity"

    @plain
    def headline(self) -> str:
        """
        Whether there are people enough for the work ahead.

        >>> r.capacity.headline()
        """
        gap = self.gap_ahead()
        verdict = self._verdict_on(gap)
        return _HEADLINES[verdict.outcome] if verdict else words.HEADLINE

    @exhibit
    def tell(self) -> None:
        """
        How many people the work took and will need, and how many there are for it.

        >>> r.capacity.tell()
        """
        there, needed, owed = self.fte(), self.fte_needed(), self.fte_owed()
        ahead, needed_ahead, gap = self.fte_ahead(), self.fte_needed_ahead(), self.gap_ahead()
        verdict = self._verdict_on(gap)
        said = [self._now(there, needed), self._coming(ahead, needed_ahead, verdict), self._owed(owed)]
        figures = [figure for one in (there, needed, owed, ahead, needed_ahead) for figure in records(one)]
        figures.append(record(gap.figure, gap.only(), verdict))
        self._stage.emit(Lede(text=joined(*said), figures=tuple(figures)))

    @exhibit
    def turnover(self) -> None:
        """
        Who began and who left in the period, and the share that leaves in a month.

        >>> r.capacity.turnover()
        """
        began, left, attrition = self.started(), self.left(), self.attrition()
        if not self._there(attrition):
            return
        counts = self._say(
            words.TURNOVER, period=self._setting.period, started=began.only(), left=left.only()
        )
        figures = (*records(began), *records(left), *records(attrition, [self._verdict_on(attrition)]))
        self._stage.emit(Prose(paragraphs=(joined(counts, self._result(attrition)),), figures=figures))

    @exhibit
    def table(self, by: Group = "vendor") -> None:
        """
        Agents, full-time equivalents, what the work takes and what is spare, one row for each of `by`.

        >>> r.capacity.table(by="vendor")
        """
        staffed = Staffed(
            self.in_production(by),
            self.fte(by),
            self.fte_needed(by),
            self.fte_ahead(by),
            self.fte_needed_ahead(by),
            self.gap_ahead(by),
        )
        if self._there(staffed.people) and self._there(staffed.spare_ahead):
            table_id = exhibit_id("capacity", staffed.spare_ahead)
            target, ahead = self._target(term(staffed.spare_ahead.name).metric), self._days_ahead()
            self._stage.emit(capacity_table(self._setting, staffed, target, ahead, table_id))

    def _now(self, there: Estimates, needed: Estimates) -> str:
        if not needed.only().exists:
            return self._result(needed)
        known = {"period": self._setting.period, "needed": needed.only()}
        if not there.only().exists:
            return self._say(words.TOOK, **known)
        return self._say(words.TOOK_BESIDE, **known, there=there.only())

    def _coming(self, ahead: Estimates, needed: Estimates, verdict: Verdict | None) -> str:
        if not needed.only().exists:
            return self._result(needed)
        known = {"days": self._days_ahead(), "period": self._setting.period, "needed": needed.only()}
        if verdict is None:
            return self._say(words.NEED, **known)
        return self._say(_NEEDS[verdict.outcome], **known, there=ahead.only())

    def _owed(self, owed: Estimates) -> str:
        return self._say(words.OWED, owed=owed.only()) if owed.only().exists else ""

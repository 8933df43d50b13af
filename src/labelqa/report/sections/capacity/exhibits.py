"""People against the work, in words and as a table."""

from __future__ import annotations

from ....components import Lede, Prose
from ....estimates import Estimate, Estimates, Outcome, Verdict
from ...data.gate import exhibit, plain
from ...language import words
from ...language.vocabulary import term
from ...page.records import record, records
from ...page.section_exhibits import SectionExhibits, exhibit_id
from .questions import CapacityQuestions, Group
from .tables import Staffed, capacity_table

_ENOUGH = {Outcome.MET: "enough", Outcome.MISSED: "too few", Outcome.UNDECIDED: "too close to call"}
_HEADLINES = {
    Outcome.MET: "There are people enough for the work ahead",
    Outcome.MISSED: "There are too few people for the work ahead",
    Outcome.UNDECIDED: "Whether people suffice for the work ahead is too close to call",
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
        verdict = self._setting.verdict(gap.only(), self._target(term(gap.name).metric))
        return _HEADLINES[verdict.outcome] if verdict else "People and the work ahead"

    @exhibit
    def tell(self) -> None:
        """
        How many people the work took and will need, and how many there are for it.

        >>> r.capacity.tell()
        """
        there, needed, owed = self.fte(), self.fte_needed(), self.fte_owed()
        ahead, needed_ahead, gap = self.fte_ahead(), self.fte_needed_ahead(), self.gap_ahead()
        verdict = self._setting.verdict(gap.only(), self._target(term(gap.name).metric))
        said = [self._now(there, needed), self._coming(ahead, needed_ahead, verdict), self._owed(owed)]
        figures = [figure for one in (there, needed, owed, ahead, needed_ahead) for figure in records(one)]
        figures.append(record(gap.figure, gap.only(), verdict))
        self._stage.emit(Lede(text=" ".join(text for text in said if text), figures=tuple(figures)))

    @exhibit
    def turnover(self) -> None:
        """
        Who began and who left in the period, and the share that leaves in a month.

        >>> r.capacity.turnover()
        """
        began, left, attrition = self.started(), self.left(), self.attrition()
        if not self._there(attrition):
            return
        numerals = self._setting.numerals
        counts = (
            f"Agents who began production in {self._setting.period}: {numerals.estimate(began.only())}; who "
            f"left: {numerals.estimate(left.only())}."
        )
        verdict = self._setting.verdict(attrition.only(), self._target(term(attrition.name).metric))
        told = words.result(term(attrition.name), attrition.only(), verdict, numerals)
        figures = (*records(began), *records(left), *records(attrition, [verdict]))
        self._stage.emit(Prose(paragraphs=(f"{counts} {told}",), figures=figures))

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
            return words.result(term(needed.name), needed.only(), None, self._setting.numerals)
        took = f"The decisions of {self._setting.period} took {self._told(needed.only())}"
        if not there.only().exists:
            return f"{took}."
        return f"{took}; {self._setting.numerals.estimate(there.only())} were in production."

    def _coming(self, ahead: Estimates, needed: Estimates, verdict: Verdict | None) -> str:
        if not needed.only().exists:
            return words.result(term(needed.name), needed.only(), None, self._setting.numerals)
        needs = f"The decisions of {self._days_ahead()} need {self._told(needed.only())}"
        if verdict is None:
            return f"{needs}."
        return f"{needs}, and {self._told(ahead.only())} are to be there: {_ENOUGH[verdict.outcome]}."

    def _owed(self, owed: Estimates) -> str:
        if not owed.only().exists:
            return ""
        return f"What is owed on requests due by then needs {self._told(owed.only())}."

    def _days_ahead(self) -> str:
        days = (self.ahead() - self._rows.span("period")[1]).days
        return (
            f"the {words.plural(days, ('day', 'days'), self._setting.numerals)} after {self._setting.period}"
        )

    def _told(self, estimate: Estimate) -> str:
        return f"{self._setting.numerals.estimate(estimate)} ({self._setting.numerals.interval(estimate)})"

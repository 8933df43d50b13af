"""QA against second looks, auditor by auditor."""

from __future__ import annotations

from ....components import Lede
from ...data.gate import exhibit
from ...language.sentences import result
from ...language.vocabulary import term
from ...language.words import joined
from ...page.records import record
from ...page.section_exhibits import SectionExhibits
from . import words
from .questions import AuditorQuestions
from .tables import AuditorMeasures, qa_table


class Auditors(SectionExhibits, AuditorQuestions):
    """What second looks found, and how auditors differ."""

    _name = "r.auditors"

    @exhibit
    def tell(self) -> None:
        """
        A lede: how many verdicts had a second look, and what these and appeals say of QA.

        >>> r.auditors.tell()
        """
        sensitivity = self.sensitivity()
        said = [self._say(words.REVIEWED, n=sensitivity.only().n, span=self._rows.words("quarter"))]
        figures = []
        for estimates in (sensitivity, self.specificity(), self.appeals_overturned()):
            estimate, measure = estimates.only(), term(estimates.name)
            verdict = self._setting.verdict(estimate, self._target(measure.metric))
            said.append(result(measure, estimate, verdict, self._setting.numerals))
            figures.append(record(estimates.figure, estimate, verdict))
        self._stage.emit(Lede(text=joined(*said), figures=tuple(figures)))

    @exhibit
    def table(self) -> None:
        """
        Auditors, the most lenient first: audits, errors found, right labels passed, severity and time.

        >>> r.auditors.table()
        """
        audits = self.audits("auditor")
        if not self._there(audits):
            return
        held = AuditorMeasures(
            audits,
            self.sensitivity("auditor"),
            self.specificity("auditor"),
            self.leniency(),
            self.audit_time("auditor"),
            self.audit_time("auditor", q=0.1),
        )
        self._stage.emit(qa_table(self._setting, held, self._rows.words("quarter"), "qa-by-auditor"))

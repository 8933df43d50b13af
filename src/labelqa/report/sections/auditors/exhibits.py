"""QA against second looks, auditor by auditor."""

from __future__ import annotations

from ....components import Lede
from ...language import words
from ...language.vocabulary import term
from ...page.records import record
from ...page.showing import Showing
from .questions import QaQuestions
from .tables import Auditors, qa_table
from .words import VERDICTS


class QaExhibits(Showing, QaQuestions):
    """What second looks found, and how auditors differ."""

    def qa_summary(self) -> None:
        """A lede: how many verdicts had a second look, and what these and appeals say of QA."""
        numerals, sensitivity = self._setting.numerals, self.qa_sensitivity()
        reviewed = sensitivity.only().n
        verb = "was" if reviewed == 1 else "were"
        looks = words.plural(reviewed, VERDICTS, numerals)
        said = [f"{looks} of {self._rows.words('quarter')} {verb} reviewed."]
        figures = []
        for estimates in (sensitivity, self.qa_specificity(), self.appeals_overturned()):
            estimate, measure = estimates.only(), term(estimates.name)
            verdict = self._setting.verdict(estimate, self.target(measure.metric))
            said.append(words.result(measure, estimate, verdict, numerals))
            figures.append(record(estimates.figure, estimate, verdict))
        self._stage.emit(Lede(text=" ".join(said), figures=tuple(figures)))

    def qa_table(self) -> None:
        """Auditors, the most lenient first: audits, errors found, right labels passed, severity and time."""
        audits = self.qa_audits("auditor")
        if not self._there(audits):
            return
        held = Auditors(
            audits,
            self.qa_sensitivity("auditor"),
            self.qa_specificity("auditor"),
            self.qa_leniency(),
            self.audit_time("auditor"),
            self.audit_time("auditor", q=0.1),
        )
        self._stage.emit(qa_table(self._setting, held, self._rows.words("quarter"), "qa-by-auditor"))

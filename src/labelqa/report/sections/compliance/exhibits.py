"""Rules and whether they were kept, as tables."""

from __future__ import annotations

from ....components import Prose
from ...data.arguments.shapes import Many
from ...data.gate import exhibit
from ...data.rows import ExtractReader
from ...data.setting import Setting
from ...page.section_exhibits import SectionExhibits, exhibit_id
from ...page.stage import Stage
from ..sampling.questions import SamplingQuestions
from . import words
from .questions import ComplianceQuestions
from .tables import late_table, rules_table


class Compliance(SectionExhibits, ComplianceQuestions):
    """Each rule is counted over the period."""

    _name = "r.compliance"

    def __init__(
        self, rows: ExtractReader, setting: Setting, stage: Stage, sampling: SamplingQuestions
    ) -> None:
        super().__init__(rows, setting, stage)
        self._sampling = sampling

    @exhibit
    def rules_table(self) -> None:
        """
        Procedures, training and audits: how far each rule was kept, with its target and verdict.

        >>> r.compliance.rules_table()
        """
        rules = (
            self.acknowledged(),
            self.unread_labels(),
            self.quiz(),
            self.trained(),
            self._sampling.blind_share(),
            self.prompt_audits(),
            self.audited_enough(),
            self.independent_audits(),
        )
        judged = [(rule, self._verdict_on(rule)) for rule in rules]
        self._stage.emit(rules_table(self._setting, judged, "rules-kept"))

    @exhibit
    def late_table(self, *, most: Many = 12) -> None:
        """
        Who labelled on which SOP version before reading it; without either `rules_table` says why.

        >>> r.compliance.late_table()
        """
        acknowledged = self.acknowledged()
        if not acknowledged.only().exists:
            return
        owed = self.sop_obligations()
        late = owed[~owed["on_time"]]
        if late.empty:
            text = self._say(words.ALL_READ, period=self._setting.period)
            self._stage.emit(Prose(paragraphs=(text,)))
        else:
            self._stage.emit(late_table(self._setting, late, most, exhibit_id("late", acknowledged)))

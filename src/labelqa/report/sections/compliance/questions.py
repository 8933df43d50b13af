"""Whether rules were kept: procedures read in time, training passed, audits made as agreed."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from ....estimates import Estimates
from ....measures import compliance
from ...data.gate import of_audits, of_own_work
from ...data.rows import columns
from ...data.section_questions import AUDITS, LABELS, SectionQuestions
from ..capacity.questions import Group

READ = "sop_acknowledgements"


class ComplianceQuestions(SectionQuestions):
    """Rules as the project defines them, over the period; training of the last three months."""

    @of_own_work
    def acknowledged(self, by: Group | None = None) -> Estimates:
        """
        SOP versions that people had read in time, of those they labelled on.

        >>> r.compliance.acknowledged(by="vendor")
        """
        return self._of_owed("compliance.acknowledged", by, compliance.acknowledged)

    @of_own_work
    def unread_labels(self, by: Group | None = None) -> Estimates:
        """
        Labels given before their SOP version was read.

        >>> r.compliance.unread_labels(by="vendor")
        """
        return self._of_owed("compliance.unread", by, compliance.unread)

    @of_audits
    def quiz(self, by: Group | None = None) -> Estimates:
        """
        Right answers in the quizzes on the SOP versions labelled on.

        >>> r.compliance.quiz(by="vendor")
        """
        return self._of_owed("compliance.quiz", by, compliance.quiz_score)

    @of_own_work
    def trained(self, by: Group | None = None) -> Estimates:
        """
        People who had passed their training, of those who began production in three months.

        >>> r.compliance.trained(by="vendor")
        """
        name, split = "compliance.trained", columns(by)
        if why := self._rows.why_none("people") or self._rows.why_none("training"):
            return Estimates.missing(name, split, why)
        people, modules = self._rows.table("people"), self._states("training_required")
        begun = compliance.joiners(
            people[people["role"] == "agent"],
            self._rows.table("training"),
            self._zone_name,
            self._rows.span("quarter"),
            modules,
        )
        found = compliance.trained(begun, split)
        return found if len(found) else Estimates.missing(name, split, f"{found.why} in {self._quarter}")

    @of_audits
    def prompt_audits(self, by: Group | None = None) -> Estimates:
        """
        Audits made within the days that the project allows.

        >>> r.compliance.prompt_audits(by="vendor")
        """
        days = self._whole("audit_days", 7)
        measure = compliance.prompt_audits
        return self._ask("audits.prompt", AUDITS, by, None, measure, zone=self._zone_name, days=days)

    @of_audits
    def independent_audits(self, by: Group | None = None) -> Estimates:
        """
        Audits made by somebody else than who gave the label.

        >>> r.compliance.independent_audits(by="vendor")
        """
        return self._ask("audits.independent", AUDITS, by, None, compliance.independent_audits)

    @of_own_work
    def audited_enough(self, by: Group | None = None) -> Estimates:
        """
        People with as many audits as the project asks for, of those who gave as many labels.

        >>> r.compliance.audited_enough(by="vendor")
        """
        name, split = "audits.per_person", columns(by)
        if why := self._rows.why_none(LABELS) or self._rows.why_none(AUDITS):
            return Estimates.missing(name, split, why)
        audits, least = self._drawn(self._rows.cut(AUDITS)), self._whole("audits_per_agent", 10)
        return compliance.audited_enough(self._rows.cut(LABELS), audits, least, split)

    @of_own_work
    def sop_obligations(self) -> pd.DataFrame:
        """
        Who had to have read which SOP version for the labels of the period: measures.compliance.

        >>> r.compliance.sop_obligations()
        """
        families = self._rows.table("queues").set_index("queue_id")["sop_family"].to_dict()
        start, end = (pd.Timestamp(day) for day in self._rows.span("period"))
        days = self._rows.table(LABELS)
        return compliance.obligations(
            days[days["local_date"] < end],
            self._rows.table(READ),
            families,
            self._zone_name,
            start.date(),
            grace=self._whole("acknowledgement_grace_days", 0),
        )

    def _of_owed(self, name: str, by: Group | None, measure: Callable[..., Estimates]) -> Estimates:
        if why := self._rows.why_none(READ) or self._rows.why_none(LABELS):
            return Estimates.missing(name, columns(by), why)
        return measure(self.sop_obligations(), columns(by))

    def _whole(self, definition: str, usual: int) -> int:
        given = self._context.definitions.get(definition)
        return given if isinstance(given, int) else usual

    @property
    def _zone_name(self) -> str:
        return self._context.market.timezone

    @property
    def _quarter(self) -> str:
        return self._rows.words("quarter")

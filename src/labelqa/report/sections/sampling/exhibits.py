"""What the figures rest on, as a table."""

from __future__ import annotations

from ...data.arguments.shapes import Coverage, Split
from ...data.gate import exhibit
from ...page.section_exhibits import exhibit_id
from ...page.tables import coverage_table
from .plan_exhibits import Plans
from .questions import SamplingQuestions


class Sampling(Plans, SamplingQuestions):
    """How much was audited, and what to audit next."""

    _name = "r.sampling"

    @exhibit
    def coverage_table(self, coverage: Coverage, accuracy: Split) -> None:
        """
        Labels, audits and what the audits are worth, one row per value of `by`.

        >>> r.sampling.coverage_table(r.sampling.coverage(by="queue"), r.accuracy(by="queue"))
        """
        self._alike("coverage_table, accuracy", coverage, accuracy)
        if self._there(coverage):
            self._stage.emit(
                coverage_table(self._setting, coverage, accuracy, exhibit_id("coverage", coverage))
            )

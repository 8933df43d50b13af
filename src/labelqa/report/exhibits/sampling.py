"""What the figures rest on, as a table."""

from __future__ import annotations

from ...estimates import Estimates
from ..tables import coverage_table
from .showing import Showing, exhibit_id


class SamplingExhibits(Showing):
    """How much was audited."""

    def coverage_table(self, coverage: Estimates, accuracy: Estimates) -> None:
        """Labels, audits and what the audits are worth, one row per value of `by`."""
        if self._there(coverage):
            self._stage.emit(
                coverage_table(self._setting, coverage, accuracy, exhibit_id("coverage", coverage))
            )

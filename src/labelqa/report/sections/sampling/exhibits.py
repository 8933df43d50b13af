"""What the figures rest on, as a table."""

from __future__ import annotations

from ...data.arguments.shapes import Coverage, Split
from ...page.showing import Showing, exhibit_id
from ...page.tables import coverage_table


class SamplingExhibits(Showing):
    """How much was audited."""

    def coverage_table(self, coverage: Coverage, accuracy: Split) -> None:
        """Labels, audits and what the audits are worth, one row per value of `by`."""
        self._alike("coverage_table, accuracy", coverage, accuracy)
        if self._there(coverage):
            self._stage.emit(
                coverage_table(self._setting, coverage, accuracy, exhibit_id("coverage", coverage))
            )

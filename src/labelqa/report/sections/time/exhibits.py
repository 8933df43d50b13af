"""How paid time went, drawn."""

from __future__ import annotations

from ...data.asking import By
from ...page.showing import Showing
from .questions import TimeQuestions
from .time_bar import time_bar


class TimeExhibits(Showing, TimeQuestions):
    """Shares of paid time side by side."""

    def time_bar(self, by: By = "site") -> None:
        """How paid time went: handling, waiting, internal and external shrinkage."""
        parts = self.time_parts(by)
        if self._there(parts[0][1]):
            self._stage.emit(time_bar(self._setting, parts, f"time-by-{by}"))

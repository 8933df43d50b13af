"""How paid time went, drawn."""

from __future__ import annotations

from ...data.gate import exhibit
from ...data.section_questions import Dimension
from ...page.definitions import definitions
from ...page.section_exhibits import SectionExhibits
from .questions import TimeQuestions
from .time_bar import time_bar


class Time(SectionExhibits, TimeQuestions):
    """Shares of paid time side by side."""

    _name = "r.time"

    @exhibit
    def bar(self, by: Dimension = "site") -> None:
        """
        How paid time went: handling, waiting, internal and external shrinkage.

        >>> r.time.bar(by="site")
        """
        parts = self.parts(by)
        if self._there(parts[0][1]):
            self._stage.emit(time_bar(self._setting, parts, f"time-by-{by}"))

    @exhibit
    def definitions(self) -> None:
        """
        How the company counts time, people and rules kept.

        >>> r.time.definitions()
        """
        self._stage.emit(definitions(self._context.definitions, self._setting.numerals))

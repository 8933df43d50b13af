"""Requests that were not delivered yet."""

from __future__ import annotations

from ...components import Prose
from ..requests_table import open_requests
from .showing import Showing


class RequestExhibits(Showing):
    """What is open."""

    def open_requests(self) -> None:
        """The requests not delivered by the end of the period."""
        if self._rows.why_none("requests"):
            return
        table = open_requests(self._setting, self._rows.table("requests"), "open-requests")
        if table.rows:
            self._stage.emit(table)
        else:
            text = f"No request was open at the end of {self._setting.period}."
            self._stage.emit(Prose(paragraphs=(text,)))

"""Actions and whether they worked, and what investigations confirmed."""

from __future__ import annotations

from ....components import Prose
from ...data.gate import exhibit, plain
from ...page.section_exhibits import SectionExhibits
from . import words
from .questions import ACTIONS, INVESTIGATIONS, ActionQuestions
from .tables import actions_table, actions_title, investigations_table


class Actions(SectionExhibits, ActionQuestions):
    """Nothing is shown without the table actions; its section says so."""

    _name = "r.actions"

    @plain
    def headline(self) -> str:
        """
        A section's title: how many actions there are, and what became of those judged.

        >>> r.actions.headline()
        """
        if self._rows.why_none(ACTIONS):
            return words.TITLE
        return actions_title(self._setting, self.follow_ups())

    @exhibit
    def table(self) -> None:
        """
        The actions of the period: on whom, due when, closed in time or not, and whether they worked.

        >>> r.actions.table()
        """
        if self._rows.why_none(ACTIONS):
            return
        found = self.follow_ups()
        if found:
            self._stage.emit(actions_table(self._setting, found, "actions"))
        else:
            text = self._say(words.NONE_OPEN_IN, period=self._setting.period)
            self._stage.emit(Prose(paragraphs=(text,)))

    @exhibit
    def investigations(self) -> None:
        """
        What investigations confirmed, by reference; nothing where the edition has no such table.

        >>> r.actions.investigations()
        """
        if not self._rows.holds(INVESTIGATIONS):
            return
        rows = self.investigated()
        if len(rows):
            self._stage.emit(investigations_table(self._setting, rows, "investigations"))
        else:
            self._stage.emit(Prose(paragraphs=(words.NO_FINDING,)))

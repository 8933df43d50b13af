"""Risks: the list of findings, the executive page's, and the ledger of tests behind them."""

from __future__ import annotations

from collections.abc import Callable

from ....components import Action, Callout, Prose
from ....findings import Level
from ....measures.followup import DueState, FollowUp
from ...data.arguments.shapes import Many
from ...data.gate import exhibit, plain
from ...data.rows import ExtractReader
from ...data.setting import Setting
from ...language.actions import kind_of_action, role
from ...language.numerals import NOTHING
from ...page.section_exhibits import SectionExhibits
from ...page.stage import Stage
from . import ledger as risk_ledger
from . import tables as risk_tables
from . import words
from .questions import RiskQuestions

_NOT_CLOSED = {DueState.OPEN: words.UNDER_WAY, DueState.OVERDUE: words.OVERDUE}


class Risks(SectionExhibits, RiskQuestions):
    """What is going wrong, how surely, what it costs and what is to be done."""

    _name = "r.risks"

    def __init__(
        self,
        rows: ExtractReader,
        setting: Setting,
        stage: Stage,
        follow_ups: Callable[[], tuple[FollowUp, ...]],
    ) -> None:
        super().__init__(rows, setting, stage)
        self._follow_ups = follow_ups

    @plain
    def headline(self) -> str:
        """
        A section's title: how many risks call for action, and how many are watched.

        >>> r.risks.headline()
        """
        return risk_tables.risks_title(self._setting, self.findings())

    @exhibit
    def gravest(self, *levels: Level, most: Many = 20) -> None:
        """
        The findings as a list, the gravest first: at most so many of them, all in its data.

        >>> r.risks.gravest(most=10)
        """
        self._stage.emit(risk_tables.risks(self._setting, self.findings(), levels, most, self._limits.grades))

    @exhibit
    def priorities(self) -> None:
        """
        The executive page's columns: the three gravest risks to act on, and what is asked for.

        >>> r.risks.priorities()
        """
        self._stage.emit(risk_tables.priorities(self._setting, self.findings(), self._tracked()))

    @exhibit
    def ledger(self) -> None:
        """
        How many tests were made by family, how many flagged, and at most how many in error.

        >>> r.risks.ledger()
        """
        found = self.findings()
        if found.ledger:
            self._stage.emit(risk_ledger.ledger_table(self._setting, found, "risk-ledger", self._limits.q))
        else:
            figures = risk_ledger.ledger_figures(found)
            self._stage.emit(Prose(paragraphs=(words.UNTESTED,), figures=figures))

    @exhibit
    def evidence(self) -> None:
        """
        In a vendor's edition the ids of the rows behind each finding, and how to appeal against it.

        An internal edition has the ids in the data of its list.

        >>> r.risks.evidence()
        """
        if self._context.vendor is None:
            return
        table = risk_tables.evidence_table(self._setting, self.findings(), "risk-evidence")
        if table.rows:
            self._stage.emit(table)
        route = self._context.definitions.get("appeals")
        if len(self.findings()) and isinstance(route, str):
            self._stage.emit(Callout(title=words.APPEAL, text=route))

    def _tracked(self) -> list[Action]:
        """The tracker's actions that are not closed, those due first first."""
        open_ = [each for each in self._follow_ups() if each.standing in _NOT_CLOSED]
        return [self._open(each) for each in sorted(open_, key=lambda each: (each.row["due_at"], each.name))]

    def _open(self, each: FollowUp) -> Action:
        who = each.row["owner_role"]
        return Action(
            title=kind_of_action(str(each.row["type"])),
            owner=role(who) if isinstance(who, str) and who else NOTHING,
            due=self._setting.numerals.short_day(each.row["due_at"].date()),
            aim=_NOT_CLOSED[each.standing],
        )

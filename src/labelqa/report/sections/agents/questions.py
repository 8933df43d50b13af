"""How right each agent is."""

from __future__ import annotations

import math

import pandas as pd

from ....estimates import Estimates, Target
from ....measures import agents, shift
from ...data.gate import of_audits, of_own_work, plain
from ...data.rows import NOUNS, Span
from ...data.section_questions import AUDITS, GOLD, SectionQuestions


class AgentQuestions(SectionQuestions):
    """Agents' accuracy on few audits each."""

    @of_audits
    def __call__(self) -> Estimates:
        """
        Each person's accuracy from three months of audits, drawn to the market's (empirical Bayes).

        By the period's audits and answers to gold alone where these are quite unlike what came before. From
        answers to gold items where there are no audits; the probability of being below the target is nan
        where there is no target.

        >>> r.agents()
        """
        table = self._table_of_agents()
        if why := self._rows.why_none(table, "quarter"):
            return Estimates.missing("agents.accuracy", ("person_id",), why)
        rows, target = self._rows.cut(table, "quarter"), self.target()
        volume = {keys[0]: count for keys, count in self._delivered(("person_id",), "period").items()}
        audits, start = table == AUDITS, self._rows.span("period")[0]
        return agents.agents(
            self._drawn(rows) if audits else rows,
            volume,
            target.value if target else math.nan,
            gold=self._rows.cut(GOLD, "quarter") if audits and self._rows.holds(GOLD) else None,
            since=pd.Timestamp(start),
        )

    @of_own_work
    def spread(self, *, span: Span = "period") -> Estimates:
        """
        How agents' true accuracy is spread: its quantiles, from a month's audits or gold.

        >>> r.agents.spread()
        """
        return shift.spread(self._of_agents(span))

    @of_own_work
    def shift(self) -> Estimates:
        """
        What changed in how agents' accuracy is spread since the period before, in points.

        >>> r.agents.shift()
        """
        return shift.shift(self._of_agents("period"), self._of_agents("previous")).change

    @plain
    def target(self) -> Target | None:
        """
        The target that agents are held against: of accuracy, or of accuracy on gold items.

        >>> r.agents.target()
        """
        return self._target("accuracy" if self._table_of_agents() == AUDITS else "gold_accuracy")

    @plain
    def counted(self) -> str:
        """
        What agents are judged by.

        >>> r.agents.counted()
        """
        return NOUNS[self._table_of_agents()]

    def _of_agents(self, span: Span) -> pd.DataFrame:
        """The audits drawn, or the answers to gold items, that agents are judged by."""
        table = self._table_of_agents()
        if self._rows.why_none(table, span):
            return pd.DataFrame()
        rows = self._rows.cut(table, span)
        return self._drawn(rows) if table == AUDITS else rows

    def _table_of_agents(self) -> str:
        return GOLD if self._rows.why_none(AUDITS, "quarter") else AUDITS

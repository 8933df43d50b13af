"""How right each agent is."""

from __future__ import annotations

import math

import pandas as pd

from ....estimates import Estimates, Target
from ....measures import agents, shift
from ...data.asking import AUDITS, GOLD, Asking
from ...data.rows import NOUNS, When


class AgentQuestions(Asking):
    """Agents' accuracy on few audits each."""

    def agents(self) -> Estimates:
        """
        Each person's accuracy from three months of audits, drawn to the market's (empirical Bayes).

        By the period's audits and answers to gold alone where these are quite unlike what came before. From
        answers to gold items where there are no audits; the probability of being below the target is nan
        where there is no target.
        """
        table = self._table_of_agents()
        if why := self._rows.why_none(table, "quarter"):
            return Estimates.missing("agents.accuracy", ("person_id",), why)
        rows, target = self._rows.cut(table, "quarter"), self.target_of_agents()
        volume = {keys[0]: count for keys, count in self._delivered(("person_id",), "period").items()}
        audits, start = table == AUDITS, self._rows.span("period")[0]
        return agents.agents(
            self._drawn(rows) if audits else rows,
            volume,
            target.value if target else math.nan,
            gold=self._rows.cut(GOLD, "quarter") if audits and self._rows.holds(GOLD) else None,
            since=pd.Timestamp(start),
        )

    def agents_spread(self, *, when: When = "period") -> Estimates:
        """How agents' true accuracy is spread: its quantiles, from a month's audits or gold."""
        return shift.spread(self._of_agents(when))

    def agents_shift(self) -> Estimates:
        """What changed in how agents' accuracy is spread since the period before, in points."""
        return shift.shift(self._of_agents("period"), self._of_agents("previous")).change

    def target_of_agents(self) -> Target | None:
        """The target that agents are held against: of accuracy, or of accuracy on gold items."""
        return self.target("accuracy" if self._table_of_agents() == AUDITS else "gold_accuracy")

    def counted_of_agents(self) -> str:
        """What agents are judged by."""
        return NOUNS[self._table_of_agents()]

    def _of_agents(self, when: When) -> pd.DataFrame:
        """The audits drawn, or the answers to gold items, that agents are judged by."""
        table = self._table_of_agents()
        if self._rows.why_none(table, when):
            return pd.DataFrame()
        rows = self._rows.cut(table, when)
        return self._drawn(rows) if table == AUDITS else rows

    def _table_of_agents(self) -> str:
        return GOLD if self._rows.why_none(AUDITS, "quarter") else AUDITS

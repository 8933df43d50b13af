"""How right each agent is."""

from __future__ import annotations

import math

from ...estimates import Estimates, Target
from ...measures import agents
from ..rows import NOUNS
from .asking import AUDITS, GOLD, Asking


class AgentQuestions(Asking):
    """Agents' accuracy on few audits each."""

    def agents(self) -> Estimates:
        """
        Each person's accuracy from three months of audits, drawn to the market's (empirical Bayes).

        From answers to gold items where there are no audits; the probability of being below the target is
        nan where there is no target.
        """
        table = self._table_of_agents()
        if why := self._rows.why_none(table, "quarter"):
            return Estimates.missing("agents.accuracy", ("person_id",), why)
        rows, target = self._rows.cut(table, "quarter"), self.target_of_agents()
        volume = {keys[0]: count for keys, count in self._delivered(("person_id",), "period").items()}
        return agents.agents(
            self._drawn(rows) if table == AUDITS else rows, volume, target.value if target else math.nan
        )

    def target_of_agents(self) -> Target | None:
        """The target that agents are held against: of accuracy, or of accuracy on gold items."""
        return self.target("accuracy" if self._table_of_agents() == AUDITS else "gold_accuracy")

    def counted_of_agents(self) -> str:
        """What agents are judged by."""
        return NOUNS[self._table_of_agents()]

    def _table_of_agents(self) -> str:
        return GOLD if self._rows.why_none(AUDITS, "quarter") else AUDITS

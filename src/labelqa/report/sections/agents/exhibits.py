"""Agents, and those whom coaching would help."""

from __future__ import annotations

from ....components import Prose
from ....measures.agents import coaching
from ....measures.shift import Shift
from ...data.arguments.shapes import Agents, Many
from ...page.showing import Showing, exhibit_id
from ...page.standing import Standings, agents_below, standings
from ..risks.questions import RiskQuestions
from .caterpillar import caterpillar
from .questions import AgentQuestions
from .shift_table import shift_table
from .tables import agent_records, by_rate_alone, coaching_table, undecided


class AgentExhibits(Showing, AgentQuestions, RiskQuestions):
    """Agents from lowest to highest, and the coaching list."""

    def caterpillar(self, agents: Agents) -> None:
        """Agents from lowest to highest, those surely below their target in red."""
        if self._there(agents):
            target, counted = self.target_of_agents(), self.counted_of_agents()
            standing, name = self._standings(agents), exhibit_id("agents", agents)
            self._stage.emit(caterpillar(self._setting, agents, standing, target, counted, name))

    def undecided_agents(self, agents: Agents) -> None:
        """A sentence on agents that may be on either side of the target, and the audits that would tell."""
        target = self.target_of_agents()
        if len(agents) and target:
            text = undecided(self._setting, agents)
            self._stage.emit(Prose(paragraphs=(text,), figures=agent_records(agents, target)))

    def agents_by_rate_alone(self, agents: Agents) -> None:
        """For the section on methods: what a plain list of observed rates would have said."""
        target = self.target_of_agents()
        if len(agents) and target:
            self._stage.emit(Prose(paragraphs=(by_rate_alone(self._setting, agents, target),)))

    def shift_table(self) -> None:
        """How agents' accuracy is spread, beside the period before."""
        shift = Shift(self.agents_spread(), self.agents_spread(when="previous"), self.agents_shift())
        if self._there(shift.change):
            counted = self.counted_of_agents()
            self._stage.emit(shift_table(self._setting, shift, counted, "agents-shift"))

    def coaching_table(self, agents: Agents, *, most: Many) -> None:
        """The agents whom coaching would help most, at most `most`; nothing without a target."""
        target = self.target_of_agents()
        if not (len(agents) and target):
            return
        standing = self._standings(agents)
        if len(coached := coaching(agents, most)):
            self._stage.emit(coaching_table(self._setting, agents, coached, standing, target))
        else:
            text = f"{agents_below(standing, self._setting.numerals)}: nobody is listed for coaching."
            self._stage.emit(Prose(paragraphs=(text,)))

    def _standings(self, agents: Agents) -> Standings:
        """What is known of each agent, with what risks say."""
        return standings(agents, self.findings())

"""Agents, and those whom coaching would help."""

from __future__ import annotations

from collections.abc import Callable

from ....components import Prose
from ....findings import Findings
from ....measures.agents import coaching
from ....measures.shift import Shift
from ...data.arguments.shapes import ByAgent, Many
from ...data.gate import exhibit
from ...data.rows import ExtractReader
from ...data.setting import Setting
from ...page.section_exhibits import SectionExhibits, exhibit_id
from ...page.stage import Stage
from ...page.standing import Standings, agents_below, standings
from . import words
from .caterpillar import caterpillar
from .questions import AgentQuestions
from .shift_table import shift_table
from .tables import agent_records, by_rate_alone, coaching_table, undecided


class Agents(SectionExhibits, AgentQuestions):
    """Agents from lowest to highest, and the coaching list."""

    _name = "r.agents"

    def __init__(
        self, rows: ExtractReader, setting: Setting, stage: Stage, findings: Callable[[], Findings]
    ) -> None:
        super().__init__(rows, setting, stage)
        self._findings = findings

    @exhibit
    def caterpillar(self, agents: ByAgent) -> None:
        """
        Agents from lowest to highest, those surely below their target in red.

        >>> r.agents.caterpillar(r.agents())
        """
        if self._there(agents):
            target, counted = self.target(), self.counted()
            standing, name = self._standings(agents), exhibit_id("agents", agents)
            self._stage.emit(caterpillar(self._setting, agents, standing, target, counted, name))

    @exhibit
    def undecided(self, agents: ByAgent) -> None:
        """
        A sentence on agents that may be on either side of the target, and the audits that would tell.

        >>> r.agents.undecided(r.agents())
        """
        target = self.target()
        if len(agents) and target:
            text = undecided(self._setting, agents)
            self._stage.emit(Prose(paragraphs=(text,), figures=agent_records(agents, target)))

    @exhibit
    def by_rate_alone(self, agents: ByAgent) -> None:
        """
        For the section on methods: what a plain list of observed rates would have said.

        >>> r.agents.by_rate_alone(r.agents())
        """
        target = self.target()
        if len(agents) and target:
            self._stage.emit(Prose(paragraphs=(by_rate_alone(self._setting, agents, target),)))

    @exhibit
    def shift_table(self) -> None:
        """
        How agents' accuracy is spread, beside the period before.

        >>> r.agents.shift_table()
        """
        shift = Shift(self.spread(), self.spread(span="previous"), self.shift())
        if self._there(shift.change):
            counted = self.counted()
            self._stage.emit(shift_table(self._setting, shift, counted, "agents-shift"))

    @exhibit
    def coaching_table(self, agents: ByAgent, *, most: Many) -> None:
        """
        The agents whom coaching would help most, at most `most`; nothing without a target.

        >>> r.agents.coaching_table(r.agents(), most=12)
        """
        target = self.target()
        if not (len(agents) and target):
            return
        standing = self._standings(agents)
        if len(coached := coaching(agents, most)):
            self._stage.emit(coaching_table(self._setting, agents, coached, standing, target))
        else:
            text = self._say(words.NOBODY_COACHED, standing=agents_below(standing, self._setting.numerals))
            self._stage.emit(Prose(paragraphs=(text,)))

    def _standings(self, agents: ByAgent) -> Standings:
        """What is known of each agent, with what risks say."""
        return standings(agents, self._findings())

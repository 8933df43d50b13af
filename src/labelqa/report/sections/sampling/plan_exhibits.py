"""Next period's sampling plan, and what an agent's audits can show."""

from __future__ import annotations

from ....components import Prose
from ....measures import sample_sizes
from ...data.arguments.shapes import InnerShare
from ...data.gate import exhibit
from ...page.records import record
from ...page.section_exhibits import SectionExhibits
from . import plan_words as words
from .plan_tables import CHANGE, plan_figures, plan_sentence, plan_table, power_sentence, power_table
from .plans import PlanQuestions

SHORT = (0.02, 0.03, 0.05, 0.07, 0.10, 0.15)  # how far below the target an agent may be
HALF_WIDTH = 0.01


class Plans(SectionExhibits, PlanQuestions):
    """How many audits the next period needs, of what, and what they cost."""

    @exhibit
    def plan(self, *, half_width: InnerShare = HALF_WIDTH, shown: InnerShare | None = None) -> None:
        """
        The smallest plan for accuracy to within `half_width`; with `shown`, for a true accuracy of that
        much, below the target, to be shown to miss it four times in five. Not in a vendor's edition.

        >>> r.sampling.plan(half_width=0.005)
        """
        if self._context.vendor:
            self._stage.emit(Prose(paragraphs=(words.NOT_A_VENDOR_S,)))
            return
        plan = self._plan(half_width, shown)
        if plan is None:
            self._stage.emit(Prose(paragraphs=(words.NO_PLAN,)))
            return
        miss = None if shown is None else (shown, self._below(shown).value)
        sentence = plan_sentence(self._setting, plan, half_width, miss)
        self._stage.emit(Prose(paragraphs=(sentence,), figures=plan_figures(plan)))
        self._stage.emit(plan_table(self._setting, plan, "sampling-plan"))

    @exhibit
    def power_table(self) -> None:
        """
        How many audits show an agent to be below the target; nothing in a vendor's edition.

        >>> r.sampling.power_table()
        """
        if self._context.vendor:
            return
        target = self._target("accuracy")
        if target is None:
            self._stage.emit(Prose(paragraphs=(words.NO_TARGET,)))
            return
        shares = [round(target.value - short, 6) for short in SHORT if short < target.value]
        found = sample_sizes.power(self._audits_of_an_agent(), target.value, shares, change=CHANGE)
        figure = record("plan.highest_shown.overall", found.highest)
        sentence = power_sentence(self._setting, found, target.value)
        self._stage.emit(Prose(paragraphs=(sentence,), figures=(figure,)))
        self._stage.emit(power_table(self._setting, found, target.value, "power-table"))

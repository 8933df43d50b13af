"""What is going wrong: every finding of the period, and how much was looked at for them."""

from __future__ import annotations

import dataclasses
from functools import cached_property

from ....disclosure.rounding import FEWEST
from ....findings import Findings, Level
from ....measures import risks
from ...data.gate import Declaration, of_at_least
from ...data.section_questions import LABELS, SectionQuestions


def _of_many(findings: Findings) -> Findings:
    """Findings with their estimates cleared; how many tests were made of its own rows is no secret."""
    return dataclasses.replace(findings, found=of_at_least(FEWEST)(findings.found))


class RiskQuestions(SectionQuestions):
    """Findings rest on every table of the extract; what it lacks switches rules off."""

    @Declaration(_of_many)
    def findings(self, *levels: Level) -> Findings:
        """
        The findings of the period, the gravest first; at the levels given only, if any.

        A vendor's edition has, of people, what is to be acted on only.

        >>> r.risks.findings()
        """
        return self._found.at(*levels) if levels else self._found

    @cached_property
    def _found(self) -> Findings:
        if self._rows.why_none(LABELS):
            return Findings((), ())
        frames = {name: self._rows.table(name) for name in risks.TABLES if self._rows.holds(name)}
        return risks.find(frames, self._limits)

    @cached_property
    def _limits(self) -> risks.MarketMonth:
        """The period, and how sure is sure, as the project has it."""
        context, (start, end) = self._context, self._rows.span("period")
        usual = risks.MarketMonth(context.market.id, context.market.timezone, start, end)
        days = context.definitions.get("audit_days")
        return risks.MarketMonth(
            context.market.id,
            context.market.timezone,
            start,
            end,
            vendor=context.vendor,
            decided=context.decided,
            utilised=self._states("utilisation_counts") or usual.utilised,
            audit_days=days if isinstance(days, int) else usual.audit_days,
        )

"""What was done about risks, and whether it worked."""

from __future__ import annotations

import pandas as pd

from ....estimates import Estimates
from ....measures import actions, followup
from ....measures.followup import FollowUp
from ....measures.risks.detector_data import DetectorData
from ....measures.risks.effects import past_effects
from ....measures.risks.setting import MarketMonth
from ...data.gate import of_audits, of_own_work
from ...data.section_questions import AUDITS, GOLD, SectionQuestions

ACTIONS, INVESTIGATIONS = "actions", "investigations"
_LOOKED_AT = (ACTIONS, AUDITS, GOLD, "people", "sample_designs")


class ActionQuestions(SectionQuestions):
    """Actions as they stood on the day the data were frozen; effects by the end of the period."""

    @of_audits
    def follow_ups(self) -> tuple[FollowUp, ...]:
        """
        The actions that were open in the period, or whose effect was judged in it, by day of opening.

        >>> r.actions.follow_ups()
        """
        start = pd.Timestamp(self._rows.span("period")[0])
        return tuple(each for each in self._followed() if pd.isna(each.until) or each.until >= start)

    @of_own_work
    def closed_on_time(self) -> Estimates:
        """
        The share of actions closed by their day, of those of the window that were closed or due.

        >>> r.actions.closed_on_time()
        """
        name = "actions.on_time"
        if why := self._rows.why_none(ACTIONS):
            return Estimates.missing(name, (), why)
        known = min(self._end, pd.Timestamp(self._context.frozen_on))
        return Estimates.of(name, (), [((), followup.closed_on_time(self._followed(), known))])

    @of_own_work
    def hit_rate(self) -> Estimates:
        """
        The share of actions that worked, of those of the window that could be judged.

        >>> r.actions.hit_rate()
        """
        name = "actions.hit_rate"
        if why := self._rows.why_none(ACTIONS):
            return Estimates.missing(name, (), why)
        return Estimates.of(name, (), [((), actions.hit_rate(self.past_effects()))])

    @of_audits
    def past_effects(self) -> tuple[actions.Effect, ...]:
        """
        What the judged actions of the window did to accuracy, as the rules on risks have it.

        >>> r.actions.past_effects()
        """
        if self._rows.why_none(ACTIONS):
            return ()
        frames = {name: self._rows.table(name) for name in _LOOKED_AT if self._rows.holds(name)}
        context, (start, end) = self._context, self._rows.span("period")
        setting = MarketMonth(context.market.id, context.market.timezone, start, end, context.vendor)
        return past_effects(DetectorData.of(frames, setting))

    @of_own_work
    def investigated(self) -> pd.DataFrame:
        """
        What investigations confirmed whose days end in the period or the one before; see editions.

        >>> r.actions.investigated()
        """
        return self._rows.table(INVESTIGATIONS) if self._rows.holds(INVESTIGATIONS) else pd.DataFrame()

    def _followed(self) -> tuple[FollowUp, ...]:
        if self._rows.why_none(ACTIONS):
            return ()
        zone, frozen_on = self._context.market.timezone, self._context.frozen_on
        table = self._rows.table(ACTIONS)
        return followup.follow_up(table, self.past_effects(), zone, self._end, frozen_on=frozen_on)

    @property
    def _end(self) -> pd.Timestamp:
        return pd.Timestamp(self._rows.span("period")[1])

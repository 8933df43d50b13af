"""Whether requests for labels were delivered when they were due."""

from __future__ import annotations

from typing import Literal
from zoneinfo import ZoneInfo

import pandas as pd

from ...estimates import Estimates
from ...measures import requests
from ..rows import When, columns, mondays
from .asking import Asking, midnight, usual


class RequestQuestions(Asking):
    """Requests due, delivered and open."""

    def on_time(self, by: Literal["week", "queue"] | None = None, *, when: When | None = None) -> Estimates:
        """The share of requests due that were delivered by then; open ones past their date are late."""
        if why := self._rows.why_none("requests"):
            return Estimates.missing("requests.on_time", columns(by), why)
        table, zone = self._rows.table("requests"), ZoneInfo(self._setting.context.market.timezone)
        due = pd.to_datetime(table["due_at"], utc=True).dt.tz_convert(zone).dt.tz_localize(None)
        table = table.assign(week=mondays(due.dt.normalize()))
        first, last = self._rows.span(when or usual(by))
        now = min(self._setting.context.frozen_on, last)
        start, end, known = (midnight(day, zone) for day in (first, last, now))
        return requests.on_time(table, start, end, known, by=columns(by))

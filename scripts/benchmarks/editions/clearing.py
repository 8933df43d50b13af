"""How long an edition is cleared after its vendor was told weeks, months and ranges before."""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Collection, Sequence
from itertools import pairwise
from time import process_time

from labelqa.disclosure.rates import Days, ToldRate
from labelqa.editions.audience import Audience
from labelqa.editions.contributions import METRICS
from labelqa.snapshots import Snapshot

RANGES = 9  # that overlap months and weeks
WEEK = dt.timedelta(weeks=1)


def clearing(snapshot: Snapshot, vendors: Sequence[str], p_percent: float) -> float:
    """
    CPU seconds to clear the snapshot's last month for the first of `vendors`.

    Each of them was told every week and every other month of the snapshot's window before, and RANGES ranges
    that overlap them, all at once.
    """
    start, end = snapshot.facts.window
    months = _months(start, end)
    ranges = [(start + i * (end - start) / (2 * RANGES), end - i * WEEK) for i in range(RANGES)]
    before = {
        vendor: [*_told(Audience(snapshot, vendor, p_percent), [*_weeks(start, end), *months[:-1], *ranges])]
        for vendor in vendors
    }

    def told_to(some: Collection[str]) -> list[ToldRate]:
        return [rate for vendor in vendors if vendor in some for rate in before[vendor]]

    audience = Audience(snapshot, vendors[0], p_percent)
    began = process_time()
    deque(audience.learned(_told(audience, months[-1:]), told_to), maxlen=0)
    return process_time() - began


def _told(audience: Audience, spans: Sequence[Days]) -> list[ToldRate]:
    found = ((metric, days, audience.benchmark(metric, days).value) for metric in METRICS for days in spans)
    return [audience.told(metric, days, value) for metric, days, value in found if value is not None]


def _weeks(start: dt.date, end: dt.date) -> list[Days]:
    count = (end - start) // WEEK
    return [(start + i * WEEK, start + (i + 1) * WEEK) for i in range(count)]


def _months(start: dt.date, end: dt.date) -> list[Days]:
    firsts = [dt.date(start.year + i // 12, i % 12 + 1, 1) for i in range(start.month - 1, start.month + 24)]
    return [span for span in pairwise(firsts) if start <= span[0] and span[1] <= end]

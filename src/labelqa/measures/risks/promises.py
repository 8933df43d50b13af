"""Requests that will not be through by their due dates."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from scipy import stats

from ...estimates import Estimate
from ...findings import Entity
from ..clearance import WEEK, WEEKS, clearance, pending
from ..flow import flow
from ..proportions import Floats
from ..volume import by_day
from .cases import Case, counted, standing_for
from .evidence import shown
from .material import DAY, LABELS, Material

OVERDUE = "overdue"


def late_requests(material: Material) -> Iterator[Case]:
    """
    The probability that an open request is not through by its due date: 1 - measures.clearance.

    An overdue one is late. Labels late: those needed by the due date beyond what the queue makes until then
    in weeks like its last eight. Student's prediction interval of one such week, for weeks move together.
    """
    requests = open_requests(material)
    if requests.empty:
        return
    zone = ZoneInfo(material.setting.zone)
    flowing = flow(material.table("requests"), material.table("deliveries"), zone, _now(material))
    made = by_day(material.known(LABELS))
    waiting = pending(requests, flowing, made, material.end)
    chances = clearance(waiting, made, material.end)
    for row, (keys, chance) in zip(waiting.itertuples(), chances, strict=True):
        overdue = OVERDUE in chance.flags
        if not (chance.exists or (overdue and row.need > 0)):
            continue
        until = _weekly(material, made[made["queue_id"] == row.queue_id]) * max(0, row.days) / WEEK
        late = counted(row.need - until, max(chance.n, 1), "student-prediction")
        yield Case(
            Entity.of("request", **keys),
            chance if chance.exists else Estimate(0.0, 0.0, 0.0, 1, 1.0, "count"),
            1 - material.setting.decided,
            posterior=1.0 if overdue else 1 - chance.value,
            wrong=standing_for(late, material.setting.counts.late),
            affected=late,
            weight=material.weight_of("queue_id", str(row.queue_id)),
            evidence=functools.partial(shown, "requests", pd.Series([keys["request_id"]])),
            cause=OVERDUE if overdue else "",
        )


def _weekly(material: Material, made: pd.DataFrame) -> Floats:
    """What the queue makes in a week: the mean, and the most and the least to be expected."""
    age = (material.end - made[DAY]).dt.days - 1
    weeks = made["labels"].groupby(age // WEEK).sum().reindex(range(WEEKS), fill_value=0).to_numpy(float)
    half = float(stats.t.ppf(0.975, WEEKS - 1)) * float(weeks.std(ddof=1)) * np.sqrt(1 + 1 / WEEKS)
    ends: Floats = np.maximum(0.0, weeks.mean() + np.array([0.0, half, -half]))
    return ends


def open_requests(material: Material) -> pd.DataFrame:
    """The requests neither delivered nor cancelled by the period's end, with the column due, local."""
    table, now = material.table("requests"), _now(material)
    if table.empty:
        return table
    times = {c: pd.to_datetime(table[c], utc=True) for c in ("created_at", "delivered_at", "cancelled_at")}
    pending_now = (
        ~(times["delivered_at"] < now) & ~(times["cancelled_at"] < now) & (times["created_at"] < now)
    )
    return table.assign(due=material.instants(table["due_at"]))[pending_now]


def _now(material: Material) -> pd.Timestamp:
    return material.end.tz_localize(material.setting.zone).tz_convert("UTC")

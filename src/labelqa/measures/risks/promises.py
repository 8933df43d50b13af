"""Requests that will not be through by their due dates."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pandas as pd

from ...estimates import Estimate
from ...findings import Entity
from ..clearance import WEEK, WEEKS, clearance, pending
from ..flow import flow
from .cases import Case, counted, standing_for
from .evidence import shown
from .material import DAY, LABELS, Material, work

OVERDUE = "overdue"


def late_requests(material: Material) -> Iterator[Case]:
    """
    The probability that an open request is not through by its due date: 1 - measures.clearance.

    An overdue one is late. Labels late: those needed by the due date beyond what the queue makes until then
    in weeks like its last.
    """
    requests = open_requests(material)
    if requests.empty:
        return
    deliveries = material.table("deliveries")
    zone = ZoneInfo(material.setting.zone)
    flowing = flow(material.table("requests"), deliveries, zone, _now(material))
    made = (
        work(material.known(LABELS)).groupby([DAY, "queue_id"], as_index=False, observed=True)["made"].sum()
    )
    made = made.rename(columns={"made": "labels"})
    waiting = pending(requests, flowing, made, material.end)
    chances = clearance(waiting, made, material.end)
    recent = made[made[DAY] >= material.end - pd.Timedelta(days=WEEK * WEEKS)]
    daily = recent.groupby("queue_id", observed=True)["labels"].sum() / (WEEK * WEEKS)
    for row, (keys, chance) in zip(chances.rows.to_dict("records"), chances, strict=True):
        queue = str(waiting.loc[waiting["request_id"] == keys["request_id"], "queue_id"].iloc[0])
        yield from _case(material, keys["request_id"], chance, row, float(daily.get(queue, 0.0)))


def _case(
    material: Material, request: str, chance: Estimate, row: dict[str, object], daily: float
) -> Iterator[Case]:
    days, need = float(str(row["days"])), float(str(row["need"]))
    overdue = OVERDUE in chance.flags
    if not (chance.exists or (overdue and need > 0)):
        return
    late = need - max(0.0, days) * daily
    affected = counted(late, late / 2, late * 1.5, max(chance.n, 1), "week-bootstrap")
    yield Case(
        Entity.of("request", request_id=request),
        chance if chance.exists else Estimate(0.0, 0.0, 0.0, 1, 1.0, "count"),
        1 - material.setting.decided,
        posterior=1.0 if overdue else 1 - chance.value,
        wrong=standing_for(affected, material.setting.counts.late),
        affected=affected,
        weight=material.weight,
        evidence=functools.partial(shown, "requests", pd.Series([request])),
        cause=OVERDUE if overdue else "",
    )


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

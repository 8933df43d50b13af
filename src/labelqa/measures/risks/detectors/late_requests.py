"""Requests that will not be through by their due dates."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from scipy import stats

from ....estimates import Estimate
from ....findings import Entity
from ...clearance import WEEK, WEEKS, clearance, pending
from ...flow import flow
from ...proportions import Floats
from ...volume import by_day
from ..calm_market import calm_market
from ..cases import Case, counted, standing_for
from ..detector import Detector, DetectorRule, Example, Words
from ..detector_data import DAY, LABELS, DetectorData
from ..evidence import shown

OVERDUE = "overdue"
LATE = 0.10  # of a wrong label: what one stands for that is handed over late


def late_requests(data: DetectorData) -> Iterator[Case]:
    """
    The probability that an open request is not through by its due date: 1 - measures.clearance.

    An overdue one is late. Labels late: those needed by the due date beyond what the queue makes until then
    in weeks like its last eight. Student's prediction interval of one such week, for weeks move together.
    """
    requests = open_requests(data)
    if requests.empty:
        return
    zone = ZoneInfo(data.setting.zone)
    flowing = flow(data.table("requests"), data.table("deliveries"), zone, _now(data))
    made = by_day(data.known(LABELS))
    waiting = pending(requests, flowing, made, data.end)
    chances = clearance(waiting, made, data.end)
    for row, (keys, chance) in zip(waiting.itertuples(), chances, strict=True):
        overdue = OVERDUE in chance.flags
        if not (chance.exists or (overdue and row.need > 0)):
            continue
        until = _weekly(data, made[made["queue_id"] == row.queue_id]) * max(0, row.days) / WEEK
        late = counted(row.need - until, max(chance.n, 1), "student-prediction")
        yield Case(
            Entity.of("request", **keys),
            chance if chance.exists else Estimate(0.0, 0.0, 0.0, 1, 1.0, "count"),
            1 - data.setting.decided,
            posterior=1.0 if overdue else 1 - chance.value,
            wrong=standing_for(late, LATE),
            affected=late,
            weight=data.weight_of("queue_id", str(row.queue_id)),
            evidence=functools.partial(shown, "requests", pd.Series([keys["request_id"]])),
            cause=OVERDUE if overdue else "",
        )


def _weekly(data: DetectorData, made: pd.DataFrame) -> Floats:
    """What the queue makes in a week: the mean, and the most and the least to be expected."""
    age = (data.end - made[DAY]).dt.days - 1
    weeks = made["labels"].groupby(age // WEEK).sum().reindex(range(WEEKS), fill_value=0).to_numpy(float)
    half = float(stats.t.ppf(0.975, WEEKS - 1)) * float(weeks.std(ddof=1)) * np.sqrt(1 + 1 / WEEKS)
    ends: Floats = np.maximum(0.0, weeks.mean() + np.array([0.0, half, -half]))
    return ends


def open_requests(data: DetectorData) -> pd.DataFrame:
    """The requests neither delivered nor cancelled by the period's end, with the column due, local."""
    table, now = data.table("requests"), _now(data)
    if table.empty:
        return table
    times = {c: pd.to_datetime(table[c], utc=True) for c in ("created_at", "delivered_at", "cancelled_at")}
    pending_now = (
        ~(times["delivered_at"] < now) & ~(times["cancelled_at"] < now) & (times["created_at"] < now)
    )
    return table.assign(due=data.instants(table["due_at"]))[pending_now]


def _now(data: DetectorData) -> pd.Timestamp:
    return data.end.tz_localize(data.setting.zone).tz_convert("UTC")


def _example() -> Example:
    """A request for three weeks' work of its queue that is due in a week."""
    market = calm_market()
    weekly = market.frames[LABELS].groupby("queue_id")["labels"].sum()["ads"] / 26
    day = pd.Timestamp(2026, 9, 14)
    begun = dict.fromkeys(("created_at", "accepted_at", "sop_final_at", "first_label_at"), day)
    over = dict.fromkeys(("delivered_at", "cancelled_at"), pd.NaT)
    row = {"request_id": "A1", "queue_id": "ads", "due_at": pd.Timestamp(2026, 11, 8), "rework_of": None}
    row |= {"volume_requested": int(3 * weekly), "volume_delivered": 0, **begun, **over}
    none = pd.DataFrame(columns=["batch_id", "request_id", "delivered_at", "n_labels"])
    none = none.assign(delivered_at=pd.to_datetime(none["delivered_at"]))
    market = market.with_table("requests", pd.DataFrame([row])).with_table("deliveries", none)
    return Example(market.frames, Entity.of("request", request_id="A1"))


DETECTOR = Detector(
    slug="late_requests",
    number="R15",
    title="A request will be late",
    rules=(DetectorRule("open requests", late_requests, ("requests",), "reprioritise"),),
    words=Words(
        told=("The chance of delivery by the due date is {value}",),
        by_cause={OVERDUE: "The request is overdue"},
        affected="{n:label|labels} late",
    ),
    example=_example,
    beside=("deliveries",),
    internal=True,
    exact=True,
)

"""The requests that are still open, the most overdue first."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from ..components import Cell, Column, Table
from . import words
from .numerals import NOTHING
from .records import sheet
from .setting import Setting
from .vocabulary import REQUESTS

PRINTED = 12
_DAY = ("day", "days")


def open_requests(setting: Setting, requests: pd.DataFrame, table_id: str) -> Table:
    """Requests accepted before the period's end, neither delivered nor cancelled by then."""
    zone = ZoneInfo(setting.context.market.timezone)
    end = pd.Timestamp(dt.datetime.combine(setting.context.period.end, dt.time(), zone))
    times = {column: pd.to_datetime(requests[column], utc=True) for column in
             ("created_at", "due_at", "delivered_at", "cancelled_at")}  # fmt: skip
    pending = ~(times["delivered_at"] < end) & ~(times["cancelled_at"] < end) & (times["created_at"] < end)
    rows = requests.assign(due=times["due_at"].dt.tz_convert(zone))[pending].sort_values(
        ["due", "request_id"]
    )
    overdue = int((rows["due"] < end).sum())
    numerals = setting.numerals
    counted, late = words.plural(len(rows), REQUESTS, numerals), words.spelt(overdue, numerals)
    return Table(
        id=table_id,
        title=f"{counted} open at the end of {setting.period}, {late} of them overdue",
        measure=f"Not delivered by the end of {setting.period}, earliest due date first",
        columns=(
            Column(name="Request", share=0.2),
            Column(name="Queue", share=0.26),
            Column(name="Due", share=0.18),
            Column(name="State", share=0.18),
            Column(name="Requested", numeric=True, share=0.18),
        ),
        rows=tuple(_row(setting, row, end) for row in rows.head(PRINTED).to_dict("records")),
        note=f"The first {PRINTED}; the data file has all." if len(rows) > PRINTED else "",
        data=sheet(table_id, ["request", "queue", "due", "requested"],
                   [[r["request_id"], r["queue_id"], r["due"].isoformat(), int(r["volume_requested"])]
                    for r in rows.to_dict("records")]),
    )  # fmt: skip


def _row(setting: Setting, row: dict[str, Any], end: pd.Timestamp) -> tuple[Cell, ...]:
    due = pd.Timestamp(row["due"])
    days = abs(due - end).days
    far = words.plural(days, _DAY, setting.numerals) if days else "under a day"
    return (
        Cell(text=str(row["request_id"])),
        Cell(text=setting.name("queue_id", str(row["queue_id"]))),
        Cell(text=setting.numerals.day(due.date())),
        Cell(text=f"{far} overdue" if due < end else f"due in {far}"),
        Cell(
            text=setting.numerals.count(row["volume_requested"])
            if pd.notna(row["volume_requested"])
            else NOTHING
        ),
    )

"""Whether requests for labels were delivered when they were due."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from ..estimates import Estimates
from .grouping import grouped, named, tabulated
from .proportions import wilson


def on_time(
    requests: pd.DataFrame,
    period_start_utc: dt.datetime,
    period_end_utc: dt.datetime,
    now: dt.datetime,
    by: tuple[str, ...] = (),
) -> Estimates:
    """
    Share of the requests due in the period (its end exclusive) that were delivered by their due time.

    Open and overdue at `now` is late; open and not yet due, and cancelled, count in neither part.
    Interval: Wilson, 95 %. Times are UTC, with or without a zone.
    """
    name = "requests.on_time"
    if requests.empty:
        return Estimates.missing(name, by, "no requests")
    start, end, today = (
        pd.to_datetime(instant, utc=True) for instant in (period_start_utc, period_end_utc, now)
    )
    due, delivered = (pd.to_datetime(requests[at], utc=True) for at in ("due_at", "delivered_at"))
    counted = (due >= start) & (due < end) & requests["cancelled_at"].isna()
    counted &= delivered.notna() | (due < today)
    rows = named(requests, by).assign(kept=delivered <= due)[counted]
    if rows.empty:
        return Estimates.missing(name, by, "no request was due in the period")
    counts = grouped(rows, by)["kept"].agg(["sum", "size"]).astype(float)
    low, high = wilson(counts["sum"], counts["size"])
    table = counts.assign(value=counts["sum"] / counts["size"], low=low, high=high, n=counts["size"])
    return tabulated(table, name, by, "wilson")

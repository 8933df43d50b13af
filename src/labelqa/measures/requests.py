"""Whether requests for labels were delivered when they were due, and how long they took."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from ..estimates import Estimates, Unit
from .grouping import grouped, named, tabulated
from .proportions import wilson
from .quantiles import QUANTILES
from .survival import kaplan_meier, lifetimes, survival_quantile

SPANS = {
    "requests.turnaround": ("created_at", "delivered_at"),
    "requests.sop_lead": ("accepted_at", "sop_final_at"),
}
"""From where to where a time is measured."""


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


def waits(requests: pd.DataFrame, span: str, now: dt.datetime) -> pd.DataFrame:
    """
    How long each request took over a span of SPANS, in days: the columns duration and happened.

    One that is not there by `now` is censored then, and a cancelled one when it was cancelled.
    """
    start, end = SPANS[span]
    return lifetimes(requests, start, end, pd.Timestamp(now), lost="cancelled_at")


def time_taken(waiting: pd.DataFrame, span: str, q: float, by: tuple[str, ...] = ()) -> Estimates:
    """
    The days within which the share `q` (.5 or .9) of requests is through a span of SPANS.

    `waiting` as `waits` gives it. Requests still open count as open, not as fast (Kaplan-Meier).
    Interval: log-log, 95 %.
    """
    name = f"{span}.{QUANTILES[q]}"
    if waiting.empty:
        return Estimates.missing(name, by, "no requests", Unit.DAYS)
    found = [
        (keys[: len(by)], survival_quantile(kaplan_meier(part["duration"], part["happened"]), q))
        for keys, part in grouped(named(waiting, by), by)
    ]
    return Estimates.of(name, by, found, Unit.DAYS)

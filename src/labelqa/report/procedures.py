"""When the rules changed by which a market labels."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from .rows import Rows

Change = tuple[dt.date, str]


def changes(rows: Rows) -> list[Change]:
    """The day and name of every new procedure version of the window's queues, but for minor ones."""
    if not (rows.holds("sop_versions") and rows.holds("queues")) or rows.why_none("label_days", "window"):
        return []
    queues, versions = rows.table("queues"), rows.table("sop_versions")
    worked = rows.cut("label_days", "window")["queue_id"].unique()
    families = queues.loc[queues["queue_id"].isin(worked), "sop_family"].unique()
    ours = versions[versions["sop_family"].isin(families) & (versions["change_type"] != "minor")]
    zone = rows.extract.context.market.timezone
    days = pd.to_datetime(ours["effective_at"], utc=True).dt.tz_convert(zone).dt.date
    start, end = rows.span("window")
    return [
        (day, f"{family} {version}")
        for day, family, version in zip(days, ours["sop_family"], ours["sop_version"], strict=True)
        if start <= day < end
    ]

"""When the rules changed by which a market labels."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from .rows import Rows

Change = tuple[dt.date, str]


@dataclass(frozen=True)
class Version:
    """A new version of a procedure, the local day from which it holds, and the queues of its family."""

    day: dt.date
    family: str
    version: str
    queues: tuple[str, ...]

    @property
    def name(self) -> str:
        """As printed: sop-ads v3."""
        return f"{self.family} {self.version}"


def changes(rows: Rows) -> list[Change]:
    """The day and name of every new procedure version of the window's queues, but for minor ones."""
    return [(version.day, version.name) for version in versions(rows)]


def versions(rows: Rows) -> list[Version]:
    """Every new procedure version of the window's queues, but for minor ones."""
    if not (rows.holds("sop_versions") and rows.holds("queues")) or rows.why_none("label_days", "window"):
        return []
    queues, table = rows.table("queues"), rows.table("sop_versions")
    worked = rows.cut("label_days", "window")["queue_id"].unique()
    families = queues[queues["queue_id"].isin(worked)].groupby("sop_family")["queue_id"].agg(tuple)
    ours = table[table["sop_family"].isin(families.index) & (table["change_type"] != "minor")]
    zone = rows.extract.context.market.timezone
    days = pd.to_datetime(ours["effective_at"], utc=True).dt.tz_convert(zone).dt.date
    start, end = rows.span("window")
    return [
        Version(day, family, version, families[family])
        for day, family, version in zip(days, ours["sop_family"], ours["sop_version"], strict=True)
        if start <= day < end
    ]

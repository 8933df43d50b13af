"""The new versions of the procedures of a window."""

from __future__ import annotations

import datetime as dt

from ...measures import procedures
from ...measures.procedures import Version
from .rows import ExtractReader

Change = tuple[dt.date, str]


def changes(rows: ExtractReader) -> list[Change]:
    """The day and name of every new procedure version of the window's queues, but for minor ones."""
    return [(version.day, version.name) for version in versions(rows)]


def versions(rows: ExtractReader) -> list[Version]:
    """Every new procedure version of the window's queues, but for minor ones."""
    if not (rows.holds("sop_versions") and rows.holds("queues")) or rows.why_none("label_days", "window"):
        return []
    worked, zone = rows.cut("label_days", "window")["queue_id"].unique(), rows.extract.context.market.timezone
    found = procedures.versions(rows.table("sop_versions"), rows.table("queues"), worked, zone)
    start, end = rows.span("window")
    return [version for version in found if start <= version.day < end]

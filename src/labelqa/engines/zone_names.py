"""What the letters after a time mean: PST, CEST, UTC."""

from __future__ import annotations

import datetime as dt
from functools import cache
from zoneinfo import ZoneInfo

HOUR = 3600
UTC_NAMES = ("UTC", "GMT", "UT", "Z")
MAIL = {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
"""Hours from UTC by the letters that RFC 5322, section 4.3, gives a meaning everywhere."""
_FROM, _TO, _STEP = dt.datetime(1990, 1, 1, tzinfo=dt.UTC), 2040, dt.timedelta(days=7)


@cache
def offsets(zone: str) -> dict[str, int]:
    """
    Seconds from UTC by the letters that name an offset beside times of a zone.

    The zone's own letters come first and mean what they mean there: CST is -6 hours in Chicago, +8 in
    Shanghai. Letters that meant several offsets there since 1990, as MSK did, are left out: they say too
    little.
    """
    place, seen = ZoneInfo(zone), dict[str, set[int]]()
    instant = _FROM
    while instant.year < _TO:
        local = instant.astimezone(place)
        seen.setdefault(local.tzname() or "", set()).add(_seconds(local))
        instant += _STEP
    own = {name: found for name, found in sorted(seen.items()) if name.isalpha()}
    known = {name: next(iter(found)) for name, found in own.items() if len(found) == 1}
    everywhere = dict.fromkeys(UTC_NAMES, 0) | {name: hours * HOUR for name, hours in MAIL.items()}
    return known | {name: offset for name, offset in everywhere.items() if name not in own}


def _seconds(local: dt.datetime) -> int:
    return int((local.utcoffset() or dt.timedelta()).total_seconds())

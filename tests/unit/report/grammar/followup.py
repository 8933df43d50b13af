"""Actions: how many were judged, and what came of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from labelqa.report.sections.actions import words

from .reading import count, reads

if TYPE_CHECKING:
    from ..claims import Check, Claims

TITLES = (words.TITLE, words.TABLE)
FIXED = (reads(words.NOTE)[0],)
_EFFECTS = "actions.effect.by_action"


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Counted anew from the effects on record and the table of investigations."""
    held = [f for f in claims.figures.get(_EFFECTS, []) if f.by]
    worked = sum(f.value is not None and f.low > 0 for f in held)
    judged = sum(f.value is not None for f in held)

    def counted(match: re.Match[str]) -> bool:
        told = match.groupdict()
        said = [count(told.get(name) or "0") for name in ("n", "overdue", "judged", "worked", "futile")]
        return said == [len(held), len(not_closed(claims, overdue=True)), judged, worked, judged - worked]

    for message in (words.NONE_JUDGED, words.ALL_WORKED, words.NONE_WORKED, words.SOME_WORKED):
        yield reads(message, counted, late=("", words.LATE))
    yield reads(
        words.FROZEN,
        lambda m: pd.Timestamp(m["day"]).date() == claims.context.frozen_on,
        day=r"\d+ \w+ \d{4}",
    )
    yield reads(words.NONE_OPEN_IN, lambda m: not held, period=claims.month)
    yield reads(words.NONE_OPEN, lambda m: not held)
    found = claims.table("investigations")
    yield reads(words.FINDINGS, lambda m: count(m["n"]) == len(found))
    yield reads(words.NO_FINDING, lambda m: found.empty)
    yield (
        r"The share of actions (?:closed on time|that worked) cannot be given: (?P<why>.+?)\.",
        lambda m: any(
            m["why"] in "; ".join(f.flags)
            for name in ("actions.on_time.overall", "actions.hit_rate.overall")
            for f in claims.figures.get(name, [])
        ),
    )


def not_closed(claims: Claims, *, overdue: bool) -> pd.DataFrame:
    """The actions opened by the period's end that were open when the data were frozen, overdue or not."""
    rows = claims.table("actions")
    if rows.empty:
        return rows
    zone, end = claims.context.market.timezone, pd.Timestamp(claims.end)
    opened, due = (
        pd.to_datetime(rows[name], utc=True).dt.tz_convert(zone).dt.tz_localize(None)
        for name in ("opened_at", "due_at")
    )
    open_ = (rows["status"] == "open") | ((rows["status"] == "done") & rows["closed_at"].isna())
    late = due.dt.date < claims.context.frozen_on
    return rows[open_ & (opened < end) & (late == overdue)]

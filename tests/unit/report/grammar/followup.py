"""Actions: how many were judged, and what came of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from .reading import COUNT, count

if TYPE_CHECKING:
    from ..claims import Check, Claims

TITLES = ("Actions", "Actions, and whether they worked")
FIXED = (
    r"Effect: points of accuracy gained on those it was not for, less what those picked for being bad regain "
    r"by themselves; since its end, for up to twice its days, against the 91 days before it was opened\.",
    r"No effect: the 95% interval does not leave out 0\.",
)
_EFFECTS = "actions.effect.by_action"


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Counted anew from the effects on record and the table of investigations."""
    held = [f for f in claims.figures.get(_EFFECTS, []) if f.by]
    worked = sum(f.value is not None and f.low > 0 for f in held)
    judged = sum(f.value is not None for f in held)
    late = rf"(?:, (?P<overdue>{COUNT}) overdue)?"

    def counted(match: re.Match[str]) -> bool:
        said = [count(match[name] or "0") for name in ("n", "overdue", "judged", "worked", "none")]
        return said == [len(held), len(not_closed(claims, overdue=True)), judged, worked, judged - worked]

    yield (
        rf"(?P<n>{COUNT}) actions?{late}, (?P<judged>none) judged yet(?P<worked>)(?P<none>)$",
        counted,
    )
    yield (
        rf"(?P<n>{COUNT}) actions?{late}, (?P<judged>{COUNT}) judged: (?:(?P<worked>{COUNT}) worked)?"
        rf"(?:, )?(?:(?P<none>{COUNT}) had no effect)?$",
        counted,
    )
    yield (
        r"Status: on (?P<day>\d+ \w+ \d{4}), when the data were frozen\.",
        lambda m: pd.Timestamp(m["day"]).date() == claims.context.frozen_on,
    )
    yield rf"No action was open(?: in {claims.month}\.)?$", lambda m: not held
    found = claims.table("investigations")
    yield rf"(?P<n>{COUNT}) confirmed findings?$", lambda m: count(m["n"]) == len(found)
    yield r"No investigation confirmed a finding\.", lambda m: found.empty
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

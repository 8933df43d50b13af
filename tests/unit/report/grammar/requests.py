"""Requests: how labels flow through them, how long they take, and which were open at the period's end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from ..printed import BETWEEN, INTEGER, NUMBER, prints, prints_interval
from .reading import COUNT, count

if TYPE_CHECKING:
    from labelqa.components import FigureOfRecord

    from ..claims import Check, Claims

TITLES = ("How long delivery takes, by priority",)
FIXED = (
    r"The first 12; the data file has all\.",
    r"To do: labels left in the queue for it and for those due before\. Chance: that the queue makes these "
    r"by the due date, if it goes on as in its last eight weeks\.",
    r"Cumulative flow diagram of labels by state\.",
    r"The height of a band is the number of labels in that state\. Cancelled requests are left out\.",
    r"Step curves of the share still waiting by days\.",
    r"Band: 95% interval of all requests\. Open and cancelled ones count for as long as they waited\.",
    r"–: so many were not delivered yet\. Open requests count as open, not as fast\.",
)
_DAYS = rf"(?P<value>{NUMBER}) \({BETWEEN}\)"


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Open requests are counted anew from the table, the rest is looked up in the figures."""
    yield (
        rf"(?P<n>{INTEGER}) requests? open at the end of {claims.month}, (?P<late>{COUNT}) of them overdue"
        rf"(?:, (?P<unlikely>{COUNT}) unlikely to be on time)?$",
        lambda m: (
            (count(m["n"]), count(m["late"])) == _open(claims)
            and count(m["unlikely"] or "none") == _unlikely(claims)
        ),
    )
    yield r"[Tt]able requests is empty\.$", lambda m: claims.table("requests").empty
    yield rf"No request was open at the end of {claims.month}\.", lambda m: _open(claims) == (0, 0)
    yield (
        rf"No chances: no labels in the weeks to {claims.month}\.",
        lambda m: claims.table("label_days").empty,
    )
    yield rf"No request was made in the weeks to {claims.month}\.", lambda m: _made(claims) == 0
    yield (
        rf"The backlog (?P<way>grew|shrank) from (?P<before>{INTEGER}) to (?P<n>{INTEGER}) labels? in "
        rf"{claims.month}(?:\.|$)",
        lambda m: (
            (count(m["before"]), count(m["n"])) == (_exact(claims, "previous"), _exact(claims, "overall"))
            and (m["way"] == "grew") == (count(m["n"]) > count(m["before"]))
        ),
    )
    yield (
        rf"The backlog at the end of {claims.month} is (?P<n>{INTEGER}) labels?(?:\.|$)",
        lambda m: count(m["n"]) == _exact(claims, "overall"),
    )
    yield from _times(claims)


def _times(claims: Claims) -> Iterator[tuple[str, Check]]:
    median = "requests.turnaround.median"
    yield (
        rf"Half of the requests were delivered within {_DAYS}(?:\.|$)",
        lambda m: _tells(m, claims.overall(median)),
    )
    yield (
        r"The median time to deliver a request: (?P<why>[^.]+)(?:\.|$)",
        lambda m: (
            claims.overall(median).value is None and m["why"] in "; ".join(claims.overall(median).flags)
        ),
    )
    opened = (
        rf"In the weeks to {claims.month}, (?P<many>{INTEGER}) requests? (?P<be>was|were) open on a mean day"
    )
    yield (
        rf"{opened} and none was delivered\.",
        lambda m: _opened(claims, m) and claims.overall("flow.throughput").value is None,
    )
    told = rf"(?P<wait>{NUMBER} \({NUMBER} (?:to {NUMBER}|or more)\))"
    seen = told.replace("wait", "seen")
    yield (
        rf"{opened} and (?P<done>{INTEGER}) (?:was|were) delivered\. At that rate a request takes {told}, by "
        rf"Little's law(?:, (?P<how>longer than|shorter than|in keeping with) the {seen} that delivered ones "
        rf"took(?P<so>: work piles up|: less and less is in progress)?)?\.",
        lambda m: _opened(claims, m) and _little(claims, m),
    )


def _opened(claims: Claims, match: re.Match[str]) -> bool:
    figure = claims.overall("flow.in_progress")
    return prints(match["many"], figure) and (match["be"] == "was") == (match["many"] == "1")


def _little(claims: Claims, match: re.Match[str]) -> bool:
    """Whether the waits are told as they are, and compared as their intervals allow."""
    done, implied, seen = (claims.overall(f"flow.{name}") for name in ("throughput", "implied", "observed"))
    way, so = "in keeping with", None
    if seen.value is not None and implied.low > seen.high:
        way, so = "longer than", ": work piles up"
    elif seen.value is not None and implied.high < seen.low:
        way, so = "shorter than", ": less and less is in progress"
    pairs = [(match["wait"], implied), *([(match["seen"], seen)] if match["how"] else [])]
    return (
        prints(match["done"], done)
        and all(_tells(re.fullmatch(_DAYS, text), figure) for text, figure in pairs)
        and (match["how"], match["so"]) == ((way, so) if seen.value is not None else (None, None))
    )


def _tells(match: re.Match[str], figure: FigureOfRecord) -> bool:
    return (
        figure.value is not None
        and prints(match["value"], figure)
        and prints_interval(match["low"], match["high"], figure)
    )


def _exact(claims: Claims, part: str) -> int:
    """The backlog at the period's end, or at the end of the one before."""
    (figure,) = claims.figures[f"flow.backlog.{part}"]
    return int(figure.value or 0)


def _unlikely(claims: Claims) -> int:
    chances = claims.figures.get("requests.clearance.by_request", [])
    return sum(figure.value is not None and figure.value < 0.5 for figure in chances)


def _made(claims: Claims) -> int:
    start, end = (
        pd.Timestamp(day, tz=claims.context.market.timezone)
        for day in (claims.context.window.start, claims.end)
    )
    created = pd.to_datetime(claims.table("requests")["created_at"], utc=True)
    return int(((created >= start) & (created <= end)).sum())


def _open(claims: Claims) -> tuple[int, int]:
    end = pd.Timestamp(claims.end, tz=claims.context.market.timezone)
    table = claims.table("requests")
    created, due, delivered, cancelled = (
        pd.to_datetime(table[f"{event}_at"], utc=True)
        for event in ("created", "due", "delivered", "cancelled")
    )
    waits = ~(delivered < end) & ~(cancelled < end) & (created < end)
    return int(waits.sum()), int((waits & (due < end)).sum())

"""Requests: how labels flow through them, how long they take, and which were open at the period's end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from labelqa.report.language.messages import Message
from labelqa.report.language.shortened import THE_FIRST
from labelqa.report.sections.requests import words

from ..printed import prints
from .reading import count, reads, told

if TYPE_CHECKING:
    from ..claims import Check, Claims

TITLES = (words.BY_PRIORITY,)
NOTES = (words.OPEN_NOTE, words.FLOW_NOTE, words.WAITING_NOTE, words.BY_PRIORITY_NOTE, THE_FIRST)
FIXED = tuple(reads(text)[0] for text in (*NOTES, words.FLOW_ALT, words.WAITING_ALT))


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Open requests are counted anew from the table, the rest is looked up in the figures."""
    month, weeks = claims.month, f"the weeks to {claims.month}"
    for message in (words.OPEN_AND_UNLIKELY, words.OPEN):
        yield reads(message, lambda m: _counts(claims, m), period=month)
    yield r"[Tt]able requests is empty\.$", lambda m: claims.table("requests").empty
    yield reads(words.NONE_OPEN, lambda m: _open(claims) == (0, 0), period=month)
    no_labels = f"no labels in {weeks}"
    yield reads(words.NO_CHANCES, lambda m: claims.table("label_days").empty, chances=no_labels)
    yield reads(words.NONE_MADE, lambda m: _made(claims) == 0, span=weeks)
    for message, grew in ((words.BACKLOG_GREW, True), (words.BACKLOG_SHRANK, False)):
        yield reads(message, lambda m, grew=grew: _moved(claims, m, grew=grew), period=month)
    yield reads(words.BACKLOG_IS, lambda m: count(m["n"]) == _exact(claims, "overall"), period=month)
    yield from _times(claims, weeks)


def _times(claims: Claims, weeks: str) -> Iterator[tuple[str, Check]]:
    median = "requests.turnaround.median"
    yield reads(words.HALF_DELIVERED, lambda m: told(m["median"], claims.overall(median)))
    yield reads(
        words.NO_MEDIAN,
        lambda m: (
            claims.overall(median).value is None and m["median"] in "; ".join(claims.overall(median).flags)
        ),
        median=r"[^.]+",
    )
    for message in (words.WAIT_LONGER, words.WAIT_SHORTER, words.WAIT_AS_SEEN, words.WAIT_IMPLIED):
        yield reads(message, lambda m, message=message: _little(claims, m, message), span=weeks)
    yield reads(
        words.NONE_DELIVERED,
        lambda m: _opened(claims, m) and claims.overall("flow.throughput").value is None,
        span=weeks,
    )


def _counts(claims: Claims, match: re.Match[str]) -> bool:
    """Whether so many are open, overdue, and unlikely to be on time."""
    unlikely = match.groupdict().get("unlikely", "none")
    return (count(match["n"]), count(match["overdue"])) == _open(claims) and count(unlikely) == _unlikely(
        claims
    )


def _moved(claims: Claims, match: re.Match[str], *, grew: bool) -> bool:
    before, now = count(match["before"]), count(match["n"])
    ends = (_exact(claims, "previous"), _exact(claims, "overall"))
    return (before, now) == ends and (now > before) == grew


def _opened(claims: Claims, match: re.Match[str]) -> bool:
    return prints(match["open"], claims.overall("flow.in_progress"))


def _little(claims: Claims, match: re.Match[str], message: Message) -> bool:
    """Whether the waits are told as they are, and compared as their intervals allow."""
    done, implied, seen = (claims.overall(f"flow.{name}") for name in ("throughput", "implied", "observed"))
    right = words.WAIT_AS_SEEN
    if seen.value is None:
        right = words.WAIT_IMPLIED
    elif implied.low > seen.high:
        right = words.WAIT_LONGER
    elif implied.high < seen.low:
        right = words.WAIT_SHORTER
    return (
        message == right
        and _opened(claims, match)
        and prints(match["done"], done)
        and told(match["implied"], implied)
        and (seen.value is None or told(match["seen"], seen))
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

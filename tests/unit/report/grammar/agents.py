"""Agents: how many are below the target, and whom to coach."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from labelqa.report.page import words as page
from labelqa.report.sections.agents import words

from .reading import aims, any_of, count, lists, reads, runs

if TYPE_CHECKING:
    from labelqa.components import FigureOfRecord

    from ..claims import Check, Claims

TITLES = ("Agents",)
FIXED = tuple(reads(text)[0] for text in (words.ESTIMATED, words.PSEUDONYMS, words.Q, words.SHIFT_NOTE))
MOST_COACHED = 12


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Counted from the verdicts of their figures."""
    agents = claims.figures.get("agents.accuracy.by_person", [])
    yield from _below(claims, agents)
    yield from _undecided(claims, agents)
    yield from _shift(claims)
    yield reads(words.NO_TARGET, lambda m: count(m["n"]) == len(agents) and agents[0].target is None)
    yield reads(words.ALT, lambda m: count(m["n"]) == len(agents))
    yield reads(words.RUN, lambda m: runs(claims, m["run"], agents), run=".+")


def _below(claims: Claims, agents: list[FigureOfRecord]) -> Iterator[tuple[str, Check]]:
    """How many are below the target, whom risks name beside them, and whom coaching is for."""
    below = sum(f.verdict == "missed" for f in agents)

    def counted(match: re.Match[str]) -> bool:
        told = match.groupdict()
        return (
            (count(told.get("n") or "none"), count(told["of"])) == (below, len(agents))
            and agents[0].target is not None
            and lists(told["named"] or "", [claims.canonical(each) for each in named(claims)], 3)
        )

    also = {"also": ("", page.ALSO), "named": ".+?"}
    yield reads(page.BELOW, lambda m: below > 0 and counted(m), **also)
    yield reads(page.NONE_BELOW, counted, **also)
    yield reads(words.NOBODY_COACHED, counted, standing=page.NONE_BELOW, **also)
    yield reads(words.COACHED, lambda m: count(m["n"]) == below <= MOST_COACHED)
    yield reads(
        words.COACHED_OF,
        lambda m: (count(m["n"]), count(m["below"])) == (min(below, MOST_COACHED), below),
    )
    yield reads(words.RED, lambda m: m["sure"] == "90%")
    yield reads(
        words.LISTED, lambda m: aims(m["goal"], agents[0]) and (m["sure"], m["rest"]) == ("90%", "10%")
    )
    yield reads(words.RIGHT, period=claims.month)
    yield reads(
        page.UNLIKE,
        lambda m: (
            (there := unlike(claims)) is None
            or lists(m["whom"], [claims.canonical(each) for each in there], 3)
        ),
        period=claims.month,
        whom=".+?",
    )


def named(claims: Claims) -> list[str]:
    """The ids of those whom standing risks name, though they are not below the target."""
    below = {
        f.by["person"] for f in claims.figures.get("agents.accuracy.by_person", []) if f.verdict == "missed"
    }
    ids = [
        str(record["entity_id"]).split("+")
        for _, record, state in claims.risks
        if record["entity_type"] in ("person", "pair") and state != "resolved"
    ]
    return [*dict.fromkeys(each for pair in ids for each in pair if each not in below)]


def unlike(claims: Claims) -> list[str] | None:
    """The ids of those whose month is unlike those before, by the coaching list's data; None without one."""
    lists = [c for c in claims.components if c.kind == "table" and c.id == "coaching-list"]
    if not lists:
        return None
    rows = pd.read_csv(io.StringIO(lists[0].data.csv), dtype={"person_id": str})
    return [str(person) for person in rows.loc[rows["unlike"] > 0.5, "person_id"]]


def _undecided(claims: Claims, agents: list[FigureOfRecord]) -> Iterator[tuple[str, Check]]:
    """Agents on either side of the target, and the audits that would tell."""
    known = [f for f in agents if f.value is not None]
    unknown = [f for f in agents if f.verdict == "undecided"]
    more = sorted(f.more for f in unknown if f.more is not None)
    middle = more[len(more) // 2] if more else 0
    yield reads(words.NONE_UNDECIDED, lambda m: bool(known) and not unknown)

    def counted(match: re.Match[str]) -> bool:
        return (count(match["n"]), count(match["of"])) == (len(unknown), len(known))

    def decided(match: re.Match[str], *, several: bool) -> bool:
        told = (count(match["told"]), count(match["more"]))
        return counted(match) and told == (len(more), middle) and (len(more) > 1) == several

    yield reads(words.NEVER_DECIDED, lambda m: counted(m) and not more, period=claims.month)
    yield reads(
        words.ONE_UNDECIDED, lambda m: counted(m) and len(unknown) == 1 and [count(m["more"])] == more
    )
    for message, several in ((words.ONE_DECIDED, False), (words.SOME_DECIDED, True)):
        yield reads(message, lambda m, several=several: decided(m, several=several), period=claims.month)


def _shift(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Which part of the agents moved."""
    change = claims.figures.get("agents.distribution.change.by_quantile", [])
    parts = {p: f for f in change for p in [words.PLACES.get(f.by.get("quantile", ""))]}

    def moved(match: re.Match[str]) -> bool:
        told = match.groupdict()
        fell, rose = (set(re.findall(any_of(parts), told.get(way) or "")) for way in ("fell", "rose"))
        return fell == {p for p, f in parts.items() if f.high < 0} and rose == {
            p for p, f in parts.items() if f.low > 0
        }

    ways = {"before": claims.before, "fell": "the [a-z, ]+", "rose": "the [a-z, ]+"}
    yield reads(
        words.NONE_MOVED, lambda m: bool(change) and all(f.low <= 0 <= f.high for f in change), **ways
    )
    for message in (words.SOME_FELL, words.SOME_ROSE, words.FELL_AND_ROSE):
        yield reads(message, moved, **ways)
    yield reads(words.ALL_FELL, lambda m: bool(change) and all(f.high < 0 for f in change), **ways)
    yield reads(words.ALL_ROSE, lambda m: bool(change) and all(f.low > 0 for f in change), **ways)
    yield (
        r"Change of the spread of agents: (?P<why>.+?)\.$",
        lambda m: change[0].value is None and m["why"] in change[0].flags,
    )

"""Agents: how many are below the target, and whom to coach."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from labelqa.report.sections.agents.shift_table import PLACES

from ..printed import INTEGER, NUMBER
from .reading import COUNT, aims, any_of, count, lists, runs

if TYPE_CHECKING:
    from labelqa.components import FigureOfRecord

    from ..claims import Check, Claims

TITLES = ("Agents",)
FIXED = (
    r"Right: of the checks of .+?, and of those of three months\.",
    r"Estimated: drawn towards the market's mean as far as few audits demand\.",
    r"Agents appear by pseudonym\.",
    r"Red: the probability of being below the target is above 90%\.",
    r"q: the false discovery rate by the agent's own checks alone\.",
    r"Lowest tenth: one agent in ten is below\.",
    r"The spread is that of true accuracy: what chance adds to few audits is taken out\.",
)
MOST_COACHED = 12


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Counted from the verdicts of their figures."""
    agents = claims.figures.get("agents.accuracy.by_person", [])
    below = sum(f.verdict == "missed" for f in agents)
    yield (
        rf"(?P<n>{COUNT}) of (?P<all>{INTEGER}) agents? (?:is|are) below the target(?P<unsure> with enough "
        rf"certainty)?(?:; risks name (?P<named>.+?))?(?P<end>: nobody is listed for coaching)?(?:\.|$)",
        lambda m: (
            (count(m["n"]), count(m["all"])) == (below, len(agents))
            and (" are " in m[0]) == (below > 1)
            and bool(m["unsure"]) == (below == 0)
            and (not m["end"] or below == 0)
            and agents[0].target is not None
            and lists(m["named"] or "", [claims.canonical(each) for each in named(claims)], 3)
        ),
    )
    yield (
        rf"(?P<n>{INTEGER}) agents? to coach first(?:, of (?P<all>{INTEGER}) below the target)?$",
        lambda m: (
            count(m["n"]) == min(below, MOST_COACHED)
            and (count(m["all"]) == below if m["all"] else below <= MOST_COACHED)
        ),
    )
    yield (
        rf"Listed where the probability of being below (?P<goal>{NUMBER}) is above 90%: of all so listed, at "
        r"most 10% are expected not to be below\.",
        lambda m: aims(m["goal"], agents[0]),
    )
    yield (
        rf"By {claims.month} alone, as its checks are quite unlike those before: (?P<names>.+?)\.",
        lambda m: (
            (there := unlike(claims)) is None
            or lists(m["names"], [claims.canonical(each) for each in there], 3)
        ),
    )
    yield (
        rf"(?P<n>{INTEGER}) agents?; no target is set(?:\.|$)",
        lambda m: count(m["n"]) == len(agents) and agents[0].target is None,
    )
    yield (
        rf"Interval chart of (?P<n>{INTEGER}) agents? from lowest to highest\.",
        lambda m: count(m["n"]) == len(agents),
    )
    yield from _undecided(claims, agents)
    yield from _shift(claims)
    yield r"Estimates, (?P<run>.+)\.$", lambda m: runs(claims, m["run"], agents)


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
    yield r"No agent is undecided\.", lambda m: bool(known) and not unknown
    some = rf"(?P<n>{COUNT}) of (?P<all>{INTEGER}) agents? (?P<verb>is|are) undecided"

    def counted(match: re.Match[str]) -> bool:
        return (count(match["n"]), count(match["all"]), match["verb"]) == (
            len(unknown),
            len(known),
            "is" if len(unknown) == 1 else "are",
        )

    yield (
        rf"{some}; not even all labels of {claims.month} would be audits enough to decide\.",
        lambda m: counted(m) and not more,
    )
    yield (
        rf"{some}; (?P<more>{INTEGER}) audits? more would decide\.",
        lambda m: counted(m) and len(unknown) == 1 and [count(m["more"])] == more,
    )
    yield (
        rf"{some}; for (?P<told>{COUNT}) of them the labels of {claims.month} would be audits enough, "
        rf"(?P<half>for half of these )?(?P<more>{INTEGER}) audits?(?: or fewer)?\.",
        lambda m: (
            counted(m)
            and count(m["told"]) == len(more)
            and bool(m["half"]) == (len(more) > 1)
            and count(m["more"]) == middle
        ),
    )


def _shift(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Which part of the agents moved."""
    change = claims.figures.get("agents.distribution.change.by_quantile", [])
    parts = {p: f for f in change for p in [PLACES.get(f.by.get("quantile", ""))]}

    def moved(match: re.Match[str]) -> bool:
        fell, rose = (set(re.findall(any_of(parts), match[way] or "")) for way in ("fell", "rose"))
        return fell == {p for p, f in parts.items() if f.high < 0} and rose == {
            p for p, f in parts.items() if f.low > 0
        }

    yield (
        rf"No clear change in how agents' accuracy is spread since {claims.before}$",
        lambda m: bool(change) and all(f.low <= 0 <= f.high for f in change),
    )
    yield (
        rf"Of agents (?:(?P<fell>the [a-z, ]+) fell)?(?: and )?(?:(?P<rose>the [a-z, ]+) rose)? since "
        rf"{claims.before}$",
        moved,
    )
    yield (
        rf"Agents' accuracy (?P<way>fell|rose) since {claims.before}$",
        lambda m: bool(change) and all(f.high < 0 if m["way"] == "fell" else f.low > 0 for f in change),
    )
    yield (
        r"Change of the spread of agents: (?P<why>.+?)\.$",
        lambda m: change[0].value is None and m["why"] in change[0].flags,
    )

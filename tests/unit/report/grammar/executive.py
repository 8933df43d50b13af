"""The executive page: the report's one line, and what stands below its tiles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from labelqa.report.language.vocabulary import TERMS

from ..printed import INTEGER
from .reading import BY, COUNT, NOUN, count

if TYPE_CHECKING:
    from ..claims import Check, Claims

TITLES = ()
FIXED = ()
MOST_WEEKS = 27  # that 26 weeks of seven days can touch


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Who missed, what is undecided, what was met; how many weeks a tile's line has."""
    yield from _missed(claims)
    yield from _undecided(claims)
    yield from _met(claims)
    yield (
        rf"Line: the last (?P<n>{INTEGER}) weeks(?:, dashed at the target)?\.",
        lambda m: 1 < count(m["n"]) <= MOST_WEEKS,
    )


def _missed(claims: Claims) -> Iterator[tuple[str, Check]]:
    yield (
        r"(?P<names>[A-Z][\w ,-]+?) missed (?P<whose>its target|their targets?)$",
        lambda m: (
            _named(m["names"]) == _verdicts(claims, "missed")
            and m["whose"].endswith("s") == (len(_verdicts(claims, "missed")) > 1)
        ),
    )
    yield (
        rf"(?P<some>{COUNT}) of (?P<all>{COUNT}) targets were missed$",
        lambda m: (
            count(m["some"]) == len(_verdicts(claims, "missed")) and count(m["all"]) == len(_judged(claims))
        ),
    )


def _undecided(claims: Claims) -> Iterator[tuple[str, Check]]:
    def nothing_missed(match: re.Match[str]) -> bool:
        return (
            not _verdicts(claims, "missed")
            and match[0].startswith("No target") == bool(_verdicts(claims, "met"))
            and _parts(claims, match["parts"])
        )

    parts = rf"(?P<parts>; {COUNT} of .+ missed the [\w -]+ target)?$"
    yield (
        rf"(?:No target was missed; )?(?:[Aa]ll (?P<every>{COUNT})|(?P<some>{COUNT}) of (?P<all>{COUNT})) "
        rf"targets are undecided{parts}",
        lambda m: (
            nothing_missed(m)
            and count(m["every"] or m["some"]) == len(_verdicts(claims, "undecided"))
            and count(m["every"] or m["all"]) == len(_judged(claims))
        ),
    )
    yield (
        rf"(?:No target was missed; )?(?P<names>[A-Za-z][\w ,-]+?) (?P<verb>is|are) undecided{parts}",
        lambda m: nothing_missed(m) and _named(m["names"]) == _verdicts(claims, "undecided"),
    )


def _met(claims: Claims) -> Iterator[tuple[str, Check]]:
    yield (
        rf"(?P<names>[A-Z][\w -]+?) met (?:its|their) target(?P<parts>; {COUNT} of .+ missed .+ target)?$",
        lambda m: (
            _named(m["names"]) == _judged(claims) == _verdicts(claims, "met") and _parts(claims, m["parts"])
        ),
    )
    yield (
        rf"(?:Both|All (?P<all>{COUNT})) targets were met(?:(?P<parts>; {COUNT} of .+ missed .+ target)?$"
        r"|: (?P<names>.+)\.)",
        lambda m: (
            len(_judged(claims)) == count(m["all"] or "two") == len(_verdicts(claims, "met"))
            and (not m["names"] or _named(m["names"]) == _judged(claims))
            and (bool(m["names"]) or _parts(claims, m["parts"]))
        ),
    )


def _named(text: str) -> set[str]:
    """The labels of the measures that a text lists."""
    low = {words.label[0].lower() + words.label[1:]: words.label for words in TERMS.values()}
    return {low.get(name[0].lower() + name[1:], name) for name in re.split(r", | and ", text)}


def _verdicts(claims: Claims, outcome: str) -> set[str]:
    """The labels of the tiles of that outcome."""
    tiles = {tile.label for c in claims.components if c.kind == "tiles" for tile in c.tiles}
    return {label for label in tiles if claims.labels[label].verdict == outcome}


def _judged(claims: Claims) -> set[str]:
    return _verdicts(claims, "met") | _verdicts(claims, "missed") | _verdicts(claims, "undecided")


def _parts(claims: Claims, text: str | None) -> bool:
    """Of sites and queues that missed although the market did not, all are spoken of and counted right."""
    said = {
        BY[noun]: (count(some), count(every))
        for some, every, noun in re.findall(rf"({COUNT}) of ({INTEGER}) ({NOUN})", text or "")
    }
    true = {
        by: (sum(f.verdict == "missed" for f in rows), len(rows))
        for by in ("site", "queue")
        if (rows := claims.figures.get(f"accuracy.audit.by_{by}", []))
    }
    return said == {by: counts for by, counts in true.items() if counts[0]}

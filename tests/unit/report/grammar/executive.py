"""The executive page: the report's one line, and what stands below its tiles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from labelqa.report.front_matter import words
from labelqa.report.language.vocabulary import TERMS
from labelqa.report.page import words as page

from ..printed import INTEGER
from .reading import BY, COUNT, NOUN, Filling, count, reads

if TYPE_CHECKING:
    from ..claims import Check, Claims

TITLES = ()
FIXED = ()
MOST_WEEKS = 27  # that 26 weeks of seven days can touch
NAMES = {"names": r"[A-Za-z][\w ,-]+?", "whose": "|".join((words.ITS, words.SEVERAL, words.THEIR))}


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Who missed, what is undecided, what was met; how many weeks a tile's line has."""
    yield from _missed(claims)
    yield from _undecided(claims)
    yield from _met(claims)
    for message in (page.LINE, page.LINE_AND_TARGET):
        yield reads(message, lambda m: 1 < count(m["n"]) <= MOST_WEEKS)


def _missed(claims: Claims) -> Iterator[tuple[str, Check]]:
    yield reads(words.MISSED, lambda m: _are(claims, m, "missed"), **NAMES)
    yield reads(
        words.MANY_MISSED,
        lambda m: (count(m["n"]), count(m["of"])) == (len(_verdicts(claims, "missed")), len(_judged(claims))),
    )


def _undecided(claims: Claims) -> Iterator[tuple[str, Check]]:
    def counted(match: re.Match[str]) -> bool:
        of = match.groupdict().get("of") or match["n"]
        return (count(match["n"]), count(of)) == (len(_verdicts(claims, "undecided")), len(_judged(claims)))

    for message, check in (
        (words.ALL_UNDECIDED, counted),
        (words.SOME_UNDECIDED, counted),
        (words.UNDECIDED, lambda m: _are(claims, m, "undecided")),
    ):
        for whole, met in ((words.NONE_MISSED, True), (message, False)):
            yield from _with_parts(
                claims,
                whole,
                lambda m, check=check, met=met: (
                    not _verdicts(claims, "missed") and bool(_verdicts(claims, "met")) == met and check(m)
                ),
                undecided=message,
                **NAMES,
            )


def _met(claims: Claims) -> Iterator[tuple[str, Check]]:
    def all_met(number: int) -> bool:
        return len(_judged(claims)) == number == len(_verdicts(claims, "met"))

    def every(match: re.Match[str]) -> bool:
        return all_met(count(match.groupdict().get("n", "two")))

    for met in (words.BOTH_MET, words.ALL_MET):
        yield from _with_parts(claims, met, every)
        yield reads(words.WHICH_MET, lambda m: every(m) and _are(claims, m, "met"), met=met, names=".+?")
    yield from _with_parts(claims, words.MET, lambda m: all_met(1) and _are(claims, m, "met"), **NAMES)


def _with_parts(claims: Claims, said: Filling, check: Check, **slots: Filling) -> Iterator[tuple[str, Check]]:
    """A line as it is, and with the parts that missed the target although the market did not."""
    parts = {"answer": said, "parts": rf"{COUNT} of .+", "noun": r"[\w -]+", **slots}
    for message in (words.IN_PARTS, said):
        pattern, right = reads(
            message, lambda m: check(m) and _parts(claims, m.groupdict().get("parts", "")), **parts
        )
        yield rf"(?i:{pattern})", right


def _are(claims: Claims, match: re.Match[str], outcome: str) -> bool:
    """Whether those named are all of that outcome, and said to be one or several."""
    right = _verdicts(claims, outcome)
    whose = match.groupdict().get("whose")
    return _named(match["names"]) == right and (whose is None or (whose == words.SEVERAL) == (len(right) > 1))


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


def _parts(claims: Claims, text: str) -> bool:
    """Of sites and queues that missed although the market did not, all are spoken of and counted right."""
    said = {
        BY[noun]: (count(some), count(every))
        for some, every, noun in re.findall(rf"({COUNT}) of ({INTEGER}) ({NOUN})", text)
    }
    true = {
        by: (sum(f.verdict == "missed" for f in rows), len(rows))
        for by in ("site", "queue")
        if (rows := claims.figures.get(f"accuracy.audit.by_{by}", []))
    }
    return said == {by: counts for by, counts in true.items() if counts[0]}

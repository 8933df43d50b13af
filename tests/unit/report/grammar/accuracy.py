"""How right the labels are: what that means for those delivered, after second looks and new procedures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from labelqa.report.language.sentences import WRONG
from labelqa.report.sections.accuracy import words

from ..printed import prints, prints_as_interval, rounds
from .reading import count, reads

if TYPE_CHECKING:
    from ..claims import Check, Claims

TITLES = ()
FIXED = (reads(words.LOOKS_NOTE)[0],)
DIFFERENCE, VERSIONS = "accuracy.adjusted.difference", "accuracy.sop_change.by_version"
DID = {"missed": words.COST, "met": words.SPARED, "undecided": words.OPEN}


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """How many of the labels made are wrong."""
    yield reads(
        WRONG,
        lambda m: (
            prints(m["n"], claims.overall("impact.wrong_labels"))
            and prints_as_interval(m["n_between"], claims.overall("impact.wrong_labels"))
        ),
    )
    yield reads(words.NOT_MOVED, lambda m: not _is_clear(claims))
    for message, raised in ((words.RAISED, True), (words.LOWERED, False)):
        yield reads(
            message,
            lambda m, raised=raised: (
                _is_clear(claims)
                and raised == (claims.figures[DIFFERENCE][0].low > 0)
                and claims.changed(m["change"], claims.figures[DIFFERENCE][0])
            ),
        )
    yield reads(
        words.NO_SECOND_LOOKS,
        lambda m: m["why"] in "; ".join(claims.figures["accuracy.adjusted.overall"][0].flags),
        why=".+(?=\\.)",
    )
    for outcome, did in DID.items():
        for message, n in ((words.ONE, "one"), (words.BOTH, "two"), (words.ALL, "")):
            yield reads(
                message,
                lambda m, outcome=outcome, n=n: _is_told(claims, [(outcome, n or m["n"], m)]),
                did=did,
            )
    yield reads(words.MIXED, lambda m: _mixed(claims, m), parts=".+")
    yield reads(words.VERSIONS_NOTE, lambda m: _is_margin(claims, m), period=claims.month)


def _is_clear(claims: Claims) -> bool:
    found = claims.figures[DIFFERENCE][0]
    return found.low > 0 or found.high < 0


def _mixed(claims: Claims, match: re.Match[str]) -> bool:
    """Whether each part tells one outcome, and all together every version."""
    told = []
    for part in re.split(", | and ", match["parts"]):
        for outcome, did in DID.items():
            pattern, agrees = reads(words.PART, did=did)
            if (found := re.fullmatch(pattern, part)) and agrees(found):
                told.append((outcome, found["n"], found))
    return _is_told(claims, told) and count(match["of"]) == sum(count(n) for _, n, _ in told)


def _is_told(claims: Claims, told: list[tuple[str, str, re.Match[str]]]) -> bool:
    """Whether so many new versions cost more than the margin, did not, or are undecided, and no others."""
    verdicts = [f.verdict if f.verdict != "none" else "undecided" for f in claims.figures[VERSIONS]]
    return {outcome: count(n) for outcome, n, _ in told} == {
        outcome: verdicts.count(outcome) for outcome in verdicts
    } and all(_is_margin(claims, match) for _, _, match in told if "margin" in match.groupdict())


def _is_margin(claims: Claims, match: re.Match[str]) -> bool:
    found = claims.figures[VERSIONS]
    return all(rounds(match["margin"], -f.target, "points", 0.0) for f in found if f.target)

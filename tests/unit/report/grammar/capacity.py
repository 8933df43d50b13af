"""People against the work: what was taken, what is to come, and whether it is enough."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..printed import BETWEEN, INTEGER, NUMBER, prints, prints_interval
from .reading import BY, NOUN, count, lists

if TYPE_CHECKING:
    from ..claims import Check, Claims

TITLES = ("People and the work ahead", r"People by \w+")
FIXED = (
    r"Needed: decisions at the period's pace\.",
    r"Ahead: as many decisions a day as in the last eight weeks, and the roster less those likely to leave\.",
    r"Spare: below 0, people are too few\.",
    r"In brackets: 95% intervals\.",
)
SAID = {"enough": "met", "too few": "missed", "too close to call": "undecided"}
HEADLINES = {
    "There are people enough for the work ahead": "met",
    "There are too few people for the work ahead": "missed",
    "Whether people suffice for the work ahead is too close to call": "undecided",
}


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Each number is its figure's, each judgement the verdict on spare staff."""
    for text, outcome in HEADLINES.items():
        yield rf"{text}$", lambda m, outcome=outcome: claims.overall("capacity.gap_ahead").verdict == outcome
    yield (
        rf"The decisions of {claims.month} took {_told('took')}(?:; (?P<there>{NUMBER}) were in "
        rf"production)?\.",
        lambda m: (
            _is(claims, m, "took", "required")
            and (not m["there"] or prints(m["there"], claims.overall("capacity.fte")))
        ),
    )
    yield (
        rf"The decisions of the (?P<days>{INTEGER}) days? after {claims.month} need {_told('need')}"
        rf"(?:, and {_told('there')} are to be there: (?P<end>{'|'.join(SAID)}))?\.",
        lambda m: (
            _is(claims, m, "need", "required_ahead")
            and (not m["end"] or _is(claims, m, "there", "fte_ahead"))
            and SAID.get(m["end"] or "", "none") == claims.overall("capacity.gap_ahead").verdict
        ),
    )
    yield (
        rf"What is owed on requests due by then needs {_told('owed')}\.",
        lambda m: _is(claims, m, "owed", "owed"),
    )
    yield (
        rf"Agents who began production in {claims.month}: (?P<began>{INTEGER}); "
        rf"who left: (?P<left>{INTEGER})\.",
        lambda m: (
            prints(m["began"], claims.overall("capacity.started"))
            and prints(m["left"], claims.overall("capacity.left"))
        ),
    )
    yield from _titles(claims)


def _titles(claims: Claims) -> Iterator[tuple[str, Check]]:
    by = [name for name in claims.figures if name.startswith("capacity.gap_ahead.by_")]

    def outcomes(name: str) -> list[str]:
        return [f.verdict for f in claims.figures[name]]

    yield (
        r"(?P<names>.+?) ha(?:s|ve) too few people for the work ahead$",
        lambda m: any(
            lists(m["names"], [claims.called(f) for f in claims.figures[name] if f.verdict == "missed"])
            and (" has " in m[0]) == (outcomes(name).count("missed") == 1)
            for name in by
        ),
    )
    yield (
        r"Whether people suffice for the work ahead is too close to call for "
        rf"(?P<n>{INTEGER}) (?P<noun>{NOUN})$",
        lambda m: (
            outcomes(f"capacity.gap_ahead.by_{BY[m['noun']]}").count("undecided") == count(m["n"])
            and "missed" not in outcomes(f"capacity.gap_ahead.by_{BY[m['noun']]}")
        ),
    )
    yield (
        rf"Every (?P<noun>{NOUN}) has people enough for the work ahead$",
        lambda m: {"met"} == {*outcomes(f"capacity.gap_ahead.by_{BY[m['noun']]}")} - {"none"},
    )


def _told(name: str) -> str:
    """A value with its interval, each under a name of its own."""
    between = BETWEEN.replace("<low>", f"<{name}_low>").replace("<high>", f"<{name}_high>")
    return rf"(?P<{name}>{NUMBER}) \({between}\)"


def _is(claims: Claims, match: re.Match[str], name: str, figure: str) -> bool:
    known = claims.overall(f"capacity.{figure}")
    return prints(match[name], known) and prints_interval(match[f"{name}_low"], match[f"{name}_high"], known)

"""People against the work: what was taken, what is to come, and whether it is enough."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from labelqa.report.sections.capacity import words

from ..printed import INTEGER, prints
from .reading import BY, NOUN, count, lists, reads, told

if TYPE_CHECKING:
    from ..claims import Check, Claims

TITLES = (words.HEADLINE,)
FIXED = (reads(words.TABLE_NOTE)[0],)
HEADLINES = {words.ENOUGH: "met", words.TOO_FEW: "missed", words.TOO_CLOSE: "undecided"}
NEEDS = {
    words.NEED: "none", words.NEED_ENOUGH: "met", words.NEED_TOO_FEW: "missed",
    words.NEED_TOO_CLOSE: "undecided",
}  # fmt: skip


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Each number is its figure's, each judgement the verdict on spare staff."""
    for text, outcome in HEADLINES.items():
        yield rf"{text}$", lambda m, outcome=outcome: _judged(claims, outcome)
    for message in (words.TOOK_BESIDE, words.TOOK):
        yield reads(message, lambda m: _took(claims, m), period=claims.month)
    for message, outcome in NEEDS.items():
        yield reads(
            message,
            lambda m, outcome=outcome: _judged(claims, outcome) and _needs(claims, m),
            period=claims.month,
        )
    yield reads(words.OWED, lambda m: told(m["owed"], claims.overall("capacity.owed")))
    yield reads(
        words.TURNOVER,
        lambda m: all(prints(m[each], claims.overall(f"capacity.{each}")) for each in ("started", "left")),
        period=claims.month,
    )
    yield from _titles(claims)


def _titles(claims: Claims) -> Iterator[tuple[str, Check]]:
    by = [name for name in claims.figures if name.startswith("capacity.gap_ahead.by_")]

    def outcomes(name: str) -> list[str]:
        return [f.verdict for f in claims.figures[name]]

    def of(noun: str) -> list[str]:
        return outcomes(f"capacity.gap_ahead.by_{BY[noun]}")

    def close(match: re.Match[str]) -> bool:
        number, _, noun = match["units"].partition(" ")
        return of(noun).count("undecided") == count(number) and "missed" not in of(noun)

    yield reads(
        words.TOO_FEW_AT,
        lambda m: any(
            lists(m["names"], [claims.called(f) for f in claims.figures[name] if f.verdict == "missed"])
            and (m["n_form"] == "has") == (outcomes(name).count("missed") == 1)
            for name in by
        ),
        names=".+?",
    )
    yield reads(words.TOO_CLOSE_FOR, close, units=rf"{INTEGER} (?:{NOUN})")
    yield reads(words.ENOUGH_AT_EACH, lambda m: {"met"} == {*of(m["unit"])} - {"none"}, unit=NOUN)
    yield reads(words.PEOPLE_BY, unit=r"\w+")


def _judged(claims: Claims, outcome: str) -> bool:
    return claims.overall("capacity.gap_ahead").verdict == outcome


def _took(claims: Claims, match: re.Match[str]) -> bool:
    there = match.groupdict().get("there")
    beside = there is None or prints(there, claims.overall("capacity.fte"))
    return beside and told(match["needed"], claims.overall("capacity.required"))


def _needs(claims: Claims, match: re.Match[str]) -> bool:
    there = match.groupdict().get("there")
    beside = there is None or told(there, claims.overall("capacity.fte_ahead"))
    return beside and told(match["needed"], claims.overall("capacity.required_ahead"))

"""Units on the same work: how many may be the most accurate, and what units have in common."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from labelqa.report.language.messages import Message
from labelqa.report.language.vocabulary import PLURALS, TERMS
from labelqa.report.sections.comparison import words

from ..printed import INTEGER, NUMBER, prints_interval
from .reading import BY, NOUN, any_of, count, reads, told

if TYPE_CHECKING:
    from labelqa.components import FigureOfRecord

    from ..claims import Check, Claims

TITLES = (reads(words.BY_UNIT, measure=TERMS["accuracy.standardised"].label, unit=r"\w+")[0],)
FIXED = tuple(reads(text)[0] for text in (words.MIX_NOTE, words.RANKS_NOTE))
_UNITS = rf"(?P<of>{INTEGER}) (?P<noun>{NOUN})"


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Ranks and summaries are read off their figures."""
    for message in (words.FIRST, words.SOME_FIRST, words.EACH_FIRST):
        yield reads(message, lambda m, message=message: _ranked(claims, m, message), name=".+", units=_UNITS)
    yield (
        rf"{TERMS['accuracy.standardised'].label}: (?P<why>.+?)\.$",
        lambda m: any(
            figure.value is None and m["why"] in figure.flags
            for name, found in claims.figures.items()
            if name.startswith("accuracy.standardised.")
            for figure in found
        ),
    )
    for name, found in claims.figures.items():
        measure, over, units = name.removesuffix(".mean").partition(".over_")
        if over and name.endswith(".mean"):
            yield from _pooled(claims, measure, units, found[0])


def _pooled(claims: Claims, measure: str, units: str, mean: FigureOfRecord) -> Iterator[tuple[str, Check]]:
    """The mean of units, how they differ, and where one more may lie."""
    of = next(forms for forms in PLURALS.values() if forms[1] == units)
    there = sum(f.value is not None for f in claims.figures.get(f"{measure}.by_{BY[units]}", []))
    yield reads(
        words.POOLED,
        lambda m: told(m["mean"], mean) and count(m["n"]) == there,
        units=rf"(?P<n>{INTEGER}) (?:{any_of(of)})",
        measure=TERMS[measure].noun,
    )
    predicted, beyond = (
        claims.figures[f"{measure}.over_{units}.{what}"][0] for what in ("predicted", "beyond_chance")
    )
    one_more = {"unit": of[0], "ends": rf"(?P<low>{NUMBER}) and (?P<high>{NUMBER})"}
    within = lambda m: prints_interval(m["low"], m["high"], predicted)  # noqa: E731 - said twice
    yield reads(words.ALIKE, lambda m: beyond.low == 0 and within(m), **one_more)
    yield reads(
        words.UNLIKE,
        lambda m: beyond.low > 0 and told(m["beyond"], beyond) and within(m),
        **one_more,
    )
    yield reads(
        words.NOT_POOLED,
        lambda m: mean.value is None and m["mean"] in mean.flags,
        units=units,
        mean=".+?",
    )


def _ranked(claims: Claims, match: re.Match[str], message: Message) -> bool:
    """Whether so many of so many, or just this one, may be first."""
    ranks = claims.figures[f"accuracy.standardised.rank.by_{BY[match['noun']]}"]
    first = [claims.called(figure) for figure in ranks if figure.low == 1]
    if len(first) == 1:
        told_so = message == words.FIRST and match["name"] == first[0]
    elif len(first) == len(ranks):
        told_so = message == words.EACH_FIRST
    else:
        told_so = message == words.SOME_FIRST and count(match["first"]) == len(first)
    return told_so and count(match["of"]) == len(ranks)

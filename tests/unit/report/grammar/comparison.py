"""Units on the same work: how many may be the most accurate, and what units have in common."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from labelqa.report.language.vocabulary import TERMS

from ..printed import BETWEEN, INTEGER, NUMBER, prints, prints_interval
from .reading import BY, COUNT, NOUN, any_of, count

if TYPE_CHECKING:
    from labelqa.components import FigureOfRecord

    from ..claims import Check, Claims

TITLES = (r"Accuracy on one mix of work by \w+",)
FIXED = (
    r"On one mix: what would be right had all done the market's mix of queues\.",
    r"Ranks: the middle 95% of those that chance leaves open, 1 the most accurate\.",
)


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Ranks and summaries are read off their figures."""
    yield (
        rf"(?P<some>Each|{COUNT}) of (?P<of>{INTEGER}) (?P<noun>{NOUN}) may be the most accurate$",
        lambda m: (
            (len(_first(claims, m["noun"])) if m["some"] == "Each" else count(m["some"]))
            == len(_first(claims, m["noun"]))
            != 1
            and (m["some"] == "Each") == (len(_first(claims, m["noun"])) == count(m["of"]))
            and count(m["of"]) == len(_ranks(claims, m["noun"]))
        ),
    )
    yield (
        rf"(?P<name>.+) is the most accurate of (?P<of>{INTEGER}) (?P<noun>{NOUN})$",
        lambda m: (
            [m["name"]] == [claims.called(f) for f in _first(claims, m["noun"])]
            and count(m["of"]) == len(_ranks(claims, m["noun"]))
        ),
    )
    yield (
        r"Accuracy on one mix of work: (?P<why>.+?)\.$",
        lambda m: any(
            figure.value is None and m["why"] in figure.flags
            for name, found in claims.figures.items()
            if name.startswith("accuracy.standardised.")
            for figure in found
        ),
    )
    nouns = {words.noun: name for name, words in TERMS.items()}
    yield (
        rf"Over (?P<n>{INTEGER}) (?P<units>{NOUN}) (?P<noun>{any_of(nouns)}) has a mean of "
        rf"(?P<value>{NUMBER}) \({BETWEEN}\)\.",
        lambda m: (
            prints(m["value"], _over(claims, nouns[m["noun"]], m["units"], "mean"))
            and prints_interval(m["low"], m["high"], _over(claims, nouns[m["noun"]], m["units"], "mean"))
            and count(m["n"]) == _there(claims, nouns[m["noun"]], m["units"])
        ),
    )
    for name, figures in claims.figures.items():
        if name.endswith(".beyond_chance"):
            yield from _differ(claims, name.removesuffix(".beyond_chance"), figures[0])


def _differ(claims: Claims, name: str, beyond: FigureOfRecord) -> Iterator[tuple[str, Check]]:
    """How units differ, and where one more may lie."""
    predicted = claims.figures[f"{name}.predicted"][0]
    where = (
        rf"; one more (?P<unit>{NOUN}) would be expected between (?P<from>{NUMBER}) and (?P<to>{NUMBER})\."
    )

    def within(match: object) -> bool:
        return prints_interval(match["from"], match["to"], predicted)

    yield (
        rf"They differ no more than chance allows{where}",
        lambda m: beyond.low == 0 and within(m),
    )
    yield (
        rf"Of the variance between them (?P<value>{NUMBER}) \({BETWEEN}\) is not chance{where}",
        lambda m: (
            beyond.low > 0
            and prints(m["value"], beyond)
            and prints_interval(m["low"], m["high"], beyond)
            and within(m)
        ),
    )
    yield (
        rf"What (?P<units>{NOUN}) have in common cannot be said: (?P<why>.+?)\.$",
        lambda m: predicted.value is None and m["why"] in predicted.flags,
    )


def _ranks(claims: Claims, noun: str) -> list[FigureOfRecord]:
    return claims.figures[f"accuracy.standardised.rank.by_{BY[noun]}"]


def _first(claims: Claims, noun: str) -> list[FigureOfRecord]:
    return [figure for figure in _ranks(claims, noun) if figure.low == 1]


def _over(claims: Claims, measure: str, units: str, what: str) -> FigureOfRecord:
    return claims.figures[f"{measure}.over_{units}.{what}"][0]


def _there(claims: Claims, measure: str, units: str) -> int:
    return sum(f.value is not None for f in claims.figures[f"{measure}.by_{BY[units]}"])

"""Double labels and the SOP: how many, how blind, how far they agree, and who is at fault."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pandas as pd

from labelqa.report.language.shortened import THE_FIRST_OF
from labelqa.report.sections.agreement import words

from ..printed import prints
from .reading import count, lists, reads, told

if TYPE_CHECKING:
    from labelqa.components import FigureOfRecord

    from ..claims import Check, Claims

TITLES = (words.BY_QUEUE, words.BY_LABEL, words.COMPETENT_BY_QUEUE)
FIXED = tuple(
    reads(text)[0]
    for text in (words.CHART_ALT, words.CHART_NOTE, words.LABEL_NOTE, words.CLAUSE_NOTE, words.COMPETENT)
)
REASONS = (
    "no error has its reason recorded",
    "no audit found a wrong label",
    "no unit has two labels",
    "one rater agrees with nobody",
    "only one label was used",
    "all labels are right",
    "too few double labels to tell items from people",
    "no labels of competent people",
)
ALPHA, CLAUSES = "agreement.alpha.by_queue", "ambiguity.sop.by_clause"


NAMES = r".+?(?=\.(?: |$))"


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Counted anew from the tables, or read off the figures."""
    yield reads(
        words.DOUBLES, lambda m: count(m["n"]) == len(_doubles(claims)) == claims.overall("agreement.raw").n
    )
    yield from _blindness(claims)
    yield from _bands(claims)
    yield from _cut(claims)
    yield from _clauses(claims)
    yield from _variance(claims)
    none, _ = reads(words.NO_DOUBLES, span=claims.month)
    yield rf"(?:[A-Z][\w ]+: )?{none}", lambda m: not len(_doubles(claims))
    yield (
        rf"(?:[A-Z][\w ]+: |[A-Z][\w ]+ cannot be given: )(?P<why>{'|'.join(REASONS)})\.",
        lambda m: any(
            f.value is None and m["why"] in f.flags for found in claims.figures.values() for f in found
        ),
    )


def _doubles(claims: Claims) -> pd.DataFrame:
    """The items that two people or more labelled, whose last label is of the period; blind where all are."""
    table = claims.table("overlaps")
    if table.empty:
        return table
    zone = ZoneInfo(claims.context.market.timezone)
    day = pd.to_datetime(table["submitted_at"], utc=True).dt.tz_convert(zone).dt.date
    items = table.assign(day=day).groupby("overlap_group_id")
    items = items.agg(people=("person_id", "nunique"), day=("day", "max"), blind=("blind", "min"))
    return items[(items["people"] > 1) & (items["day"] >= claims.start) & (items["day"] < claims.end)]


def _blindness(claims: Claims) -> Iterator[tuple[str, Check]]:
    yield reads(words.ALL_BLIND, lambda m: _doubles(claims)["blind"].astype(bool).all())
    yield reads(words.SOME_BLIND, lambda m: prints(m["share"], claims.overall("agreement.blind")))
    yield reads(words.BLIND_UNKNOWN, lambda m: claims.table("overlaps")["blind"].isna().all())
    yield reads(
        words.TOO_GOOD,
        lambda m: claims.overall("agreement.raw").value == 1 and claims.overall("agreement.raw").n >= 500,
    )


def _bands(claims: Claims) -> Iterator[tuple[str, Check]]:
    def surely(match: re.Match[str]) -> bool:
        known = [f for f in claims.figures[ALPHA] if f.value is not None]
        above, below = sum(f.low >= 0.8 for f in known), sum(f.high < 0.667 for f in known)
        said = [count(match.groupdict().get(name, "none")) for name in ("above", "below", "n")]
        return said == [above, below, len(known)] and limits(match)

    def limits(match: re.Match[str]) -> bool:
        return (match["good"], match.groupdict().get("poor", "0.667")) == ("0.80", "0.667")

    for message in (words.ABOVE, words.ABOVE_AND_BELOW):
        yield reads(message, surely)
    yield reads(words.LEGEND, limits)
    yield reads(words.FEW_PEOPLE, lambda m: lists(m["where"], _flagged(claims, "people")), where=NAMES)
    yield reads(words.PERFECT, lambda m: lists(m["where"], _flagged(claims, "too good")), where=NAMES)


def _flagged(claims: Claims, word: str) -> list[str]:
    return [claims.called(f) for f in claims.figures[ALPHA] if any(word in flag for flag in f.flags)]


def _cut(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Of how many rows the first are printed."""
    labels = [f for f in claims.figures.get("agreement.specific.by_label", []) if f.value is not None]
    for units, rows in (("labels", labels), ("clauses", claims.figures.get(CLAUSES, []))):
        yield reads(
            THE_FIRST_OF,
            lambda m, rows=rows: m["n"] == "12" and count(m["all"]) == len(rows) > 12,
            units=units,
        )


def _clauses(claims: Claims) -> Iterator[tuple[str, Check]]:
    def unclear(match: re.Match[str]) -> bool:
        known = [f for f in claims.figures[CLAUSES] if f.value is not None]
        surely = sum(f.low > 0.25 for f in known)
        said = (match["limit"], count(match["surely"]), count(match["n"]))
        return said == ("25%", surely, len(known))

    yield reads(words.UNCLEAR, unclear)


def _variance(claims: Claims) -> Iterator[tuple[str, Check]]:
    def lie(match: re.Match[str]) -> bool:
        held = {f.by["source"]: f for f in claims.figures["ambiguity.variance.by_source"]}
        return all(told(match[name], held[name]) for name in ("item", "agent"))

    def gap() -> FigureOfRecord:
        return claims.figures["ambiguity.variance_difference.overall"][0]

    span = f"the weeks to {claims.month}"
    yield reads(
        words.NEITHER_MORE,
        lambda m: lie(m) and count(m["n"]) == gap().n and gap().low <= 0 <= gap().high,
        span=span,
    )
    yield reads(words.ITEMS_MORE, lambda m: lie(m) and gap().low > 0, span=span)
    yield reads(words.PEOPLE_MORE, lambda m: lie(m) and gap().high < 0, span=span)

"""How much was labelled and looked at, counted anew from the tables; the cover's dots."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from labelqa.report.language.numerals import Numerals
from labelqa.report.sections.volume import words

from ..printed import INTEGER, NUMBER, rounds
from .reading import count, reads

if TYPE_CHECKING:
    from ..claims import Check, Claims

TITLES = ("What the figures rest on", "Audits by queue")
FIXED = (
    r"Each dot is one week\.",
    r"Size: number of [a-z ]+\.",
    r"Effective audits: what they are worth after stratification and clustering by person\.",
    r"Precision: half the width of accuracy's 95% interval\.",
)


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Labels, people, sites, audits and answers to gold items of the period."""
    labels, audits, gold = (
        claims.delivered(), len(claims.period("audited_labels")), len(claims.period("gold_answers"))
    )  # fmt: skip
    days, month = claims.period("label_days"), claims.month
    people, sites = (days[c].nunique() if len(days) else 0 for c in ("person_id", "site_id"))

    def who(match: re.Match[str]) -> bool:
        return (count(match["people"]), count(match.groupdict().get("sites", "0"))) == (people, sites)

    for message in (words.LABELLED_AT, words.LABELLED):
        yield reads(
            message,
            lambda m: who(m) and count(m["n"]) == labels == claims.overall("volume.labels").value,
            period=month,
        )
    for message in (words.ONLY_GOLD_AT, words.ONLY_GOLD):
        yield reads(message, lambda m: who(m) and count(m["n"]) == gold and labels == 0, period=month)
    yield reads(words.AUDITED, lambda m: count(m["n"]) == audits)
    yield reads(words.CHECKED, lambda m: count(m["n"]) == gold)
    yield reads(words.NOTHING_AUDITED, lambda m: audits == 0 and gold == 0)
    amounts = zip(words.AMOUNTS, (labels, audits, gold), strict=True)
    told = ", ".join(amount(Numerals("en_GB"), n=n) for amount, n in amounts if n)
    yield rf"{re.escape(told or words.NO_LABELS)}$", lambda m: True
    yield from _dots(claims)


def _dots(claims: Claims) -> Iterator[tuple[str, Check]]:
    line = rf"(?:the target of (?P<goal>{NUMBER})|the market's mean)"
    targets = claims.table("targets")

    def turns(match: re.Match[str]) -> bool:
        if not match["goal"]:
            return True
        agreed = targets.loc[targets["metric"].isin(["accuracy", "gold_accuracy"]), "target"]
        return any(rounds(match["goal"], goal, "share", 0.0) for goal in agreed)

    yield (
        rf"Dot plot of (?:(?P<n>{INTEGER}) \w+ and )?(?P<weeks>{INTEGER}) weeks?\. (?P<some>{INTEGER}) of "
        rf"(?P<all>{INTEGER}) dots? (?:is|are) below {line}\.",
        lambda m: (
            turns(m) and count(m["some"]) <= count(m["all"]) <= count(m["n"] or "1") * count(m["weeks"])
        ),
    )
    yield rf"Colour: warm is below {line}, cool above it\.", turns

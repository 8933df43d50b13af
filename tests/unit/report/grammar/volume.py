"""How much was labelled and looked at, counted anew from the tables; the cover's dots."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from labelqa.report.front_matter import words as front
from labelqa.report.front_matter.cover import MOST_ROWS
from labelqa.report.language.numerals import Numerals
from labelqa.report.page import words as page
from labelqa.report.sections.volume import words

from ..printed import rounds
from .reading import count, reads

if TYPE_CHECKING:
    from ..claims import Check, Claims

TITLES = ("What the figures rest on", reads(page.COVERAGE, unit="queue")[0])
FIXED = (reads(page.COVERAGE_NOTE)[0],)


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
    line, targets = {"line": (front.AT_TARGET, front.AT_MEAN)}, claims.table("targets")

    def turns(match: re.Match[str]) -> bool:
        if not match["goal"]:
            return True
        agreed = targets.loc[targets["metric"].isin(["accuracy", "gold_accuracy"]), "target"]
        return any(rounds(match["goal"], goal, "share", 0.0) for goal in agreed)

    def adds_up(match: re.Match[str]) -> bool:
        below, dots, weeks = (count(match[name]) for name in ("below", "n", "weeks"))
        return below <= dots <= count(match.groupdict().get("rows", "1")) * weeks

    for message in (front.DOTS, front.DOTS_BY):
        yield reads(message, lambda m: turns(m) and adds_up(m), units=r"\w+", **line)
    yield reads(front.KEY, turns, counted="[a-z ]+", **line)
    yield reads(
        front.LARGEST,
        lambda m: count(m["most"]) == MOST_ROWS < count(m["n"]),
        units=r"\w+",
        counted="[a-z ]+",
    )

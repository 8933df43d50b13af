"""Wrong labels that were handed over, and those that can still be avoided."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from labelqa.report.language.shortened import THE_FIRST_OF
from labelqa.report.sections.impact import words

from ..printed import prints, prints_as_interval
from .reading import aims, count, reads

if TYPE_CHECKING:
    from ..claims import Check, Claims

TITLES = ("What wrong labels cost",)
FIXED = (
    *(reads(text)[0] for text in (words.BY_CONSUMER_NOTE, words.BY_BATCH_NOTE)),
    r"These are the batches handed over in \w+ \d{4}, whenever their labels were decided\.",
)
BY_BATCH = "impact.delivered.by_batch"
PRINTED = 12


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Counted anew from the tables of batches, or looked up among the figures."""
    avoidable = "impact.avoidable"
    yield reads(
        words.HANDED_OVER,
        lambda m: (count(m["labels"]), count(m["batches"])) == (sum(_sizes(claims)), len(_sizes(claims))),
    )
    yield reads(words.WORST, lambda m: _worst(claims, m), batch=".+")
    yield reads(
        THE_FIRST_OF,
        lambda m: count(m["all"]) == len(claims.figures[BY_BATCH]) > PRINTED == count(m["n"]),
        units="batches",
    )
    yield reads(
        words.NOT_AUDITED,
        lambda m: count(m["n"]) == len(_sizes(claims)) - len(claims.figures[BY_BATCH]),
    )
    yield reads(
        words.AVOIDABLE,
        lambda m: (
            prints(m["wrong"], claims.overall(avoidable))
            and prints_as_interval(m["wrong_between"], claims.overall(avoidable))
            and aims(m["goal"], claims.overall("accuracy.audit"))
        ),
    )
    yield (
        rf"(?:[A-Z][\w ]+: )?nothing (?:was handed over in {claims.month}|handed over in {claims.month} was "
        r"audited)\.",
        lambda m: not _audited(claims) and (" was audited" in m[0] or not len(_sizes(claims))),
    )
    yield rf"(?:[A-Z][\w ]+: )?{words.CLASSES_UNKNOWN}\.", lambda m: not claims.holds("label_classes")


def _sizes(claims: Claims) -> pd.Series:
    """The labels of each batch of the period that holds any."""
    table = claims.table("deliveries")
    if table.empty:
        return pd.Series(dtype=int)
    day = (
        pd.to_datetime(table["delivered_at"], utc=True).dt.tz_convert(claims.context.market.timezone).dt.date
    )
    ours = table.loc[(day >= claims.start) & (day < claims.end), "batch_id"]
    held = claims.table("delivered_labels")
    return held[held["batch_id"].isin(ours)].groupby("batch_id")["labels"].sum()


def _audited(claims: Claims) -> bool:
    audits = claims.table("audited_labels")
    return bool(len(audits)) and bool(audits["delivered_batch_id"].isin(_sizes(claims).index).any())


def _worst(claims: Claims, match: re.Match[str]) -> bool:
    worst = max(claims.figures[BY_BATCH], key=lambda f: f.value)
    size = _sizes(claims)[worst.by["batch"]]
    return match["batch"] == worst.by["batch"] and (
        prints(match["wrong"], worst) and count(match["labels"]) == size
    )

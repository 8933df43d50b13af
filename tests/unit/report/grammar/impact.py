"""Wrong labels that were handed over, and those that can still be avoided."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from ..printed import BETWEEN, INTEGER, NUMBER, prints, prints_interval
from .reading import aims, count

if TYPE_CHECKING:
    from ..claims import Check, Claims

TITLES = ("What wrong labels cost",)
FIXED = (
    r"Missed: a violation labelled as none\. Unfounded: none labelled as a violation\.",
    r"Labels that audits found wrong and that were corrected before delivery are taken off\.",
    r"Lot: as its inspection before delivery found it\.",
    r"These are the batches handed over in \w+ \d{4}, whenever their labels were decided\.",
)
BY_BATCH = "impact.delivered.by_batch"
PRINTED = 12


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Counted anew from the tables of batches, or looked up among the figures."""
    yield (
        rf"(?P<labels>{INTEGER}) labels? in (?P<batches>{INTEGER}) batch(?:es)? were handed over$",
        lambda m: (count(m["labels"]), count(m["batches"])) == (sum(_sizes(claims)), len(_sizes(claims))),
    )
    yield (
        rf"Most wrong labels are in (?P<batch>.+): about (?P<value>{NUMBER}) of (?P<labels>{INTEGER})$",
        lambda m: _worst(claims, m),
    )
    yield (
        rf"The first {PRINTED} of (?P<n>{INTEGER}) batches; the data file has all\.",
        lambda m: count(m["n"]) == len(claims.figures[BY_BATCH]) > PRINTED,
    )
    yield (
        rf"(?P<n>{INTEGER}) batch(?:es)? (?P<verb>has|have) no audited label\.",
        lambda m: (
            count(m["n"]) == len(_sizes(claims)) - len(claims.figures[BY_BATCH])
            and (m["verb"] == "has") == (count(m["n"]) == 1)
        ),
    )
    yield (
        rf"If as many labels come next month and accuracy stays as it is, reaching the target of "
        rf"(?P<goal>{NUMBER}) would avoid about (?P<value>{NUMBER}) wrong labels \({BETWEEN}\)\.",
        lambda m: (
            prints(m["value"], claims.overall("impact.avoidable"))
            and prints_interval(m["low"], m["high"], claims.overall("impact.avoidable"))
            and aims(m["goal"], claims.overall("accuracy.audit"))
        ),
    )
    yield (
        rf"(?:[A-Z][\w ]+: )?nothing (?:was handed over in {claims.month}|handed over in {claims.month} was "
        r"audited)\.",
        lambda m: not _audited(claims) and (" was audited" in m[0] or not len(_sizes(claims))),
    )
    yield r"(?:[A-Z][\w ]+: )?which labels are violations is not known\.", lambda m: not claims.holds(
        "label_classes"
    )  # fmt: skip


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
        prints(match["value"], worst) and count(match["labels"]) == size
    )

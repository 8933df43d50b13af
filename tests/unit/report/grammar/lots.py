"""Delivered lots: how they were delivered, and what their plan lets through."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from labelqa.report.language.shortened import THE_FIRST_OF
from labelqa.report.sections.lots import words

from ..printed import prints, rounds
from .plans import target
from .reading import count, lists, reads

if TYPE_CHECKING:
    from labelqa.components import FigureOfRecord

    from ..claims import Check, Claims

TITLES = ("Lots handed over",)
FIXED = tuple(reads(text)[0] for text in (words.PLAN_NOTE, words.OUTGOING_NOTE, words.CURVE_ALT))
AQLS = (0.01, 0.015, 0.025, 0.04, 0.065, 0.1, 0.15, 0.25, 0.4, 0.65, 1.0, 1.5, 2.5, 4.0, 6.5, 10.0)


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Counted anew from the table; what a plan lets through is its figures'."""
    yield from _titles(claims)
    yield reads(
        THE_FIRST_OF, lambda m: count(m["all"]) == len(_lots(claims)) > count(m["n"]) == 16, units="lots"
    )
    yield reads(
        words.STANDARD_NOTE,
        lambda m: rounds(
            m["aql"],
            max(aql / 100 for aql in AQLS if aql / 100 <= _tolerated(claims)[0] + 1e-9),
            "share",
            0.0,
        ),
    )
    yield reads(
        words.CHANCE_NOTE,
        lambda m: len(_tolerated(claims)) == 1 and rounds(m["limit"], _tolerated(claims)[0], "share", 0.0),
    )
    yield reads(words.CHANCES_NOTE, lambda m: len(_tolerated(claims)) > 1)
    for message, way in ((words.DUE_TIGHTENED, "tight"), (words.DUE_STOPPED, "stop")):
        yield reads(message, lambda m, way=way: lists(m["queues"], _due(claims)[way]), queues="[^.]+")
    yield from _curve(claims)


def _titles(claims: Claims) -> Iterator[tuple[str, Check]]:
    yield reads(
        words.NONE_REJECTED,
        lambda m: count(m["n"]) == len(_inspected(claims)) and not len(_rejected(claims)),
    )
    yield reads(
        words.REJECTED,
        lambda m: (
            (count(m["n"]), count(m["all"])) == (len(_rejected(claims)), len(_inspected(claims)))
            and count(m["labels"]) == int(_rejected(claims)["n_labels"].sum())
            and count(m["labels"]) == claims.overall("lots.rejected_labels").value
        ),
    )
    yield reads(
        words.NONE_INSPECTED,
        lambda m: count(m["n"]) == len(_lots(claims)) and not len(_inspected(claims)),
    )
    yield (
        rf"(?:Accepted lots: )?(?i:{reads(words.NO_LOT, span=claims.month)[0]})",
        lambda m: not len(_lots(claims)),
    )
    yield (
        r"(?:Accepted lots: |Accepted lots cannot be given: )?[Nn]o lot was inspected\.",
        lambda m: not len(_inspected(claims)),
    )


def _curve(claims: Claims) -> Iterator[tuple[str, Check]]:
    yield reads(
        words.CURVE,
        lambda m: (
            any(rounds(m["tolerated"], share, "share", 0.0) for share in _tolerated(claims))
            and prints(m["chance"], _of_plan(claims, "chance"))
            and prints(m["limiting"], _of_plan(claims, "limiting_quality"))
        ),
    )
    yield reads(words.CURVE_NOTE, lambda m: _inspects(claims, m))


def _inspects(claims: Claims, match: re.Match[str]) -> bool:
    """Whether so many lots have the plan, and it lets so much out."""
    lots, n, c = _inspected(claims), count(match["inspected"]), count(match["wrong"])
    return (
        f"{n}/{c}" == _of_plan(claims, "chance").by["plan"]
        and count(match["all"]) == len(lots)
        and count(match["n"]) == int(((lots["lot_n"] == n) & (lots["lot_c"] == c)).sum())
        and prints(match["outgoing"], _of_plan(claims, "outgoing_limit"))
    )


def _lots(claims: Claims) -> pd.DataFrame:
    """The lots handed over in the period, by the market's days."""
    table = claims.table("deliveries")
    if table.empty:
        return table
    zone = claims.context.market.timezone
    at = pd.to_datetime(table["delivered_at"], utc=True).dt.tz_convert(zone).dt.date
    return table[(at >= claims.start) & (at < claims.end)]


def _inspected(claims: Claims) -> pd.DataFrame:
    lots = _lots(claims)
    return lots[lots["lot_verdict"].notna() & (lots["lot_c"] < lots["lot_n"])] if len(lots) else lots


def _rejected(claims: Claims) -> pd.DataFrame:
    lots = _inspected(claims)
    return lots[lots["lot_verdict"] == "rejected"] if len(lots) else lots


def _tolerated(claims: Claims) -> list[float]:
    """The shares wrong that are tolerated of the period's lots: by their requests, or by the target."""
    requests = claims.table("requests")
    wanted = pd.Series(float("nan"), index=_lots(claims).index)
    if len(requests):
        wanted = _lots(claims)["request_id"].map(requests.set_index("request_id")["quality_target"])
    wanted = wanted.astype(float).fillna(target(claims))
    return sorted({round(1 - share, 9) for share in wanted.dropna()})


def _of_plan(claims: Claims, name: str) -> FigureOfRecord:
    return claims.figures[f"lots.{name}.by_plan"][0]


def _due(claims: Claims) -> dict[str, list[str]]:
    """The queues whose next lot is due tightened inspection or none, by the rule counted anew."""
    table, requests = claims.table("deliveries"), claims.table("requests")
    queues = table["request_id"].map(requests.set_index("request_id")["queue_id"])
    found: dict[str, list[str]] = {"tight": [], "stop": []}
    table = table[table["lot_verdict"].notna() & (table["lot_c"] < table["lot_n"])]
    for queue, part in table.groupby(queues):
        lots = (part.sort_values(["delivered_at", "batch_id"])["lot_verdict"] == "accepted").tolist()
        state, since = "", 0
        for i in range(len(lots)):
            run = lots[since : i + 1]
            if not state and run[-5:].count(False) > 1:
                state, since = "tight", i + 1
            elif state == "tight" and run.count(False) == 5:
                state = "stop"
            elif state == "tight" and run[-5:] == [True] * 5:
                state, since = "", i + 1
        if state:
            found[state].append(claims.names["queue"].get(str(queue), str(queue)))
    return found

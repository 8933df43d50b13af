"""Delivered lots: how they were delivered, and what their plan lets through."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from ..printed import INTEGER, NUMBER, prints, rounds
from .plans import target
from .reading import COUNT, count, lists

if TYPE_CHECKING:
    from labelqa.components import FigureOfRecord

    from ..claims import Check, Claims

TITLES = ("Lots handed over",)
FIXED = (
    r"Plan: labels inspected, and how many of them may be wrong\.",
    r"AOQL: the highest share wrong that goes out where rejected lots are put right\.",
    r"Curve of the chance that a lot is accepted, falling with its share of wrong labels\.",
)
AQLS = (0.01, 0.015, 0.025, 0.04, 0.065, 0.1, 0.15, 0.25, 0.4, 0.65, 1.0, 1.5, 2.5, 4.0, 6.5, 10.0)


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Counted anew from the table; what a plan lets through is its figures'."""
    yield from _titles(claims)
    yield (
        rf"The first 16 of (?P<n>{INTEGER}) lots; the data file has all\.",
        lambda m: count(m["n"]) == len(_lots(claims)) > 16,
    )
    yield (
        rf"Standard: the plan of ISO 2859-1, level II, at AQL (?P<aql>{NUMBER})\.",
        lambda m: rounds(
            m["aql"],
            max(aql / 100 for aql in AQLS if aql / 100 <= _tolerated(claims)[0] + 1e-9),
            "share",
            0.0,
        ),
    )
    yield (
        rf"Chance: that the plan accepts a lot of which (?:(?P<limit>{NUMBER})|what its request tolerates) "
        rf"is wrong\.",
        lambda m: (
            len(_tolerated(claims)) > 1
            if m["limit"] is None
            else len(_tolerated(claims)) == 1 and rounds(m["limit"], _tolerated(claims)[0], "share", 0.0)
        ),
    )
    yield (
        r"By the standard's switching rules, inspection (?P<way>is due tightened|is to be stopped) in "
        r"(?P<names>[^.]+)\.",
        lambda m: lists(m["names"], _due(claims)["stop" if "stopped" in m["way"] else "tight"]),
    )
    yield from _curve(claims)


def _titles(claims: Claims) -> Iterator[tuple[str, Check]]:
    yield (
        rf"None of (?P<n>{INTEGER}) inspected lots was rejected$",
        lambda m: count(m["n"]) == len(_inspected(claims)) and not len(_rejected(claims)),
    )
    yield (
        rf"(?P<some>{COUNT}) of (?P<n>{INTEGER}) inspected lots (?P<were>was|were) rejected, and "
        rf"(?P<labels>{INTEGER}) labels? went out all the same$",
        lambda m: (
            (count(m["some"]), count(m["n"])) == (len(_rejected(claims)), len(_inspected(claims)))
            and (m["were"] == "was") == (len(_rejected(claims)) == 1)
            and count(m["labels"]) == int(_rejected(claims)["n_labels"].sum())
            and count(m["labels"]) == claims.overall("lots.rejected_labels").value
        ),
    )
    yield (
        rf"(?P<n>{INTEGER}) lots? (?:was|were) handed over, none of them inspected$",
        lambda m: count(m["n"]) == len(_lots(claims)) and not len(_inspected(claims)),
    )
    yield (
        rf"(?:Accepted lots: )?[Nn]o lot was handed over in {claims.month}\.",
        lambda m: not len(_lots(claims)),
    )
    yield (
        r"(?:Accepted lots: |Accepted lots cannot be given: )?[Nn]o lot was inspected\.",
        lambda m: not len(_inspected(claims)),
    )


def _curve(claims: Claims) -> Iterator[tuple[str, Check]]:
    yield (
        rf"Of lots with (?P<tolerated>{NUMBER}) wrong, (?P<chance>{NUMBER}) are accepted; of those with "
        rf"(?P<limiting>{NUMBER}), one in ten(?:\.|$)",
        lambda m: (
            any(rounds(m["tolerated"], share, "share", 0.0) for share in _tolerated(claims))
            and prints(m["chance"], _of_plan(claims, "chance"))
            and prints(m["limiting"], _of_plan(claims, "limiting_quality"))
        ),
    )
    yield (
        rf"The plan of (?P<some>{INTEGER}) of (?P<all>{INTEGER}) lots?: (?P<n>{INTEGER}) labels? inspected, "
        rf"at most (?P<c>{INTEGER}) of them wrong\.",
        lambda m: (
            f"{count(m['n'])}/{count(m['c'])}" == _of_plan(claims, "chance").by["plan"]
            and count(m["all"]) == len(_inspected(claims))
            and count(m["some"])
            == int(
                (
                    (_inspected(claims)["lot_n"] == count(m["n"]))
                    & (_inspected(claims)["lot_c"] == count(m["c"]))
                ).sum()
            )
        ),
    )
    yield (
        rf"At most (?P<limit>{NUMBER}) wrong goes out where rejected lots are put right\.",
        lambda m: prints(m["limit"], _of_plan(claims, "outgoing_limit")),
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

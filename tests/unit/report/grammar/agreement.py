"""Double labels and the SOP: how many, how blind, how far they agree, and who is at fault."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pandas as pd

from ..printed import BETWEEN, INTEGER, NUMBER, prints, prints_interval
from .reading import COUNT, count, lists

if TYPE_CHECKING:
    from labelqa.components import FigureOfRecord

    from ..claims import Check, Claims

TITLES = ()
FIXED = (
    r"Krippendorff's limits: from 0\.80 on labels can be relied on, from 0\.667 on tentatively\.",
    r"Surely: with the whole interval\.",
    r"Dot chart of agreement beyond chance with intervals\.",
    r"Dot and bar: alpha with its 95% interval\. Ring: AC1\. Tick: raw agreement\.",
    r"Given by both: how likely another person gives the label where one did\.",
    r"Alpha: the label against all others\.",
    r"Laid to the SOP: a gap or an ambiguity, of the errors with a reason\.",
    r"Running share: of all wrong labels, down to this clause\. With 95% intervals\.",
    r"The competent are the better half by the model of Dawid and Skene\.",
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


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Counted anew from the tables, or read off the figures."""
    yield (
        rf"(?P<n>{INTEGER}) items? (?:was|were) labelled by two people or more\.",
        lambda m: count(m["n"]) == len(_doubles(claims)) == claims.overall("agreement.raw").n,
    )
    yield from _blindness(claims)
    yield from _bands(claims)
    yield from _clauses(claims)
    yield from _variance(claims)
    yield (
        rf"(?:[A-Z][\w ]+: )?no double labels in {claims.month}\.",
        lambda m: not len(_doubles(claims)),
    )
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
    yield r"All double labels were given blind\.", lambda m: _doubles(claims)["blind"].astype(bool).all()
    yield (
        rf"Only (?P<share>{NUMBER}) of the double labels were given blind: agreement is too high\.",
        lambda m: prints(m["share"], claims.overall("agreement.blind")),
    )
    yield (
        r"Nobody recorded whether double labels were given blind; if not, agreement is too high\.",
        lambda m: claims.table("overlaps")["blind"].isna().all(),
    )
    yield (
        r"There is not one disagreement, which is too good to be independent\.",
        lambda m: claims.overall("agreement.raw").value == 1 and claims.overall("agreement.raw").n >= 500,
    )


def _bands(claims: Claims) -> Iterator[tuple[str, Check]]:
    def told(match: dict[str, str]) -> bool:
        known = [f for f in claims.figures[ALPHA] if f.value is not None]
        above, below = sum(f.low >= 0.8 for f in known), sum(f.high < 0.667 for f in known)
        said = count(match["below"]) if match["below"] else 0
        return (count(match["above"]), said, count(match["n"])) == (above, below, len(known))

    yield (
        rf"Alpha surely reaches 0\.80 in (?P<above>{COUNT}) of (?P<n>{INTEGER}) queues?"
        rf"(?: and surely stays below 0\.667 in (?P<below>{COUNT}))?(?:\.|$)",
        lambda m: told(m.groupdict()),
    )
    yield (
        r"Fewer than ten people labelled in (?P<names>.+?)\.(?= |$)",
        lambda m: lists(m["names"], _flagged(claims, "people")),
    )
    yield (
        r"Not one disagreement, too good to be independent, in (?P<names>.+?)\.(?= |$)",
        lambda m: lists(m["names"], _flagged(claims, "too good")),
    )
    yield (
        rf"The first 12 of (?P<n>{INTEGER}) (?P<noun>labels|clauses); the data file has all\.",
        lambda m: (
            count(m["n"])
            == {
                "labels": sum(
                    f.value is not None for f in claims.figures.get("agreement.specific.by_label", [])
                ),
                "clauses": len(claims.figures.get(CLAUSES, [])),
            }[m["noun"]]
            > 12
        ),
    )


def _flagged(claims: Claims, word: str) -> list[str]:
    return [claims.called(f) for f in claims.figures[ALPHA] if any(word in flag for flag in f.flags)]


def _clauses(claims: Claims) -> Iterator[tuple[str, Check]]:
    def known() -> list[FigureOfRecord]:
        return [f for f in claims.figures[CLAUSES] if f.value is not None]

    yield (
        rf"More than 25% of the errors are surely laid to the SOP under (?P<some>{COUNT}) of "
        rf"(?P<n>{INTEGER}) clauses?$",
        lambda m: (count(m["some"]), count(m["n"])) == (sum(f.low > 0.25 for f in known()), len(known())),
    )


def _variance(claims: Claims) -> Iterator[tuple[str, Check]]:
    def shares(match: dict[str, str]) -> bool:
        held = {f.by["source"]: f for f in claims.figures["ambiguity.variance.by_source"]}
        return all(
            prints(match[f"{name}_value"], held[name])
            and prints_interval(match[f"{name}_low"], match[f"{name}_high"], held[name])
            for name in ("item", "agent")
        )

    def gap() -> FigureOfRecord:
        return claims.figures["ambiguity.variance_difference.overall"][0]

    def share(name: str) -> str:
        between = BETWEEN.replace("<low>", f"<{name}_low>").replace("<high>", f"<{name}_high>")
        return rf"(?P<{name}_value>{NUMBER}) \({between}\)"

    yield (
        rf"Of the variance of right and wrong in the weeks to {claims.month}, {share('item')} lies in the "
        rf"items and {share('agent')} in the people\.",
        lambda m: shares(m.groupdict()),
    )
    yield (
        rf"From (?P<n>{INTEGER}) items? it cannot be told which is more\.",
        lambda m: count(m["n"]) == gap().n and gap().low <= 0 <= gap().high,
    )
    yield (
        r"Items differ more than people: clarify the SOP before coaching\.",
        lambda m: gap().low > 0,
    )
    yield (
        r"People differ more than items: coach before rewriting the SOP\.",
        lambda m: gap().high < 0,
    )

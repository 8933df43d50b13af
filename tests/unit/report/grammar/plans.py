"""Next period's sampling plan, and what an agent's audits can show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from ..printed import BETWEEN, INTEGER, NUMBER, prints, prints_interval, rounds
from .reading import count

if TYPE_CHECKING:
    from labelqa.components import FigureOfRecord

    from ..claims import Check, Claims

TITLES = ("What to audit next",)
FIXED = (
    r"Drawn in proportion to labels and to how much being right varies, at least 50 from each stratum "
    r"\(Neyman\)\.",
    r"Precision: half the width of the 95% interval to expect\.",
    r"QA hours: at the mean time of an audit\.",
    r"Audits are drawn from all vendors' labels; a vendor's edition does not plan them\.",
    r"Exact binomial, one-sided at 5%, of audits drawn evenly\.",
)
WANTED = 0.01
WHY = "people differ|there are too few labels"
FEW = 1.96**2 * 0.25 / WANTED**2  # with fewer labels no audit of them all need be enough
NEEDED = "plan.audits_to_show.by_true_share"
SCOPES = ("vendor_id", "queue_id", "role", "tenure_band")


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Each number is its figure's; this period's audits are counted anew."""
    aim = rf"(?P<aim>No number of audits would give accuracy to ±(?P<wanted>{NUMBER}), for (?P<why>{WHY}); )?"
    yield (
        rf"{aim}(?P<n>{INTEGER}) audits?(?P<anew>, drawn anew,)? would give accuracy to ±(?P<then>{NUMBER}); "
        rf"the (?P<now>{INTEGER}) audits? of {claims.month} gave ±(?P<before>{NUMBER})\.",
        lambda m: (
            count(m["n"]) == _plan(claims, "audits").value
            and count(m["now"]) == len(claims.drawn()) == _plan(claims, "audited").value
            and prints(m["then"], _plan(claims, "half_width"))
            and prints(m["before"], _plan(claims, "half_width_now"))
            and bool(m["aim"]) == bool(m["anew"])
            and (not m["wanted"] or rounds(m["wanted"], WANTED, "points", 0.0))
            and (m["why"] != "there are too few labels" or _frame(claims) < FEW)
            and (bool(m["aim"]) or _plan(claims, "half_width").value < 1.1 * WANTED)
        ),
    )
    yield (
        rf"The plan takes about (?P<value>{NUMBER}) of QA \({BETWEEN}\)\.",
        lambda m: (
            prints(m["value"], _plan(claims, "hours"))
            and prints_interval(m["low"], m["high"], _plan(claims, "hours"))
        ),
    )
    yield (
        rf"(?P<n>{INTEGER}) audits? to draw, (?:as many as|(?P<apart>{INTEGER}) (?P<way>more|fewer) than) in "
        rf"{claims.month}$",
        lambda m: (
            count(m["n"]) == _plan(claims, "audits").value
            and {"more": 1, "fewer": -1, None: 0}[m["way"]] * count(m["apart"] or "0")
            == _plan(claims, "audits").value - _plan(claims, "audited").value
        ),
    )
    yield (
        rf"The 24 largest of (?P<n>{INTEGER}) strata; the data file has all\.",
        lambda m: (
            count(m["n"]) == claims.drawn()[["design_id", "stratum_id"]].drop_duplicates().shape[0] > 24
        ),
    )
    yield (
        r"No sampling plan can be made: no audit was drawn at random and came to a verdict\.",
        lambda m: claims.drawn().empty or not claims.drawn()["verdict"].isin(["correct", "incorrect"]).any(),
    )
    yield from _power(claims)


def _power(claims: Claims) -> Iterator[tuple[str, Check]]:
    yield (
        rf"(?P<n>{INTEGER}) audits?, an agent's median in three months, show an agent to be below "
        rf"(?P<goal>{NUMBER}) four times in five where its true accuracy is (?P<share>{NUMBER}) or less\.",
        lambda m: (
            count(m["n"]) == _plan(claims, "highest_shown").n
            and rounds(m["goal"], target(claims), "share", 0.0)
            and prints(m["share"], _plan(claims, "highest_shown"))
        ),
    )
    yield (
        rf"(?P<n>{INTEGER}) audits?, an agent's median in three months, cannot show anybody to be below "
        rf"{NUMBER}\.",
        lambda m: (
            (count(m["n"]), 0.0) == (_plan(claims, "highest_shown").n, _plan(claims, "highest_shown").value)
        ),
    )
    yield (
        rf"(?P<n>{INTEGER}) audits show a true (?P<share>{NUMBER}) to be below (?P<goal>{NUMBER})$",
        lambda m: (
            any(
                rounds(m["share"], float(f.by["true_share"]), "share", 0.0) and count(m["n"]) == f.value
                for f in claims.figures[NEEDED]
            )
            and rounds(m["goal"], target(claims), "share", 0.0)
        ),
    )
    yield (
        rf"To tell (?P<goal>{NUMBER}) from (?P<other>{NUMBER}) in two groups takes (?P<n>{INTEGER}) audits "
        rf"of each\.",
        lambda m: (
            rounds(m["goal"], target(claims), "share", 0.0)
            and rounds(m["other"], target(claims) - 0.02, "share", 0.0)
            and count(m["n"]) == _plan(claims, "audits_for_change").value
        ),
    )
    yield (
        r"Without a target of accuracy there is nothing that audits could show an agent to miss\.",
        lambda m: pd.isna(target(claims)),
    )


def _plan(claims: Claims, name: str) -> FigureOfRecord:
    return claims.figures[f"plan.{name}.overall"][0]


def _frame(claims: Claims) -> float:
    """The labels of all strata."""
    return sum(f.value for f in claims.figures["plan.frame.by_design_stratum"])


def target(claims: Claims) -> float:
    """The market's own target of accuracy; nan where none was agreed."""
    table = claims.table("targets")
    if table.empty:
        return float("nan")
    ours = table["market_id"].isna() | (table["market_id"] == claims.context.market.id)
    whole = table[[*SCOPES]].isna().all(axis=1) & (table["metric"] == "accuracy")
    rows = table[ours & whole].sort_values("market_id", na_position="first")
    return float(rows["target"].iloc[-1]) if len(rows) else float("nan")

"""Next period's sampling plan, and what an agent's audits can show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from labelqa.report.sections.sampling import plan_words as words

from ..printed import prints, prints_as_interval, rounds
from .reading import count, reads

if TYPE_CHECKING:
    from labelqa.components import FigureOfRecord

    from ..claims import Check, Claims

TITLES = ("What to audit next",)
FIXED = (reads(words.NOT_A_VENDOR_S)[0],)
WANTED = 0.01
FEW = 1.96**2 * 0.25 / WANTED**2  # with fewer labels no audit of them all need be enough
NEEDED = "plan.audits_to_show.by_true_share"
SCOPES = ("vendor_id", "queue_id", "role", "tenure_band")


def sentences(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Each number is its figure's; this period's audits are counted anew."""
    yield reads(
        words.NO_WIDTH,
        lambda m: (
            _gets(claims, m)
            and rounds(m["wanted"], WANTED, "points", 0.0)
            and (m["why"] == "people differ" or _frame(claims) < FEW)
        ),
        why="people differ|there are too few labels",
        period=claims.month,
    )
    yield reads(
        words.WIDTH,
        lambda m: _gets(claims, m) and _plan(claims, "half_width").value < 1.1 * WANTED,
        period=claims.month,
    )
    yield reads(
        words.HOURS,
        lambda m: (
            prints(m["hours"], _plan(claims, "hours"))
            and prints_as_interval(m["hours_between"], _plan(claims, "hours"))
        ),
    )
    for message, way in ((words.TO_DRAW_AS_MANY, 0), (words.TO_DRAW_MORE, 1), (words.TO_DRAW_FEWER, -1)):
        yield reads(message, lambda m, way=way: _draws(claims, m, way), period=claims.month)
    yield reads(words.PLAN_NOTE, lambda m: count(m["fewest"]) == 50)
    yield reads(
        words.THE_LARGEST,
        lambda m: count(m["all"]) == _strata(claims) > 24 == count(m["n"]),
    )
    yield reads(
        words.NO_PLAN,
        lambda m: claims.drawn().empty or not claims.drawn()["verdict"].isin(["correct", "incorrect"]).any(),
    )
    yield from _power(claims)


def _power(claims: Claims) -> Iterator[tuple[str, Check]]:
    def goal(match: re.Match[str]) -> bool:
        return rounds(match["goal"], target(claims), "share", 0.0)

    yield reads(
        words.SHOWS,
        lambda m: (
            count(m["n"]) == _plan(claims, "highest_shown").n
            and goal(m)
            and prints(m["highest"], _plan(claims, "highest_shown"))
        ),
    )
    yield reads(
        words.SHOWS_NOBODY,
        lambda m: (
            (count(m["n"]), 0.0) == (_plan(claims, "highest_shown").n, _plan(claims, "highest_shown").value)
        ),
    )
    yield reads(
        words.POWER,
        lambda m: (
            any(
                rounds(m["share"], float(f.by["true_share"]), "share", 0.0) and count(m["n"]) == f.value
                for f in claims.figures[NEEDED]
            )
            and goal(m)
        ),
    )
    yield reads(
        words.POWER_NOTE,
        lambda m: (
            m["alpha"] == "5%"
            and goal(m)
            and rounds(m["other"], target(claims) - 0.02, "share", 0.0)
            and count(m["apart"]) == _plan(claims, "audits_for_change").value
        ),
    )
    yield reads(words.NO_TARGET, lambda m: pd.isna(target(claims)))


def _gets(claims: Claims, match: re.Match[str]) -> bool:
    """Whether the audits proposed and those there are give what is said."""
    return (
        count(match["total"]) == _plan(claims, "audits").value
        and count(match["now"]) == len(claims.drawn()) == _plan(claims, "audited").value
        and prints(match["width"], _plan(claims, "half_width"))
        and prints(match["width_now"], _plan(claims, "half_width_now"))
    )


def _strata(claims: Claims) -> int:
    return len(claims.drawn()[["design_id", "stratum_id"]].drop_duplicates())


def _draws(claims: Claims, match: re.Match[str], way: int) -> bool:
    """Whether so many are to be drawn, and so many more or fewer than now."""
    apart = count(match.groupdict().get("apart", "0"))
    proposed, now = _plan(claims, "audits").value, _plan(claims, "audited").value
    return count(match["n"]) == proposed and way * apart == proposed - now


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

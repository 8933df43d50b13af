"""The first page: what the report is about, and the market's own weeks as dots."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping

from ...components import Cover
from ...estimates import Estimate, Estimates, Target
from ..data.setting import Setting
from ..drawing.microcharts import dots, month_ticks
from ..language.vocabulary import PLURALS, SingularPlural, term
from ..language.words import joined
from . import words

MOST_ROWS = 12
_WEEKS = 26
_FAR, _NEAR = ("#F4723F", "#A9CBE2"), ("#B98E6C", "#5F97BF")  # (below, above) the line the colours turn at


def cover(
    setting: Setting, weekly: Estimates, target: Target | None, facts: tuple[tuple[str, str], ...]
) -> Cover:
    """`weekly` is a share by ("week", one other column); without rows the cover has no art."""
    context = setting.context
    held = {(by["week"], _name(setting, by)): estimate for by, estimate in weekly if estimate.exists}
    weeks = sorted({week for week, _ in held})[-_WEEKS:]
    names = _largest(held)
    shown = {key: held[key] for key in held if key[0] in weeks and key[1] in names}
    art = len(weeks) > 1
    turn = target.value if target else _mean(list(held.values()))
    goal = setting.numerals.goal(turn, weekly.unit)
    line = words.AT_TARGET(setting.numerals, goal=goal) if target else words.AT_MEAN
    return Cover(
        title=context.title,
        market_id=context.market.id,
        market=context.market.name,
        period=context.period.text,
        period_label=context.period.label,
        edition=context.edition,
        owner=context.owner,
        facts=facts,
        svg=_drawn(setting, held, weeks, names, turn) if art else "",
        alt=_alt(setting, weekly, shown, turn, line) if art else "",
        key=_key(setting, weekly, len({name for _, name in held}), line) if art else "",
    )


def _drawn(
    setting: Setting, held: dict[tuple[str, str], Estimate], weeks: list[str], names: list[str], turn: float
) -> str:
    most = max(estimate.n for estimate in held.values())
    rows = [(name, [_dot(held.get((week, name)), most, turn) for week in weeks]) for name in names]
    days = [dt.date.fromisoformat(week[:10]) for week in weeks]
    return dots(rows, month_ticks(days, setting.numerals.month))


def _dot(estimate: Estimate | None, most: int, turn: float) -> tuple[float, str]:
    if estimate is None:
        return math.nan, ""
    spread = (estimate.high - estimate.low) / 2
    shades = _FAR if abs(estimate.value - turn) > spread else _NEAR
    return estimate.n / most, shades[estimate.value >= turn]


def _largest(held: dict[tuple[str, str], Estimate]) -> list[str]:
    sizes: dict[str, int] = {}
    for (_, name), estimate in held.items():
        sizes[name] = sizes.get(name, 0) + estimate.n
    return sorted(sorted(sizes, key=lambda name: (-sizes[name], name))[:MOST_ROWS])


def _name(setting: Setting, by: dict[str, str]) -> str:
    return next((setting.name(column, key) for column, key in by.items() if column != "week"), "")


def _mean(estimates: list[Estimate]) -> float:
    total = sum(e.n for e in estimates)
    return sum(e.value * e.n for e in estimates) / total if total else math.nan


def _alt(
    setting: Setting, weekly: Estimates, shown: Mapping[tuple[str, str], Estimate], turn: float, line: str
) -> str:
    """Chart type and main trend: how many of the dots are below the line."""
    numerals, (weeks, rows) = setting.numerals, (len({key[i] for key in shown}) for i in (0, 1))
    below = sum(estimate.value < turn for estimate in shown.values())
    known = {"weeks": weeks, "below": below, "n": len(shown), "line": line}
    if len(weekly.by) == 1:
        return words.DOTS(numerals, **known)
    return words.DOTS_BY(numerals, rows=rows, units=_forms(weekly)[rows != 1], **known)


def _key(setting: Setting, weekly: Estimates, rows: int, line: str) -> str:
    numerals, counted = setting.numerals, term(weekly.name).counted[1]
    key = words.KEY(numerals, counted=counted, line=line)
    if rows <= MOST_ROWS:
        return key
    cut = words.LARGEST(numerals, most=MOST_ROWS, n=rows, units=_forms(weekly)[1], counted=counted)
    return joined(key, cut)


def _forms(weekly: Estimates) -> SingularPlural:
    return next(PLURALS[column] for column in weekly.by if column != "week")

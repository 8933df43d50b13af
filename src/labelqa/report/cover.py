"""The first page: what the report is about, and the market's own weeks as dots."""

from __future__ import annotations

import datetime as dt
import math

from ..components import Cover
from ..estimates import Estimate, Estimates, Target
from .microcharts import dots, month_ticks
from .setting import Setting

_ROWS = 5
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
    art = len(weeks) > 1
    turn = target.value if target else _mean(list(held.values()))
    line = f"the target of {setting.numerals.value(turn, weekly.unit)}" if target else "the market's mean"
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
        alt=f"One dot for each of {len(names)} rows and {len(weeks)} weeks; warm where below {line}."
        if art
        else "",
        key=f"Each dot is one week. Size: {_counted(weekly)}. Colour: warm is below {line}, cool above it."
        if art
        else "",
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
    return sorted(sorted(sizes, key=lambda name: (-sizes[name], name))[:_ROWS])


def _name(setting: Setting, by: dict[str, str]) -> str:
    return next((setting.name(column, key) for column, key in by.items() if column != "week"), "")


def _mean(estimates: list[Estimate]) -> float:
    total = sum(e.n for e in estimates)
    return sum(e.value * e.n for e in estimates) / total if total else math.nan


def _counted(weekly: Estimates) -> str:
    from .vocabulary import term

    return f"number of {term(weekly.name).counted[1]}"

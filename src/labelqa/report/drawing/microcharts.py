"""Charts of a few marks, written by hand: a tile's strip and line, and the cover's dots."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Sequence

from ...estimates import Estimate, Unit
from ...fonts import letters
from . import theme
from .svg import escaped

Point = tuple[float, float]

_STRIP = (150, 16)
_SMALL = 7
_LINE = (150, 30)


def strip(estimate: Estimate, target: float | None, low: float, high: float, ink: str) -> str:
    """A value with its interval on an axis from `low` to `high`; the target is a black tick."""
    width, height = _STRIP
    place = _axis(low, high, 4, width - 4)
    middle = height / 2
    marks = [_line((0, middle), (width, middle), theme.HAIR, 1.2)]
    if target is not None:
        marks.append(_line((place(target), 1.5), (place(target), height - 1.5), theme.INK, 1.1))
    marks.append(
        f'<rect x="{_n(place(estimate.low))}" y="{_n(middle - 2)}" height="4" '
        f'width="{_n(max(place(estimate.high) - place(estimate.low), 1))}" fill="{ink}" fill-opacity=".35"/>'
    )
    marks.append(f'<circle cx="{_n(place(estimate.value))}" cy="{_n(middle)}" r="3.1" fill="{ink}"/>')
    return _svg(width, height, marks)


def reach(estimates: Sequence[Estimate], targets: Sequence[float]) -> tuple[float, float]:
    """One axis for many strips: from the lowest to the highest end, the targets included, with some air."""
    ends = [*targets, *(end for e in estimates if e.exists for end in (e.low, e.high))]
    low, high = min(ends), max(ends)
    air = 0.12 * (high - low) or 0.05 * abs(high) or 1.0
    share = all(e.unit is Unit.SHARE for e in estimates)
    return max(low - air, 0.0), min(high + air, 1.0) if share else high + air


def line(values: Sequence[float], target: float | None, ink: str) -> str:
    """A line over equal steps, gaps where there is no value, a dot at its end; empty below two values."""
    known = [value for value in values if not math.isnan(value)]
    if len(known) < 2:
        return ""
    width, height = _LINE
    ends = known if target is None else [*known, target]
    up = _axis(min(ends), max(ends), height - 4, 4)
    across = _axis(0, len(values) - 1, 3, width - 5)
    marks = []
    if target is not None:
        marks.append(_line((0, up(target)), (width, up(target)), theme.INK_3, 0.7, dashed=True))
    marks += [
        f'<polyline points="{" ".join(run)}" fill="none" stroke="{ink}" stroke-width="1.3" '
        'stroke-linejoin="round" stroke-linecap="round"/>'
        for run in _runs([(across(i), up(v)) for i, v in enumerate(values)])
    ]
    last = max(i for i, value in enumerate(values) if not math.isnan(value))
    marks.append(f'<circle cx="{_n(across(last))}" cy="{_n(up(values[last]))}" r="2.4" fill="{ink}"/>')
    return _svg(width, height, marks)


def dots(rows: Sequence[tuple[str, Sequence[tuple[float, str]]]], ticks: Sequence[tuple[int, str]]) -> str:
    """
    The cover's art: one row of dots per name.

    A dot is (size from 0 to 1 by area, colour); size nan leaves its place empty. `ticks` are (column, text).
    Beyond five rows, rows and dots shrink to the height of five.
    """
    width, step = 493.2, min(53.0, 4 * 53.0 / max(len(rows) - 1, 1))
    radius = min(8.6, (step - 10) / 2)
    columns = max(len(marks) for _, marks in rows)
    across = _axis(0, max(columns - 1, 1), radius, width - radius)
    height = 24 + step * (len(rows) - 1) + 30
    marks: list[str] = []
    for place, (name, series) in enumerate(rows):
        middle = 24 + place * step
        marks.append(
            _text(0, middle - radius - min(6.4, step - 2 * radius - 7), letters.short(name, width / _SMALL))
        )
        marks += [
            f'<circle cx="{_n(across(i))}" cy="{_n(middle)}" r="{_n(radius * size**0.5)}" fill="{ink}"/>'
            for i, (size, ink) in enumerate(series)
            if not math.isnan(size)
        ]
    for column, text in ticks:
        half = _SMALL * letters.width(text) / 2
        middle = min(max(across(column), half), width - half)
        marks.append(_text(middle, height - 6, text, "middle"))
    return _svg(width, height, marks)


def month_ticks(weeks: Sequence[dt.date], name: Callable[[dt.date], str]) -> list[tuple[int, str]]:
    """The first week of every month, except one too near to the next to be written."""
    first = [i for i, week in enumerate(weeks) if i == 0 or week.month != weeks[i - 1].month]
    return [
        (i, name(weeks[i]))
        for i, following in zip(first, [*first[1:], len(weeks) + 2], strict=True)
        if following - i > 1
    ]


def _axis(low: float, high: float, start: float, end: float) -> Callable[[float], float]:
    span = (high - low) or 1.0
    return lambda value: start + (min(max(value, low), high) - low) / span * (end - start)


def _runs(points: Sequence[tuple[float, float]]) -> list[list[str]]:
    runs: list[list[str]] = [[]]
    for x, y in points:
        if math.isnan(y):
            runs.append([])
        else:
            runs[-1].append(f"{_n(x)},{_n(y)}")
    return [run for run in runs if len(run) > 1]


def _svg(width: float, height: float, marks: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(width)} {_n(height)}" aria-hidden="true">'
        f"{''.join(marks)}</svg>"
    )


def _line(start: Point, end: Point, ink: str, weight: float, *, dashed: bool = False) -> str:
    dashes = ' stroke-dasharray="2 2"' if dashed else ""
    (x1, y1), (x2, y2) = start, end
    return (
        f'<line x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}" '
        f'stroke="{ink}" stroke-width="{weight}"{dashes}/>'
    )


def _text(x: float, y: float, words: str, anchor: str = "start") -> str:
    return (
        f'<text x="{_n(x)}" y="{_n(y)}" font-family="Inter" font-size="{_SMALL}" fill="#8FA3B2" '
        f'text-anchor="{anchor}">{escaped(words)}</text>'
    )


def _n(number: float) -> str:
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text

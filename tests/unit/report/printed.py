"""Whether a printed number is a figure: read from the text, its rounding and its digits worked out anew."""

from __future__ import annotations

import math
import re

from labelqa.components import FigureOfRecord

NUMBER = r"[+−]?[\d,]+(?:\.\d+)?(?:%| pts|/h| s)?"
BETWEEN = rf"(?P<low>{NUMBER}) to (?P<high>{NUMBER})"
_UNITS = {"%": "share", " pts": "points", "/h": "per_hour", " s": "seconds", "": "count"}
_SCALES = {"share": 100, "points": 100}


def parsed(text: str) -> tuple[float, int, str]:
    """The number of a text, its decimals and its unit."""
    digits, unit = re.fullmatch(r"([+−]?[\d,]+(?:\.\d+)?)(.*)", text).groups()
    number = digits.replace(",", "").replace("−", "-")
    return float(number), len(number.partition(".")[2]), _UNITS[unit]


def rounds(text: str, value: float, unit: str, width: float) -> bool:
    """
    Whether `text` is `value` rounded as printed, its last digit worth at least a hundredth of `width`.

    More digits are right only where fewer would print something as nothing, or not all as all.
    """
    number, decimals, said = parsed(text)
    scale = _SCALES.get(unit, 1)
    exact, step = scale * value, 10.0**-decimals
    if unit == "count":
        step = next(10.0**k for k in range(12) if 10.0**k >= width / 100 - 1e-9)
        near = abs(number - exact) <= step / 2 + 1e-6 and number % step == 0
        shown = number == round(exact) and round(exact / step) == 0  # fewer digits would say none
        return said == "count" and (near or shown)
    if abs(number - exact) > step / 2 + 1e-6 or said not in {unit, "count"}:
        return False
    fewer = round(exact, decimals - 1)
    lies = fewer != round(exact, decimals) and fewer in ((0, 100) if unit == "share" else (0,))
    return decimals == 0 or step >= scale * width / 100 - 1e-9 or lies


def prints(text: str, figure: FigureOfRecord) -> bool:
    """Whether `text` is the figure's value; a decided one may show what parts it from its target."""
    width = figure.high - figure.low
    if rounds(text, figure.value, figure.unit, width):
        return True
    _, decimals, _ = parsed(text)
    scale = _SCALES.get(figure.unit, 1)
    parts = figure.verdict in {"met", "missed"} and math.isclose(
        round(scale * figure.value, decimals - 1), round(scale * figure.target, decimals - 1)
    )
    return parts and rounds(text, figure.value, figure.unit, 0.0)


def prints_interval(low: str, high: str, figure: FigureOfRecord) -> bool:
    """Whether two texts are the figure's ends; the first may leave its unit to the second."""
    width, unit = figure.high - figure.low, figure.unit
    ends = ((low, figure.low), (high, figure.high))
    clear = figure.low > 0 or figure.high < 0  # a change: its nearer end must not print as none
    widths = (0.0,) if unit == "points" and clear else (width,)
    return all(rounds(text, end, unit, w) for text, end in ends for w in widths) and (
        parsed(high)[2] == unit and len({sign(text) * abs(parsed(text)[0]) for text, _ in ends}) <= 2
    )


def sign(text: str) -> int:
    """The sign that is printed: −1, 1, or 0 without one."""
    return {"−": -1, "+": 1}.get(text[0], 0)

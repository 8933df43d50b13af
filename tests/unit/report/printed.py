"""Whether a printed number is a figure: read from the text, its rounding and its digits worked out anew."""

from __future__ import annotations

import math
import re

from labelqa.components import FigureOfRecord

# How each locale marks thousands and decimals; the texts of reports are English everywhere.
NOTATIONS = {
    **dict.fromkeys(("en_SG", "en_GB", "en_001", "th_TH"), (",", ".")),
    **dict.fromkeys(("en_ID", "id_ID", "pt_BR", "vi_VN"), (".", ",")),
}
INTEGER = r"(?:\d{1,3}(?:,\d{3})+|\d+)"
NUMBER = rf"[+−]?{INTEGER}(?:\.\d+)?(?:%| pts|/h| s| days| h| FTE)?"
BETWEEN = rf"(?P<low>{NUMBER}) (?:to (?P<high>{NUMBER})|or more)"
_MARK = re.compile(r"(?<=\d)[.,](?=\d)")
_UNITS = {
    "%": "share", " pts": "points", "/h": "per_hour", " s": "seconds", " days": "days", " h": "hours",
    " FTE": "fte", "": "count",
}  # fmt: skip
_SCALES = {"share": 100, "points": 100}


def canonical(text: str, locale: str) -> str:
    """A text with its numbers as en_GB writes them, 1,234.5, and September's short name as Sep."""
    thousands, decimal = NOTATIONS[locale]
    marks = {thousands: ",", decimal: "."}
    return _MARK.sub(lambda mark: marks[mark[0]], text).replace("Sept ", "Sep ")


def parsed(text: str) -> tuple[float, int, str]:
    """The number of a text, its decimals and its unit."""
    digits, unit = re.fullmatch(rf"([+−]?{INTEGER}(?:\.\d+)?)(.*)", text).groups()
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
    if rounds(text, figure.value, figure.unit, finest(figure)):
        return True
    _, decimals, _ = parsed(text)
    scale = _SCALES.get(figure.unit, 1)
    parts = figure.verdict in {"met", "missed"} and math.isclose(
        round(scale * figure.value, decimals - 1), round(scale * figure.target, decimals - 1)
    )
    return parts and rounds(text, figure.value, figure.unit, 0.0)


def prints_interval(low: str, high: str | None, figure: FigureOfRecord) -> bool:
    """Whether two texts are the figure's ends: the first may leave its unit to the second, None is open."""
    width, unit = finest(figure), figure.unit
    if high is None or figure.high is None:
        return high is figure.high and rounds(low, figure.low, unit, width)
    ends = ((low, figure.low), (high, figure.high))
    return all(rounds(text, end, unit, width) for text, end in ends) and (
        parsed(high)[2] == ("count" if unit == "index" else unit)
        and len({sign(text) * abs(parsed(text)[0]) for text, _ in ends}) <= 2
    )


def prints_as_interval(text: str, figure: FigureOfRecord) -> bool:
    """Whether a text is nothing but the figure's interval."""
    match = re.fullmatch(BETWEEN, text)
    return match is not None and prints_interval(match["low"], match["high"], figure)


def finest(figure: FigureOfRecord) -> float:
    """
    The width that bounds the digits, the interval's; an open one reaches as far above as below its value.

    A clear change in points has no bound: its nearer end must not print as none.
    """
    top = 2 * figure.value - figure.low if figure.high is None else figure.high
    clear = figure.unit == "points" and (figure.low > 0 or top < 0)
    return 0.0 if clear else top - figure.low


def sign(text: str) -> int:
    """The sign that is printed: −1, 1, or 0 without one."""
    return {"−": -1, "+": 1}.get(text[0], 0)

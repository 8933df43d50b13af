"""The digits that an interval supports, and how units are scaled and written: one rule for all print."""

from __future__ import annotations

import math

from .estimates import Estimate, Unit

SCALES = {Unit.SHARE: 100, Unit.POINTS: 100}
SUFFIXES = {
    Unit.POINTS: " pts",
    Unit.SECONDS: " s",
    Unit.PER_HOUR: "/h",
    Unit.DAYS: " days",
    Unit.HOURS: " h",
    Unit.FTE: " FTE",
}
_MOST_STEPS = 100  # of the last digit that an interval may be wide
_COARSEST = -6  # millions


def supported(estimate: Estimate) -> int:
    """
    The decimals of an estimate's value and interval; the one rule for all that is printed.

    A digit is printed only where the interval is at most _MOST_STEPS of it wide: a share whose interval is
    wider than 10 points has no decimals. Only counts lose whole digits too: 4,466 (3,812 to 5,120) is
    4,500 (3,800 to 5,100).
    """
    most_usual = usual(estimate.value, estimate.unit)
    top = estimate.high if math.isfinite(estimate.high) else 2 * estimate.value - estimate.low
    width = SCALES.get(estimate.unit, 1) * (top - estimate.low)
    if not width > 0:  # complete counts, and nan
        return most_usual
    most = math.floor(math.log10(_MOST_STEPS / width) + 1e-9)
    return max(min(most_usual, most), _COARSEST if estimate.unit is Unit.COUNT else 0)


def usual(value: float, unit: Unit) -> int:
    """The decimals of a value of which nothing else is known."""
    if unit is Unit.COUNT:
        return 0
    if unit is Unit.INDEX:
        return 2
    return 0 if unit not in {Unit.SHARE, Unit.POINTS} and abs(value) >= 100 else 1

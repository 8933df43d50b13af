"""How numbers and dates are printed: digits by the market's locale, month names in the report's English."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from functools import cached_property

from babel import Locale, UnknownLocaleError, dates, numbers

from ...estimates import Estimate, Unit
from ...measures.proportions import wilson
from ...precision import SCALES, SUFFIXES, supported, usual

MINUS = "\N{MINUS SIGN}"
NOTHING = "\N{EN DASH}"
_MOST_DECIMALS = 4


@dataclass(frozen=True)
class Numerals:
    """Prints values of every unit; `locale` is the market's, such as en_SG or pt_BR."""

    locale: str

    def value(self, value: float, unit: Unit) -> str:
        """A value that has no interval, such as an end of an axis, in its unit: 95.0%, 14.0 s, 1,032."""
        return self._printed(value, unit, _truthful(value, unit, usual(value, unit)))

    def goal(self, value: float, unit: Unit) -> str:
        """A target, which is exact, with all its decimals: 95.0%, 97.25%."""
        scaled, decimals = SCALES.get(unit, 1) * value, usual(value, unit)
        while decimals < _MOST_DECIMALS and not math.isclose(scaled, round(scaled, decimals), abs_tol=1e-9):
            decimals += 1
        return self._printed(value, unit, decimals)

    def estimate(self, estimate: Estimate, *, apart_from: float | None = None) -> str:
        """
        An estimate's value with the digits that its interval supports: 94.7%, but 65/h where it is vague.

        `apart_from`: a value, such as a target, that must not print the same unless it is the same.
        """
        value, unit = estimate.value, estimate.unit
        decimals = _truthful(value, unit, supported(estimate))
        while (
            apart_from is not None and decimals < _MOST_DECIMALS and _clash(value, apart_from, unit, decimals)
        ):
            decimals += 1
        return self._printed(value, unit, decimals)

    def interval(self, estimate: Estimate) -> str:
        """The ends of an interval with its value's decimals: 31.7 to 32.2 s; 13 days or more."""
        return self.between(estimate, estimate.low, estimate.high)

    def between(self, estimate: Estimate, low: float, high: float) -> str:
        """An interval of an estimate that is not its own, such as one of 90 %, printed the same way."""
        if not estimate.exists:
            return NOTHING
        decimals, suffix = supported(estimate), SUFFIXES.get(estimate.unit, "")
        if math.isinf(high):
            return f"{self._printed(low, estimate.unit, decimals)} or more"
        text = " to ".join(self._printed(end, estimate.unit, decimals) for end in (low, high))
        return text.replace(suffix, "", 1) if suffix else text

    def precision(self, estimate: Estimate) -> str:
        """Half the width of a share's interval: ±1.3 pts."""
        if not estimate.exists:
            return NOTHING
        half = (estimate.high - estimate.low) / 2
        return f"±{self._printed(half, Unit.POINTS, supported(estimate))}"

    def observed(self, share: float, n: float) -> str:
        """A plain share of `n` observations, as if its interval were Wilson's."""
        low, high = wilson(share * n, n)
        return self.estimate(Estimate(share, float(low), float(high), int(n), n, "wilson"))

    def change(self, difference: Estimate) -> str:
        """A difference with its sign: +0.6 pts, −12."""
        return self._signed(difference.value, difference.unit, _decimals_of_change(difference))

    def change_interval(self, difference: Estimate) -> str:
        """The ends of a difference's interval: −1.2 to +0.3 pts."""
        unit, decimals = difference.unit, _decimals_of_change(difference)
        text = " to ".join(self._signed(end, unit, decimals) for end in (difference.low, difference.high))
        return text.replace(SUFFIXES[unit], "", 1) if unit in SUFFIXES else text

    def count(self, number: float) -> str:
        """A whole number with the locale's thousands mark."""
        return self.decimal(number, 0)

    def decimal(self, number: float, places: int) -> str:
        """A number with exactly `places` decimals; below 0 it is rounded to tens, hundreds and so on."""
        rounded = round(number, places)
        form = "#,##0" + ("." + "0" * places if places > 0 else "")
        text: str = numbers.format_decimal(abs(rounded), format=form, locale=self.locale)
        return f"{MINUS}{text}" if rounded < 0 else text

    def percent(self, share: float, places: int) -> str:
        """A share as percent with exactly `places` decimals, spaced as the locale does."""
        form = self._locale.percent_formats[None].pattern.split(";")[0]
        if places:
            form = form.replace("##0", "##0." + "0" * places)
        rounded = round(share, places + 2)
        text: str = numbers.format_percent(abs(rounded), format=form, locale=self.locale)
        return f"{MINUS}{text}" if rounded < 0 else text

    def day(self, day: dt.date) -> str:
        """A date in words: 2 November 2026."""
        text: str = dates.format_date(day, format="long", locale=self._words)
        return text

    def short_day(self, day: dt.date) -> str:
        """A day within the year: 2 Nov."""
        text: str = dates.format_skeleton("MMMd", day, locale=self._words)
        return text

    def month(self, day: dt.date) -> str:
        """An axis label: Oct."""
        text: str = dates.format_date(day, format="LLL", locale=self._words)
        return text

    def p_value(self, p: float | None) -> str:
        """A p value or a false discovery rate: 0.031, <0.001, or NOTHING where there is none."""
        if p is None or math.isnan(p):
            return NOTHING
        return f"<{self.decimal(0.001, 3)}" if p < 0.001 else self.decimal(p, 3)

    def _printed(self, value: float, unit: Unit, decimals: int) -> str:
        if math.isnan(value):
            return NOTHING
        if unit is Unit.SHARE:
            return self.percent(value, decimals)
        return self.decimal(SCALES.get(unit, 1) * value, decimals) + SUFFIXES.get(unit, "")

    def _signed(self, value: float, unit: Unit, decimals: int) -> str:
        if math.isnan(value):
            return NOTHING
        scaled = SCALES.get(unit, 1) * value
        text = self.decimal(scaled, decimals) + SUFFIXES.get(unit, "")
        return f"+{text}" if round(scaled, decimals) > 0 else text

    @cached_property
    def _locale(self) -> Locale:
        return Locale.parse(self.locale)

    @cached_property
    def _words(self) -> Locale:
        # The text is English and its typefaces hold no Thai: only the order of day and month is local.
        try:
            return Locale("en", self._locale.territory)
        except UnknownLocaleError:
            return Locale("en", "GB")


def _decimals_of_change(difference: Estimate) -> int:
    """Enough to show that a clear change is one: its nearer end does not print as no change."""
    decimals, scale = supported(difference), SCALES.get(difference.unit, 1)
    nearer, most = scale * max(difference.low, -difference.high), _MOST_DECIMALS
    if difference.unit is Unit.COUNT:
        most = 0  # there is no part of a label
    while nearer > 0 and round(nearer, decimals) == 0 and decimals < most:
        decimals += 1
    return decimals


def _truthful(value: float, unit: Unit, decimals: int) -> int:
    """As many decimals as keep something from printing as nothing, and a share short of all as all."""
    if math.isnan(value):
        return decimals
    scaled, most = SCALES.get(unit, 1) * value, {Unit.SHARE: 2, Unit.COUNT: 0}.get(unit, decimals)
    limits = (0.0, 100.0) if unit is Unit.SHARE else (0.0,)
    while decimals < most and any(
        round(scaled, decimals) == limit and not math.isclose(scaled, limit, abs_tol=1e-9) for limit in limits
    ):
        decimals += 1
    return decimals


def _clash(value: float, other: float, unit: Unit, decimals: int) -> bool:
    scale = SCALES.get(unit, 1)
    return value != other and round(scale * value, decimals) == round(scale * other, decimals)

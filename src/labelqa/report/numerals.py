"""How numbers and dates are printed: digits by the market's locale, month names in the report's English."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from functools import cached_property

from babel import Locale, UnknownLocaleError, dates, numbers

from ..estimates import Estimate, Unit

MINUS = "\N{MINUS SIGN}"
NOTHING = "\N{EN DASH}"
_MOST_DECIMALS = 4
_SUFFIXES = {Unit.POINTS: " pts", Unit.SECONDS: " s", Unit.PER_HOUR: "/h"}


@dataclass(frozen=True)
class Numerals:
    """Prints values of every unit; `locale` is the market's, such as en_SG or pt_BR."""

    locale: str

    def value(self, value: float, unit: Unit, *, apart_from: float | None = None) -> str:
        """
        A value in its unit: 94.7%, 14.0 s, 1,032.

        `apart_from`: a value, such as a target, that must not print the same unless it is the same.
        """
        if math.isnan(value):
            return NOTHING
        decimals = _decimals(value, unit)
        while (
            apart_from is not None and decimals < _MOST_DECIMALS and _clash(value, apart_from, unit, decimals)
        ):
            decimals += 1
        return self._printed(value, unit, decimals)

    def interval(self, estimate: Estimate) -> str:
        """The ends of an interval: 94.4% to 95.0%, 31.7 to 32.2 s."""
        if not estimate.exists:
            return NOTHING
        unit = estimate.unit
        if unit not in _SUFFIXES:
            return f"{self.value(estimate.low, unit)} to {self.value(estimate.high, unit)}"
        decimals = _decimals(estimate.value, unit)
        ends = (self._printed(end, unit, decimals) for end in (estimate.low, estimate.high))
        return " to ".join(ends).replace(_SUFFIXES[unit], "", 1)

    def change(self, value: float, unit: Unit) -> str:
        """A difference with its sign: +0.6 pts, −12."""
        unit = Unit.POINTS if unit is Unit.SHARE else unit
        if math.isnan(value):
            return NOTHING
        text = self._printed(value, unit, _decimals(value, unit))
        digits = {character for character in text if character.isdigit()}
        return f"+{text}" if value > 0 and digits != {"0"} else text

    def change_interval(self, estimate: Estimate) -> str:
        """The ends of a difference's interval: −1.2 to +0.3 pts."""
        ends = (self.change(end, estimate.unit) for end in (estimate.low, estimate.high))
        text = " to ".join(ends)
        return text.replace(_SUFFIXES[estimate.unit], "", 1) if estimate.unit in _SUFFIXES else text

    def count(self, number: float) -> str:
        """A whole number with the locale's thousands mark."""
        return self.decimal(number, 0)

    def decimal(self, number: float, places: int) -> str:
        """A number with exactly `places` decimals."""
        rounded = round(number, places)
        form = "#,##0" + ("." + "0" * places if places else "")
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

    def _printed(self, value: float, unit: Unit, decimals: int) -> str:
        if unit is Unit.SHARE:
            return self.percent(value, decimals)
        value = 100 * value if unit is Unit.POINTS else value
        return self.decimal(value, decimals) + _SUFFIXES.get(unit, "")

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


def _decimals(value: float, unit: Unit) -> int:
    """The fewest decimals that do not lie: a share just short of 100 % never prints as 100 %."""
    if unit is Unit.COUNT:
        return 0
    if unit is Unit.INDEX:
        return 2
    if unit in {Unit.SECONDS, Unit.PER_HOUR}:
        return 1 if abs(value) < 100 else 0
    if unit is Unit.SHARE and not (value in (0, 1) or 0.0005 <= value < 0.9995):
        return 2
    return 1


def _clash(value: float, other: float, unit: Unit, decimals: int) -> bool:
    scale = 100 if unit in {Unit.SHARE, Unit.POINTS} else 1
    return value != other and round(scale * value, decimals) == round(scale * other, decimals)

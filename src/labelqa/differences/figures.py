"""Figures of record that moved, by more than matters; and those that are new or gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from babel.numbers import format_decimal

from ..components import FigureOfRecord
from ..estimates import Estimate, Unit
from ..precision import SCALES, SUFFIXES, supported

Kind = Literal["moved", "new", "gone"]
NOTHING = "\N{EN DASH}"


@dataclass(frozen=True)
class FigureChange:
    """A figure before and after, None on the side without it; `either` is the later one there is."""

    before: FigureOfRecord | None
    after: FigureOfRecord | None
    either: FigureOfRecord

    @property
    def kind(self) -> Kind:
        """What became of it."""
        if self.before is None:
            return "new"
        return "gone" if self.after is None else "moved"

    @property
    def verdicts(self) -> tuple[str, ...]:
        """Its verdicts where it has another one now, else none."""
        found = dict.fromkeys(each.verdict for each in (self.before, self.after) if each)
        return tuple(found) if len(found) > 1 else ()

    @property
    def told(self) -> str:
        """It in a line: name, by what, before, after."""
        name = " ".join([self.either.name, *(f"{key}={text}" for key, text in self.either.by.items())])
        judged = f" ({' to '.join(self.verdicts)})" if self.verdicts else ""
        return f"{name}: {value(self.before, 'en')} to {value(self.after, 'en')}{judged}"


@dataclass(frozen=True)
class FigureChanges:
    """All that changed, in the order of the report after; how many stayed, and how many moved too little."""

    changes: tuple[FigureChange, ...]
    stayed: int
    slight: int

    def of(self, kind: Kind) -> list[FigureChange]:
        """The changes of one kind."""
        return [change for change in self.changes if change.kind == kind]


def compare(
    before: Iterable[FigureOfRecord],
    after: Iterable[FigureOfRecord],
    materiality: Mapping[str, float],
) -> FigureChanges:
    """
    What became of each figure.

    One has moved where its verdict changed, or its value by at least its materiality; where none is given,
    by what is seen in print.
    """
    was, now = _by_key(before), _by_key(after)
    pairs = [FigureChange(was.get(key), now.get(key), (was | now)[key]) for key in now | was]
    told = [pair for pair in pairs if pair.kind != "moved" or _moved(pair, materiality)]
    same = sum(pair.before == pair.after for pair in pairs)
    return FigureChanges(tuple(told), same, len(pairs) - len(told) - same)


def value(figure: FigureOfRecord | None, locale: str, other: float | None = None) -> str:
    """A figure's value, or another one such as its target, with the digits that its interval supports."""
    own = figure.value if figure else None
    return _printed(figure, locale, own if other is None else other)


def interval(figure: FigureOfRecord | None, locale: str) -> str:
    """The ends of its interval: 94.4% to 95.0%; nothing where it has none."""
    if figure is None or figure.value is None or figure.low == figure.high:
        return ""
    return f"{_printed(figure, locale, figure.low)} to {_printed(figure, locale, figure.high)}"


def _by_key(figures: Iterable[FigureOfRecord]) -> dict[tuple[str, ...], FigureOfRecord]:
    return {(figure.name, *(f"{k}={v}" for k, v in sorted(figure.by.items()))): figure for figure in figures}


def _moved(change: FigureChange, materiality: Mapping[str, float]) -> bool:
    before, after = change.before, change.after
    if before is None or after is None or before == after:
        return False
    least = materiality.get(after.name)
    if least is None or before.value is None or after.value is None:
        return bool(change.verdicts) or value(before, "en") != value(after, "en")
    return bool(change.verdicts) or abs(after.value - before.value) >= least


def _printed(figure: FigureOfRecord | None, locale: str, number: float | None) -> str:
    if figure is None or number is None:
        return NOTHING
    unit, decimals = Unit(figure.unit), supported(_estimate(figure))
    rounded = round(SCALES.get(unit, 1) * number, decimals)
    pattern = f"#,##0.{'0' * decimals}" if decimals > 0 else "#,##0"
    text = str(format_decimal(rounded, format=pattern, locale=locale)).replace("-", "\N{MINUS SIGN}")
    return text + ("%" if unit is Unit.SHARE else SUFFIXES.get(unit, ""))


def _estimate(figure: FigureOfRecord) -> Estimate:
    number = figure.value or 0.0
    low = number if figure.low is None else min(figure.low, number)
    high = number if figure.high is None else max(figure.high, number)
    return Estimate(number, low, high, figure.n, figure.n, figure.method, Unit(figure.unit))

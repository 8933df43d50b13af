"""The columns of an analyst's own frame: what each cell prints, and what the data file has of it."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from numbers import Number
from typing import Any, Literal

import pandas as pd
from pandas.api import types

from ...disclosure.rounding import STEPS, to_step
from ...errors import ParamsError, Problem
from ...estimates import Unit
from ...signs import isolated
from ..data.arguments.known import quoted, require
from ..data.setting import Setting
from ..language.numerals import NOTHING, Numerals
from . import own_words as words

UnitName = Literal["share", "points", "count", "seconds", "per_hour", "index", "days", "hours", "fte"]
"""The values of Unit, as a notebook writes them."""
DIGITS, MOST_PLACES = 3, 4  # of numbers that no unit is declared of: digits of the largest, decimals
SECONDS = {Unit.SECONDS: 1, Unit.HOURS: 3_600, Unit.DAYS: 86_400}  # in a unit of time
LONGEST = {Unit.SECONDS: 120, Unit.HOURS: 172_800}  # seconds that are told in a unit of time
UNITS = ", ".join(Unit)


@dataclass(frozen=True)
class FrameColumn:
    """One column, by its head: the texts that are printed and the data of its file."""

    head: str
    texts: tuple[str, ...]
    data: tuple[object, ...]
    numeric: bool = False


def frame_columns(
    setting: Setting, frame: pd.DataFrame, units: Mapping[str, UnitName], where: str
) -> list[FrameColumn]:
    """
    The named levels of a frame's index and its columns, printed by their units or by their types.

    In a vendor's edition numbers go on the steps of their units. Raises ParamsError with every column that
    cannot be told, or not to a vendor, and for a unit of a column that there is none of: `where`.
    """
    flat = _flat(frame, where)
    for name in units:
        require(name, {head for head, _ in flat}, noun="column", where=f"{where}, columns")
    told, problems = [], list[Problem]()
    for head, given in flat:
        try:
            told.append(_told(setting, head, given, Unit(units[head]) if head in units else None))
        except ParamsError as error:
            problems += [replace(each, where=f"{where}, column {quoted(head)}") for each in error.problems]
    if problems:
        raise ParamsError(*problems)
    return told


def _flat(frame: pd.DataFrame, where: str) -> list[tuple[str, pd.Series]]:
    """Every column by one head, the levels of the index first; row numbers are no column."""
    held = []
    for place, name in enumerate(frame.index.names):
        level = frame.index.get_level_values(place)
        if name is not None:
            held.append((_head(name), pd.Series(level.array)))
        elif not types.is_integer_dtype(level.dtype) and len(frame):
            raise ParamsError(
                Problem("has an index of texts without a name", where, 'name it: frame.rename_axis("site")')
            )
    return [*held, *((_head(name), frame.iloc[:, i]) for i, name in enumerate(frame.columns))]


def _head(name: object) -> str:
    parts = name if isinstance(name, tuple) else (name,)
    return ", ".join(_written(part) for part in parts if not _missing(part) and part != "")


def _written(part: object) -> str:
    """A name as text; a day, as heads of a wide frame are, without the midnight that pandas gives it."""
    at_midnight = isinstance(part, dt.datetime) and part.time() == dt.time()
    return f"{part:%Y-%m-%d}" if at_midnight else str(part)


def _told(setting: Setting, head: str, given: pd.Series, unit: Unit | None) -> FrameColumn:
    """One column. Raises ParamsError with what is wrong and the remedy."""
    column = given.astype(object).infer_objects() if _is_looked_at(given) else given
    vendor = setting.context.vendor is not None
    if types.is_timedelta64_dtype(column.dtype):
        unit, column = _durations(column, unit, vendor)
    numbers = _numbers(column)
    if numbers is None:
        if unit:
            raise ParamsError(Problem("has a unit but holds no numbers", remedy="take it out of columns"))
        texts = tuple(_text(setting.numerals, value, vendor) for value in column.tolist())
        return FrameColumn(head, texts, tuple(_datum(value) for value in column.tolist()))
    if vendor and unit is None:
        raise ParamsError(
            Problem("holds numbers of no declared unit", remedy=f"declare it in columns, one of {UNITS}")
        )
    if vendor and unit:
        numbers = [None if n is None else type(n)(to_step(n, STEPS[unit])) for n in numbers]
    printed = tuple(_printed(setting.numerals, numbers, unit))
    return FrameColumn(head, printed, tuple(numbers), numeric=True)


def _is_looked_at(given: pd.Series) -> bool:
    """Whether what it holds is known only by looking: objects, and categories."""
    return types.is_object_dtype(given.dtype) or isinstance(given.dtype, pd.CategoricalDtype)


def _durations(column: pd.Series, unit: Unit | None, vendor: bool) -> tuple[Unit | None, pd.Series]:
    """Lengths of time as numbers of the declared unit, else of the one that suits the longest."""
    seconds = column.dt.total_seconds()
    longest = seconds.abs().max()
    usual = next((each for each, most in LONGEST.items() if not longest >= most), Unit.DAYS)
    told = unit or usual
    if told not in SECONDS:
        raise ParamsError(
            Problem("holds lengths of time", remedy=f"declare it as one of {', '.join(SECONDS)}")
        )
    return (unit if vendor else told), seconds / SECONDS[told]


def _numbers(column: pd.Series) -> list[Any] | None:
    """The numbers of a column, None for those missing; None where it holds anything else."""
    values = [None if _missing(value) else value for value in column.tolist()]
    known = [value for value in values if value is not None]
    if not known:
        numeric = types.is_numeric_dtype(column.dtype) and not types.is_bool_dtype(column.dtype)
        return values if numeric else None
    if not all(isinstance(value, Number) and not isinstance(value, bool) for value in known):
        return None
    if any(isinstance(value, complex) or not math.isfinite(value) for value in known):
        raise ParamsError(
            Problem("holds numbers that are not finite", remedy="replace them, or leave their rows out")
        )
    return [value if value is None or isinstance(value, int) else float(value) for value in values]


def _printed(numerals: Numerals, numbers: Sequence[Any], unit: Unit | None) -> list[str]:
    places = _places([abs(number) for number in numbers if number])
    return [
        NOTHING
        if number is None
        else numerals.value(number, unit)
        if unit
        else numerals.decimal(number, places)
        for number in numbers
    ]


def _places(sizes: Sequence[float]) -> int:
    """Decimals that show DIGITS digits of the largest number, and something of the smallest."""
    if all(size == round(size) for size in sizes):
        return 0
    places = max(0, DIGITS - 1 - math.floor(math.log10(max(sizes))))
    while places < MOST_PLACES and round(min(sizes), places) == 0:
        places += 1
    return min(places, MOST_PLACES)


def _text(numerals: Numerals, value: Any, vendor: bool) -> str:
    """Anything but a column of numbers, in words. Raises ParamsError for what a vendor cannot be told so."""
    if _missing(value):
        return NOTHING
    if isinstance(value, bool):
        return words.YES if value else words.NO
    if isinstance(value, dt.datetime):
        day, time = numerals.day(value.date()), f"{value:%H:%M}"
        return day if value.time() == dt.time() else words.MOMENT(numerals, day=day, time=time)
    if isinstance(value, dt.date):
        return numerals.day(value)
    if vendor and not isinstance(value, str):
        raise ParamsError(
            Problem(
                "holds what is neither text nor a number", remedy="make it a column of numbers, with a unit"
            )
        )
    return isolated(str(value))


def _datum(value: Any) -> object:
    if _missing(value):
        return None
    if isinstance(value, dt.date):
        return value.isoformat()
    return value if isinstance(value, bool) else str(value)


def _missing(value: Any) -> bool:
    return value is None or (types.is_scalar(value) and bool(pd.isna(value)))

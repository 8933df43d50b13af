"""Values as a database's driver gives them, as columns of Arrow: exactly, or as text."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

import pyarrow as pa

_INT64 = range(-(2**63), 2**63)
EXACT_DIGITS = 15  # of a number that a float holds exactly
INTEGER_DIGITS = 18  # of a number that an integer holds whatever its digits
_TYPES: dict[type, pa.DataType] = {
    bool: pa.bool_(),
    int: pa.int64(),
    float: pa.float64(),
    str: pa.string(),
    dt.date: pa.date32(),
    list: pa.list_(pa.string()),
}


def decimals(precision: int | None, scale: int | None) -> pa.DataType:
    """
    What a declared decimal becomes: an integer or a number where that loses nothing, otherwise exact text.

    By its declaration, never by its values: a column must be of one type in every month.
    """
    if precision and scale == 0 and precision <= INTEGER_DIGITS:
        return pa.int64()
    if precision and precision <= EXACT_DIGITS:
        return pa.float64()
    return pa.string()


def column(values: Sequence[Any], decimal: pa.DataType) -> pa.Array:
    """
    The values of one column, None among them, in the type that holds all of them.

    `decimal` is that of decimals. Instants are UTC where they name a zone. Text is what is of several types,
    too long a number, or of a type that we have none for: objects as JSON, bytes in hex, times of day and the
    like as they print.
    """
    kinds = set(map(type, values)) - {type(None)}
    if not kinds:
        return pa.nulls(len(values))
    if kinds == {dt.datetime}:
        return _instants(values)
    if kinds == {Decimal}:
        return pa.array(_each(values, _DECIMALS.get(decimal, text)), decimal)
    if kinds == {int, float}:
        return pa.array(_each(values, float), pa.float64())
    if len(kinds) == 1 and (exact := _exactly(values, *kinds)) is not None:
        return exact
    return pa.array(_each(values, text), pa.string())


_DECIMALS: dict[pa.DataType, Callable[[Any], Any]] = {pa.int64(): int, pa.float64(): float}


def text(value: object) -> str:
    """A value as text that says all of it."""
    match value:
        case str():
            return value
        case bool():
            return str(value).lower()
        case Decimal():
            return _plain(value)
        case bytes() | bytearray() | memoryview():
            return bytes(value).hex()
        case dict() | list() | tuple():
            return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=text)
        case dt.datetime() if value.tzinfo:
            return value.astimezone(dt.UTC).isoformat()
        case dt.date() | dt.time():
            return value.isoformat()
        case Enum():
            return text(value.value)
        case UUID() | _:
            return str(value)


def _plain(value: Decimal) -> str:
    """In digits; a whole number without a point, as ids are written."""
    if not value.is_finite():
        return str(value)
    return format(value.to_integral_value() if value == value.to_integral_value() else value, "f")


def _each(values: Sequence[Any], read: Callable[[Any], Any]) -> list[Any]:
    return [None if value is None else read(value) for value in values]


def _exactly(values: Sequence[Any], kind: type) -> pa.Array | None:
    """The array of a type that Arrow has, None where it cannot hold these values."""
    if kind not in _TYPES or (kind is int and not all(v is None or v in _INT64 for v in values)):
        return None
    if kind is list and not all(v is None or all(isinstance(each, str) for each in v) for v in values):
        return None
    return pa.array(values, _TYPES[kind])


def _instants(values: Sequence[dt.datetime | None]) -> pa.Array:
    aware = {value.tzinfo is not None for value in values if value is not None}
    if aware == {True}:
        return pa.array(values, pa.timestamp("us", "UTC"))
    if aware == {False}:
        return pa.array(values, pa.timestamp("us"))
    return pa.array(_each(values, text), pa.string())

"""What plain text may be read as: numbers that lose nothing, and characters that are whole."""

from __future__ import annotations

import re

_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,15}")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,15})(\.[0-9]{1,15})?")
_EXACT = 2**53


def whole(text: str) -> int | None:
    """The integer that is written so, in digits without a leading zero; None where it is none."""
    number = int(text) if _WHOLE.fullmatch(text) else None
    return number if number is not None and is_exact(number) else None


def decimal(text: str) -> float | None:
    """The number that is written so, in digits with or without a point; None where it is none."""
    return float(text) if _DECIMAL.fullmatch(text) else None


def is_exact(number: int) -> bool:
    """Whether every reader of JSON gets this integer as it is."""
    return abs(number) <= _EXACT


def has_half_character(text: str) -> bool:
    """Whether it holds a lone surrogate, which no file can be written with."""
    return any("\ud800" <= character <= "\udfff" for character in text)

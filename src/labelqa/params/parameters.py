"""A report's own parameters: declared with a type, filled in with JSON values that fit it."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import Literal

from pydantic import Field, model_validator

from ..models import Model
from .fields import Number, Scalar, Words, refusal
from .remedies import instead
from .scalars import decimal, has_half_character, is_exact, whole

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Parameter(Model):
    """One parameter of a report, as its notebook declares it too."""

    type: Literal["text", "integer", "number", "boolean", "date", "choice"] = Field(
        description="What its values are; a date is text such as 2026-10-01."
    )
    default: Scalar = Field(description="The value where a run names none.")
    about: Words = Field(description="What it does, for the person who sets it.")
    choices: tuple[Words, ...] = Field((), description="The values of a choice.")
    low: Number | None = Field(None, description="Least value of an integer or number.")
    high: Number | None = Field(None, description="Greatest value of an integer or number.")

    @model_validator(mode="after")
    def _is_consistent(self) -> Parameter:
        if (self.type == "choice") != bool(self.choices):
            raise refusal("choices do not go with the type", "a choice has choices, nothing else has")
        if self.type not in {"integer", "number"} and (self.low, self.high) != (None, None):
            raise refusal(f"low and high do not go with the type {self.type}", "leave them out")
        self.value(self.default)
        return self

    def value(self, given: object) -> Scalar:
        """
        The JSON value that `given` stands for; text, as from a command line, is read by the type.

        Raises PydanticCustomError, whose context has the remedy.
        """
        match self.type:
            case "text":
                return _text(given)
            case "choice":
                return self._choice(given)
            case "boolean":
                return _boolean(given)
            case "date":
                return _date(given)
            case "integer":
                return self._bounded(_integer(given))
            case "number":
                return self._bounded(_number(given))

    def _choice(self, given: object) -> str:
        if not isinstance(given, str) or given not in self.choices:
            raise refusal(f"{given!r} is not one of its choices", instead(given, self.choices))
        return given

    def _bounded(self, number: float) -> float:
        low = -math.inf if self.low is None else self.low
        high = math.inf if self.high is None else self.high
        if not low <= number <= high:
            raise refusal(f"{number} is out of bounds", f"give a value from {low:g} to {high:g}")
        return number


def _text(given: object) -> str:
    if not isinstance(given, str):
        raise refusal(f"{given!r} is not text", "put it in quotes")
    if has_half_character(given):
        raise refusal(f"{given!r} holds half of a character", "write the character itself")
    return given


def _boolean(given: object) -> bool:
    words = {"true": True, "false": False}
    if isinstance(given, bool):
        return given
    if not isinstance(given, str) or given not in words:
        raise refusal(f"{given!r} is neither true nor false", "write true or false")
    return words[given]


def _date(given: object) -> str:
    try:
        if isinstance(given, str) and _DATE.fullmatch(given):
            return dt.date.fromisoformat(given).isoformat()
    except ValueError:
        pass
    raise refusal(f"{given!r} is not a date", "write it as 2026-10-01")


def _integer(given: object) -> int:
    number = whole(given) if isinstance(given, str) else given
    if isinstance(number, bool) or not isinstance(number, int) or not is_exact(number):
        raise refusal(f"{given!r} is not a whole number", "write digits only, such as 12")
    return number


def _number(given: object) -> float:
    number = decimal(given) if isinstance(given, str) else given
    if isinstance(number, bool) or not isinstance(number, int | float) or not math.isfinite(number):
        raise refusal(f"{given!r} is not a number", "write it as 0.95")
    return number

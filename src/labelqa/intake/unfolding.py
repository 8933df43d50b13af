"""The fields of JSON objects as columns: those within others by names with dots, lists as rows if asked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from .staged import refused

Field: TypeAlias = str | list[str | bool] | None
_WHOLE = re.compile(r"(-?\d+)\.0+")


class Number(str):
    """A number as it is written: none of its digits is lost, however many there are."""

    __slots__ = ()


def an_object(found: Any, place: str) -> dict[str, Any]:
    """What was found, which must be an object."""
    if isinstance(found, dict):
        return found
    raise refused(place, f"is {_kind(found)}, not an object with fields", "deliver an object for each row")


def _kind(value: Any) -> str:
    if isinstance(value, list):
        return "a list"
    return "nothing" if value is None else "a single value"


def unfolded(found: dict[str, Any], each: tuple[str, ...], place: str) -> Iterator[dict[str, Any]]:
    """
    An object's fields, once for each element of the list that `each` names first, and of those within it.

    The names of an element's fields begin with that of its list and a dot. Raises DataError where what is
    named is there and no list.
    """
    if not each:
        yield found
        return
    name, *within = each
    elements, outside = _taken_out(found, name.split("."), place)
    for element in elements:
        if not isinstance(element, dict) and not within:
            yield {**outside, name: element}
            continue
        for inner in unfolded(an_object(element, place), tuple(within), place):
            yield {**outside, **{f"{name}.{key}": value for key, value in inner.items()}}


def _taken_out(found: dict[str, Any], path: list[str], place: str) -> tuple[list[Any], dict[str, Any]]:
    """The list at a path, none where there is none, and the object without it."""
    name, *within = path
    rest = {key: value for key, value in found.items() if key != name}
    value = found.get(name)
    if within and isinstance(value, dict):
        elements, inner = _taken_out(value, within, place)
        return elements, {**rest, name: inner}
    if value is None:
        return [], rest
    if within or not isinstance(value, list):
        raise refused(place, f"{name} is {_kind(value)}, not a list", "correct each in params/sources.yml")
    return value, rest


def flat(fields: dict[str, Any], place: str) -> dict[str, Field]:
    """Fields within fields by their names with dots; a list of single values stays one, others are JSON."""
    named: dict[str, Field] = {}
    for name, value in fields.items():
        if isinstance(value, dict):
            made = {f"{name}.{key}": within for key, within in flat(value, place).items()}
        else:
            made = {name: _cell(value)}
        if both := named.keys() & made.keys():
            remedy = "deliver fields without dots in their names"
            raise refused(place, f"has two fields {min(both)!r}", remedy)
        named |= made
    return named


def _cell(value: Any) -> Field:
    if isinstance(value, list):
        return value if all(isinstance(each, str | bool) for each in value) else _json(value)
    return None if value is None else _text(value)


def _text(value: str | bool) -> str:
    if isinstance(value, Number) and (whole := _WHOLE.fullmatch(value)):
        return whole[1]
    return str(value).lower() if isinstance(value, bool) else str(value)


def in_column(value: Field, *, a_list: bool) -> str | list[str] | None:
    """A field as its column has it: where not all are lists, a list is JSON."""
    if isinstance(value, list):
        return [_text(each) for each in value] if a_list else _json(value)
    return value


def _json(value: Any) -> str:
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_json(name)}: {_json(each)}" for name, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_json, value)) + "]"
    return json.dumps(value, ensure_ascii=False)

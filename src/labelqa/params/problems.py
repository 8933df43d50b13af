"""What pydantic found wrong, put into words with file, line and remedy."""

from __future__ import annotations

import json
from typing import Any, get_args

from pydantic import BaseModel, RootModel, ValidationError
from pydantic_core import ErrorDetails

from ..errors import Problem
from .addresses import may_hold_a_secret
from .remedies import instead
from .yaml import Document

_SHOWN = 60
_LOOKS_LIKE_NUMBER = "text that looks like a number, true, false or null goes in quotes"
_ELSE = "params/schemas says what it may be"


def problems(error: ValidationError, model: type[BaseModel], document: Document) -> list[Problem]:
    """Every mistake of one file, in the order of its lines."""
    details = error.errors(include_url=False)
    found = [_problem(each, model, document) for each in details if not _follows(each, details)]
    return sorted(found, key=lambda problem: int(problem.where.rpartition(":")[2]))


def _follows(detail: ErrorDetails, details: list[ErrorDetails]) -> bool:
    """Whether a list is said to be too short only because the items in it have mistakes of their own."""
    loc = detail["loc"]
    within = (other["loc"] for other in details if len(other["loc"]) > len(loc))
    return detail["type"] == "too_short" and any(other[: len(loc)] == loc for other in within)


def _problem(detail: ErrorDetails, model: type[BaseModel], document: Document) -> Problem:
    what, remedy = _words(detail, model)
    return Problem(what, document.place(*detail["loc"]), remedy)


def _words(detail: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    name = _name(detail["loc"])
    _, about = _described(model, detail["loc"])
    match detail["type"]:
        case "extra_forbidden":
            around, _ = _described(model, detail["loc"][:-1])
            return f"unknown key {name}", instead(name, around.model_fields)
        case "missing":
            return f"key {name} is missing", about
        case "refused":
            return f"{name}: {detail['ctx']['what']}", detail["ctx"]["remedy"]
        case "string_type":
            return f"{name} is not text: {_shown(detail)}", _LOOKS_LIKE_NUMBER
        case "model_type" | "dict_type":
            return f"{name} is not a set of keys: {_shown(detail)}", about
        case _:
            _, _, must = detail["msg"].partition(" should ")
            return f"{name} should {must}: {_shown(detail)}", about


def _name(loc: tuple[str | int, ...]) -> str:
    """What people call the place: its key, or the item's number in the list under a key."""
    match [part for part in loc if part != "[key]"]:
        case [*_, str(key), int(number)]:
            return f"{key}, item {number + 1}"
        case [*_, last]:
            return str(last)
        case _:
            return "the file"


def _shown(detail: ErrorDetails) -> str:
    text = json.dumps(detail["input"], ensure_ascii=False)
    if {"databases", "places"} & set(detail["loc"]) or may_hold_a_secret(text):
        return "(not shown, for it may hold a secret)"
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _described(model: type[BaseModel], loc: tuple[str | int, ...]) -> tuple[type[BaseModel], str]:
    """The model that holds, or is, the value at `loc`, and what the innermost field there is for."""
    about = _ELSE
    if issubclass(model, RootModel):
        model = _nested(model.model_fields["root"].annotation) or model
    for part in loc:
        if isinstance(part, str) and part in model.model_fields:
            about = model.model_fields[part].description or _ELSE
            model = _nested(model.model_fields[part].annotation) or model
    return model, about


def _nested(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_nested(argument) for argument in get_args(annotation))
    return next((found for found in inner if found), None)

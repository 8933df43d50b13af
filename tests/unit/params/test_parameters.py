"""A report's own parameters: what fits their types, and what does not."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from labelqa.params import Parameter


def parameter(kind: str, **rules: object) -> Parameter:
    """A parameter of a type, with a default that fits."""
    defaults = {
        "text": "",
        "integer": 1,
        "number": 0.5,
        "boolean": False,
        "date": "2026-10-01",
        "choice": "a",
    }
    choices = ("a", "b") if kind == "choice" else ()
    return Parameter(**{"type": kind, "default": defaults[kind], "about": "x", "choices": choices, **rules})


@pytest.mark.parametrize(
    ("kind", "given", "value"),
    [
        ("integer", "12", 12),
        ("integer", -3, -3),
        ("number", "0.90", 0.9),
        ("number", 2, 2),
        ("boolean", "true", True),
        ("boolean", False, False),
        ("date", "2026-10-31", "2026-10-31"),
        ("choice", "b", "b"),
    ],
)
def test_a_value_or_its_text_becomes_the_typed_value(kind, given, value):
    """A command line has only text; the type says how to read it."""
    found = parameter(kind).value(given)

    assert (value, type(value)) == (found, type(found))


@pytest.mark.parametrize("given", ["007", "None", "nan", "NO", "1e5", "true", "2026-10-01"])
def test_text_for_a_text_parameter_stays_as_it_is(given):
    """P12: an agent's id 007 is not 7."""
    assert given == parameter("text").value(given)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_taken_literally(text):
    """P1: quotes, backslashes, NUL, line separators and braces are characters like any other."""
    assert text == parameter("text").value(text)


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("text", 7),
        ("text", None),
        ("text", "\ud800"),
        ("text", b"x"),
        ("text", Path("x")),
        ("integer", "007"),
        ("integer", "1.0"),
        ("integer", 1.0),
        ("integer", True),
        ("integer", "1_000"),
        ("integer", "\u0661\u0662"),
        ("integer", 2**53 + 1),
        ("number", "nan"),
        ("number", float("inf")),
        ("number", "1e5"),
        ("number", True),
        ("number", Decimal("0.5")),
        ("boolean", "yes"),
        ("boolean", 1),
        ("date", "2026-13-01"),
        ("date", "20261001"),
        ("date", "2026-10-01T00:00:00"),
        ("date", dt.date(2026, 10, 1)),
        ("choice", "c"),
        ("choice", ("a",)),
        ("choice", {"a"}),
    ],
)
def test_what_does_not_fit_the_type_is_refused_with_a_remedy(kind, given):
    """P4, P5, P6, P8, P12: no value is bent until it fits, and nothing but JSON gets in."""
    with pytest.raises(PydanticCustomError) as refused:
        parameter(kind).value(given)

    assert refused.value.context["remedy"]


@pytest.mark.parametrize(("low", "high", "given"), [(1, 50, 0), (1, 50, 51), (None, 50, 51), (1, None, 0)])
def test_a_number_out_of_bounds_is_refused(low, high, given):
    """Either bound may be left open."""
    with pytest.raises(PydanticCustomError, match="is out of bounds"):
        parameter("integer", low=low, high=high, default=25).value(given)


@pytest.mark.parametrize(
    ("kind", "rules", "message"),
    [
        ("integer", {"default": 0, "low": 1}, "0 is out of bounds"),
        ("integer", {"default": "x"}, "'x' is not a whole number"),
        ("choice", {"choices": ()}, "choices do not go with the type"),
        ("text", {"choices": ("a",)}, "choices do not go with the type"),
        ("text", {"low": 1}, "low and high do not go with the type text"),
        ("choice", {"default": "c"}, "'c' is not one of its choices"),
        ("text", {"default": None}, "is not one value"),
    ],
)
def test_a_declaration_that_contradicts_itself_is_refused(kind, rules, message):
    """The default must fit too."""
    with pytest.raises(ValidationError, match=message):
        parameter(kind, **rules)

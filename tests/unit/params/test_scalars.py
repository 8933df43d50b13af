"""What text may be read as a number."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelqa.params.scalars import decimal, has_half_character, whole


@given(st.integers(-(2**53), 2**53))
def test_every_exact_integer_is_read_back_from_its_digits(number):
    """Within what every reader of JSON keeps."""
    assert number == whole(str(number))
    assert number == decimal(str(number))


@pytest.mark.parametrize("text", ["", "007", "+1", "-0", "1.0", "1e3", "1_0", "1\n", "٣", str(2**53 + 1)])
def test_what_digits_do_not_say_exactly_is_no_whole_number(text):
    """An id with a leading zero stays an id."""
    assert whole(text) is None


@pytest.mark.parametrize("text", ["", ".5", "5.", "01.5", "1e5", "nan", "inf", "1,5", "1.5\n", "0x1F"])
def test_what_is_not_digits_and_a_point_is_no_number(text):
    """No exponents, no infinities, no decimal commas."""
    assert decimal(text) is None


def test_a_decimal_may_end_in_zeros():
    """0.90 is a number where one is wanted."""
    assert (0.9, -1.5, 2.0) == (decimal("0.90"), decimal("-1.50"), decimal("2"))


def test_half_a_character_is_one_that_cannot_be_written():
    """As json reads it from an escape."""
    assert has_half_character(json.loads('"a\\ud83d"'))
    assert not has_half_character(json.loads('"a\\ud83d\\ude00"'))

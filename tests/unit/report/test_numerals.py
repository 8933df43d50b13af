"""Numbers and dates print as the market writes them and never say more or less than they are."""

from __future__ import annotations

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelqa.estimates import Estimate, Unit
from labelqa.report.numerals import MINUS, NOTHING, Numerals

ENGLISH = Numerals("en_SG")


def seconds(value: float, low: float, high: float) -> Estimate:
    """An estimate of a handling time."""
    return Estimate(value, low, high, 10, 10.0, "test", Unit.SECONDS)


@pytest.mark.parametrize(
    ("value", "unit", "printed"),
    [
        (0.94712, Unit.SHARE, "94.7%"),
        (0.9997, Unit.SHARE, "99.97%"),
        (1.0, Unit.SHARE, "100.0%"),
        (0.0002, Unit.SHARE, "0.02%"),
        (19426, Unit.COUNT, "19,426"),
        (-0.012, Unit.POINTS, f"{MINUS}1.2 pts"),
        (14.0, Unit.SECONDS, "14.0 s"),
        (1234.5, Unit.SECONDS, "1,234 s"),
        (98.04, Unit.PER_HOUR, "98.0/h"),
        (0.8123, Unit.INDEX, "0.81"),
        (math.nan, Unit.SHARE, NOTHING),
    ],
)
def test_a_value_prints_in_its_unit(value, unit, printed):
    """Shares as percent, points with their minus, nothing as a dash."""
    assert printed == ENGLISH.value(value, unit)


@pytest.mark.parametrize(
    ("locale", "percent", "count"),
    [
        ("pt_BR", "94,7%", "19.426"),
        ("de_DE", "94,7\N{NO-BREAK SPACE}%", "19.426"),
        ("th_TH", "94.7%", "19,426"),
    ],
)
def test_digits_follow_the_market(locale, percent, count):
    """The decimal mark, the thousands mark and the space before the percent sign are the locale's."""
    numerals = Numerals(locale)

    assert (percent, count) == (numerals.percent(0.947, 1), numerals.count(19426))


def test_a_date_is_in_english_with_the_market_s_order():
    """A Thai month name would have no glyph in the report's typeface."""
    day = dt.date(2026, 11, 2)

    assert "2 November 2026" == Numerals("en_SG").day(day)
    assert "November 2, 2026" == Numerals("en_US").day(day)
    assert "2 November 2026" == Numerals("th_TH").day(day)


def test_a_value_that_is_not_the_target_never_prints_as_the_target():
    """94.96 % beside a target of 95 % gets the decimals that tell them apart."""
    assert "94.96%" == ENGLISH.value(0.9496, Unit.SHARE, apart_from=0.95)
    assert "95.0%" == ENGLISH.value(0.95, Unit.SHARE, apart_from=0.95)


def test_an_interval_names_its_unit_once():
    """Seconds and rates carry their unit at the end, shares at both ends, with the value's decimals."""
    assert "31.7 to 32.2 s" == ENGLISH.interval(seconds(32.0, 31.7, 32.2))
    assert "99 to 101 s" == ENGLISH.interval(seconds(100.2, 99.4, 101.0))
    assert "94.4% to 95.0%" == ENGLISH.interval(Estimate(0.947, 0.944, 0.95, 9, 9.0, "test"))


def test_a_change_has_a_sign_unless_it_prints_as_zero():
    """Plus and minus are for what can be seen."""
    assert ["+0.6 pts", f"{MINUS}0.6 pts", "0.0 pts"] == [
        ENGLISH.change(value, Unit.POINTS) for value in (0.006, -0.006, 0.0001)
    ]


def test_the_interval_of_a_change_names_points_once():
    """From minus to plus."""
    change = Estimate(-0.001, -0.012, 0.003, 5, 5.0, "test", Unit.POINTS)

    assert f"{MINUS}1.2 to +0.3 pts" == ENGLISH.change_interval(change)


@given(st.floats(0, 1))
def test_a_share_short_of_one_never_prints_as_all(share):
    """100.0% is said only of everything, or of what two decimals cannot tell from it."""
    assert ENGLISH.value(share, Unit.SHARE) != "100.0%" or share == 1

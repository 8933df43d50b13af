"""Numbers and dates print as the market writes them and never say more or less than they are."""

from __future__ import annotations

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelqa.estimates import Estimate, Unit
from labelqa.report.language.numerals import MINUS, NOTHING, Numerals

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
        (13.25, Unit.DAYS, "13.2 days"),
        (160.0, Unit.HOURS, "160 h"),
        (15.76, Unit.FTE, "15.8 FTE"),
        (math.nan, Unit.SHARE, NOTHING),
    ],
)
def test_a_value_prints_in_its_unit(value, unit, printed):
    """Shares as percent, points with their minus, nothing as a dash."""
    assert printed == ENGLISH.value(value, unit)


@pytest.mark.parametrize(
    ("p", "printed"),
    [(0.0314, "0,031"), (0.001, "0,001"), (0.00099, "<0,001"), (math.nan, NOTHING), (None, NOTHING)],
)
def test_a_p_value_is_never_nothing(p, printed):
    """Three decimals with the locale's mark; below the last of them it says so."""
    assert printed == Numerals("pt_BR").p_value(p)


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


def share(value: float, low: float, high: float) -> Estimate:
    """An estimate of a share."""
    return Estimate(value, low, high, 100, 100.0, "test")


def test_a_value_that_is_not_the_target_never_prints_as_the_target():
    """94.96 % beside a target of 95 % gets the decimals that tell them apart."""
    near, equal = share(0.9496, 0.94, 0.96), share(0.95, 0.94, 0.96)

    assert "94.96%" == ENGLISH.estimate(near, apart_from=0.95)
    assert "95.0%" == ENGLISH.estimate(equal, apart_from=0.95)


@pytest.mark.parametrize(
    ("estimate", "printed"),
    [
        (share(0.9471, 0.944, 0.95), "94.7% (94.4% to 95.0%)"),
        (share(0.8947, 0.686, 0.971), "89% (69% to 97%)"),
        (share(1.0, 0.75, 0.99999 + 1e-5), "100% (75% to 100%)"),
        (share(0.997, 0.8, 0.9999), "99.7% (80% to 100%)"),
        (Estimate(65.3, 3.6, 126.9, 3, 3.0, "t", Unit.PER_HOUR), "65/h (4 to 127/h)"),
        (Estimate(65.3, 64.1, 66.9, 3, 3.0, "t", Unit.PER_HOUR), "65.3/h (64.1 to 66.9/h)"),
        (Estimate(4466.0, 3812.0, 5120.0, 9, 9.0, "t", Unit.COUNT), "4,500 (3,800 to 5,100)"),
        (Estimate(4466.0, 4466.0, 4466.0, 9, 9.0, "t", Unit.COUNT), "4,466 (4,466 to 4,466)"),
    ],
)
def test_no_digit_is_printed_that_its_interval_does_not_support(estimate, printed):
    """A last digit is worth a hundredth of the interval at least, and whole units stay but for counts."""
    assert printed == f"{ENGLISH.estimate(estimate)} ({ENGLISH.interval(estimate)})"


def test_a_target_prints_with_all_its_decimals():
    """It is exact: 97.25 % is not 97.2 %."""
    assert ["95.0%", "97.25%", "70.0 s"] == [
        ENGLISH.goal(*goal) for goal in ((0.95, Unit.SHARE), (0.9725, Unit.SHARE), (70.0, Unit.SECONDS))
    ]


def test_an_interval_names_its_unit_once():
    """Seconds and rates carry their unit at the end, shares at both ends, with the value's decimals."""
    assert "31.7 to 32.2 s" == ENGLISH.interval(seconds(32.0, 31.7, 32.2))
    assert "99 to 101 s" == ENGLISH.interval(seconds(100.2, 99.4, 101.0))
    assert "94.4% to 95.0%" == ENGLISH.interval(Estimate(0.947, 0.944, 0.95, 9, 9.0, "test"))


def points(value: float, low: float, high: float) -> Estimate:
    """A difference of two shares."""
    return Estimate(value, low, high, 5, 5.0, "test", Unit.POINTS)


def test_a_change_has_a_sign_unless_it_prints_as_zero():
    """Plus and minus are for what can be seen."""
    changes = [points(value, value - 0.02, value + 0.02) for value in (0.006, -0.006, 0.0001)]

    assert ["+0.6 pts", f"{MINUS}0.6 pts", "0.0 pts"] == [ENGLISH.change(change) for change in changes]


def test_a_clear_change_never_has_an_end_that_prints_as_no_change():
    """An interval that leaves out zero is printed so that it is seen to."""
    assert "+0.03 to +4.00 pts" == ENGLISH.change_interval(points(0.02, 0.0003, 0.04))


def test_a_change_of_a_count_is_whole():
    """There is no part of a label, however near to no change the interval ends."""
    change = Estimate(-17.07, -35.64, -0.02, 363, 363.0, "test", Unit.COUNT)

    assert (f"{MINUS}17", f"{MINUS}36 to 0") == (ENGLISH.change(change), ENGLISH.change_interval(change))


def test_an_open_interval_says_or_more():
    """A median whose upper end was not reached."""
    median = Estimate(23.0, 13.0, math.inf, 21, 21.0, "kaplan-meier", Unit.DAYS)

    assert ("23 days", "13 days or more") == (ENGLISH.estimate(median), ENGLISH.interval(median))


def test_the_interval_of_a_change_names_points_once():
    """From minus to plus."""
    change = Estimate(-0.001, -0.012, 0.003, 5, 5.0, "test", Unit.POINTS)

    assert f"{MINUS}1.2 to +0.3 pts" == ENGLISH.change_interval(change)


@given(st.floats(0, 1))
def test_a_share_short_of_one_never_prints_as_all(share):
    """100.0% is said only of everything, or of what nothing could tell from it."""
    assert ENGLISH.value(share, Unit.SHARE) != "100.0%" or math.isclose(share, 1)

"""Periods: how they are written, what they span, and where midnight is."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from labelqa.errors import ParamsError
from labelqa.periods import Period, PeriodKind, last_month, months, parse, window

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31))
ZONES = st.sampled_from(
    ["Asia/Singapore", "Asia/Kathmandu", "Europe/London", "America/Sao_Paulo", "Africa/Cairo", "Pacific/Apia"]
)


@pytest.mark.parametrize(
    ("text", "kind", "start", "end", "label"),
    [
        ("2026-10", PeriodKind.MONTH, (2026, 10, 1), (2026, 11, 1), "October 2026"),
        ("2026-12", PeriodKind.MONTH, (2026, 12, 1), (2027, 1, 1), "December 2026"),
        ("2028-02", PeriodKind.MONTH, (2028, 2, 1), (2028, 3, 1), "February 2028"),
        ("2026-W41", PeriodKind.WEEK, (2026, 10, 5), (2026, 10, 12), "Week 41 of 2026"),
        ("2026-W53", PeriodKind.WEEK, (2026, 12, 28), (2027, 1, 4), "Week 53 of 2026"),
        ("2026-W01", PeriodKind.WEEK, (2025, 12, 29), (2026, 1, 5), "Week 1 of 2026"),
        ("2026-Q4", PeriodKind.QUARTER, (2026, 10, 1), (2027, 1, 1), "Q4 2026"),
        (
            "2026-10-01..2026-10-20",
            PeriodKind.RANGE,
            (2026, 10, 1),
            (2026, 10, 21),
            "1 October to 20 October 2026",
        ),
        (
            "2025-12-20..2026-01-02",
            PeriodKind.RANGE,
            (2025, 12, 20),
            (2026, 1, 3),
            "20 December 2025 to 2 January 2026",
        ),
        ("2026-10-05..2026-10-05", PeriodKind.RANGE, (2026, 10, 5), (2026, 10, 6), "5 October 2026"),
    ],
)
def test_a_period_is_read_from_its_text_and_written_back(text, kind, start, end, label):
    """Every kind has its days, its label, and the text it was read from."""
    period = parse(text)

    assert Period(kind, dt.date(*start), dt.date(*end)) == period
    assert (text, label) == (period.text, period.label)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2026-13", "2026-13 is not a month; write it as 2026-10"),
        ("2026-00", "2026-00 is not a month; write it as 2026-10"),
        ("2025-W53", "2025-W53 is not a week; write it as 2026-W41"),
        ("2026-Q5", "2026-Q5 is not a quarter; write it as 2026-Q4"),
        ("2026-Q0", "2026-Q0 is not a quarter; write it as 2026-Q4"),
        (
            "2026-02-30..2026-03-01",
            "2026-02-30..2026-03-01 is not a range; write it as 2026-10-01..2026-10-20",
        ),
        (
            "2026-10-02..2026-10-01",
            "2026-10-02..2026-10-01 is not a range; write it as 2026-10-01..2026-10-20",
        ),
    ],
)
def test_a_period_that_cannot_be_is_refused_with_the_way_to_write_it(text, message):
    """The remedy is an example of the kind that was meant."""
    with pytest.raises(ParamsError) as refused:
        parse(text)

    assert message == str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "october",
        "2026-10\n",
        " 2026-10",
        "\uff12\uff10\uff12\uff16-10",
        "2026-1",
        "26-10",
        "2569-10",
        "2026/10",
        "../2026-10",
        "2026-10-01",
        "2026-10-01...2026-10-20",
    ],
)
def test_text_of_no_kind_is_refused_with_all_kinds_named(text):
    """P17, P19: line ends, full-width digits, paths and years of another calendar are no period."""
    with pytest.raises(ParamsError, match=r"is not a period; write one like 2026-10, 2026-W41, 2026-Q4, "):
        parse(text)


def test_last_month_is_read_only_where_today_is_told():
    """The library never asks what day it is."""
    assert "2026-10" == parse("last-month", dt.date(2026, 11, 23)).text
    with pytest.raises(ParamsError, match="'last-month' is not a period"):
        parse("last-month")


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ((2026, 3, 1), "2026-02"),
        ((2026, 3, 31), "2026-02"),
        ((2026, 1, 1), "2025-12"),
        ((2028, 3, 31), "2028-02"),
    ],
)
def test_last_month_is_a_calendar_month_not_thirty_days(today, expected):
    """On the 1st and on the 31st of March it is February."""
    assert expected == last_month(dt.date(*today)).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01", "2025-12"),
        ("2026-W01", "2025-W52"),
        ("2027-W01", "2026-W53"),
        ("2026-Q1", "2025-Q4"),
        ("2026-10-01..2026-10-20", "2026-09-11..2026-09-30"),
    ],
)
def test_the_previous_period_is_of_the_same_kind_and_ends_where_this_one_starts(text, expected):
    """Months and quarters differ in length; a range keeps its own."""
    period = parse(text)

    assert expected == period.previous().text
    assert period.start == period.previous().end


def test_a_month_with_a_clock_change_is_an_hour_longer_or_shorter():
    """GB puts its clocks back in October and forward in March."""
    utc = dt.UTC

    assert (
        dt.datetime(2026, 9, 30, 23, tzinfo=utc),
        dt.datetime(2026, 11, 1, tzinfo=utc),
    ) == parse("2026-10").bounds("Europe/London")
    start, end = parse("2026-03").bounds("Europe/London")
    assert dt.timedelta(days=31, hours=-1) == end - start


def test_a_day_without_midnight_starts_when_its_clock_does():
    """On 2018-11-04 the clocks of São Paulo went from 00:00 to 01:00."""
    start, end = parse("2018-11-04..2018-11-04").bounds("America/Sao_Paulo")

    assert dt.datetime(2018, 11, 4, 3, tzinfo=dt.UTC) == start
    assert dt.timedelta(hours=23) == end - start


def test_an_event_near_midnight_belongs_to_the_market_month():
    """D18: 2026-10-31T17:30Z is November in Bangkok and October in London."""
    event = dt.datetime(2026, 10, 31, 17, 30, tzinfo=dt.UTC)

    def holds(zone: str) -> bool:
        start, end = parse("2026-10").bounds(zone)
        return start <= event < end

    assert (False, True) == (holds("Asia/Bangkok"), holds("Europe/London"))


@given(DAYS, ZONES)
@example(dt.date(2011, 12, 30), "Pacific/Apia")
def test_a_day_holds_exactly_the_instants_whose_local_date_it_is(day, zone):
    """The first instant of a day is its own, the one before is not; a day that was skipped is empty."""
    start, end = Period(PeriodKind.RANGE, day, day + dt.timedelta(days=1)).bounds(zone)

    before, after = start - dt.timedelta(microseconds=1), end - dt.timedelta(microseconds=1)
    assert before.astimezone(ZoneInfo(zone)).date() < day
    assert (day if start < end else day - dt.timedelta(days=1)) == after.astimezone(ZoneInfo(zone)).date()


@given(DAYS, st.integers(1, 400))
def test_adjacent_ranges_leave_no_instant_out_and_count_none_twice(day, length):
    """A range ends at the instant at which the next one starts."""
    here = Period(PeriodKind.RANGE, day, day + dt.timedelta(days=length))

    assert here.previous().bounds("Europe/London")[1] == here.bounds("Europe/London")[0]
    assert here == parse(here.text)


def test_the_months_touched_are_named_across_a_new_year():
    """A reader of files by month opens these."""
    assert ("2026-10",) == parse("2026-10").months()
    assert ("2025-12", "2026-01") == parse("2026-W01").months()
    assert ("2026-10", "2026-11", "2026-12") == parse("2026-Q4").months()
    assert ("2025-11", "2025-12", "2026-01") == months(dt.date(2025, 11, 30), dt.date(2026, 1, 1))


@pytest.mark.parametrize(
    ("text", "weeks", "start"),
    [
        ("2026-10", 26, (2026, 5, 4)),
        ("2026-10", 2, (2026, 7, 27)),
        ("2026-Q4", 2, (2026, 6, 29)),
        ("2026-W41", 52, (2025, 10, 13)),
        ("2026-05-10..2026-05-30", 2, (2026, 1, 26)),
    ],
)
def test_the_window_holds_the_weeks_the_previous_period_and_three_months(text, weeks, start):
    """Whichever of the three reaches back furthest decides, and weeks are whole."""
    period = parse(text)

    assert (dt.date(*start), period.end) == window(period, weeks)


@given(DAYS, st.integers(1, 100), st.integers(2, 60))
def test_a_window_starts_on_a_monday_and_covers_what_a_report_compares_with(day, length, weeks):
    """The weeks in it, the period it ends in included, are at least as many as asked for."""
    period = Period(PeriodKind.RANGE, day, day + dt.timedelta(days=length))

    start, end = window(period, weeks)

    assert 0 == start.weekday()
    assert start <= period.previous().start
    assert weeks <= len(
        {d.isocalendar()[:2] for d in (start + dt.timedelta(n) for n in range((end - start).days))}
    )

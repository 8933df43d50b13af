"""Days, clocks and seasons."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from labelqa.sample.rhythm import Calendar, moment


@pytest.fixture
def calendar() -> Calendar:
    """May to October 2026."""
    return Calendar(np.datetime64("2026-10", "M"), 6)


def test_days_run_from_the_first_of_the_first_month_to_the_end_of_the_last(calendar):
    """184 days, and midnight after them."""
    assert dt.date(2026, 5, 1) == calendar.date(0).item()
    assert dt.date(2026, 10, 31) == calendar.date(calendar.length - 1).item()
    assert "2026-11-01T00:00:00" == moment(calendar.end).isoformat()


@pytest.mark.parametrize(
    ("back", "nth", "monday"),
    [(0, 1, dt.date(2026, 10, 5)), (1, 2, dt.date(2026, 9, 14)), (4, 1, dt.date(2026, 6, 1))],
)
def test_mondays_are_counted_within_their_month(calendar, back, nth, monday):
    """A month that begins on a Monday has its first there."""
    assert monday == calendar.date(calendar.monday(back, nth)).item()
    assert 0 == calendar.weekday(np.array(calendar.monday(back, nth)))


def test_londons_clock_goes_back_on_the_last_sunday_of_october(calendar):
    """An hour ahead of UTC until Saturday 24 October 2026, none from the 25th."""
    offsets = calendar.offsets("Europe/London")

    assert {3600} == set(offsets[:-7].tolist())
    assert {0} == set(offsets[-7:].tolist())


def test_a_dip_lowers_one_week_only(calendar):
    """Seven days, everything else as without it."""
    ratio = calendar.intake(100) / calendar.intake(None)

    assert list(range(100, 107)) == np.flatnonzero(ratio < 1).tolist()
    assert 0.55 == pytest.approx(ratio[100])

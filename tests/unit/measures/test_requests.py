"""A request is on time, late, or not yet due."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from labelqa.measures.proportions import wilson
from labelqa.measures.requests import on_time

START, END, NOW = (dt.datetime(2026, month, 1, tzinfo=dt.UTC) for month in (10, 11, 12))


def day(month: int, number: int) -> pd.Timestamp:
    """Noon, UTC."""
    return pd.Timestamp(2026, month, number, 12, tz="UTC")


def requests(*rows: tuple, zone: bool = True) -> pd.DataFrame:
    """(due, delivered, cancelled)."""
    frame = pd.DataFrame(rows, columns=["due_at", "delivered_at", "cancelled_at"])
    frame = frame.apply(pd.to_datetime, utc=True)
    return frame if zone else frame.apply(lambda column: column.dt.tz_localize(None))


DUE = day(10, 10)
CASES = {
    "on the second": (DUE, DUE, None),
    "early, before the period": (DUE, day(9, 1), None),
    "late": (DUE, day(10, 11), None),
    "open and overdue": (DUE, None, None),
    "cancelled": (DUE, None, day(10, 1)),
    "due before": (day(9, 30), DUE, None),
    "due after": (day(11, 1), DUE, None),
}


@pytest.mark.parametrize("zone", [True, False])
def test_late_and_open_count_against_and_cancelled_not_at_all(zone):
    """Two of four due in October; times may or may not name their zone."""
    found = on_time(requests(*CASES.values(), zone=zone), START, END, NOW).only()

    assert (0.5, 4) == (found.value, found.n)
    assert tuple(map(float, wilson(2, 4))) == (found.low, found.high)


def test_open_and_not_yet_due_counts_in_neither_part():
    """In the middle of the period nobody is late before time."""
    rows = requests((day(10, 10), day(10, 9), None), (day(10, 25), None, None))

    assert 1 == on_time(rows, START, END, day(10, 20)).only().n
    assert 2 == on_time(rows, START, END, NOW).only().n


def test_the_period_ends_before_its_end():
    """What is due at midnight of the first belongs to the next period."""
    assert "no request was due in the period" == on_time(requests((END, END, None)), START, END, NOW).why


def test_no_requests_are_said():
    """Also where there are no columns."""
    assert "no requests" == on_time(pd.DataFrame(), START, END, NOW).why


def test_requests_split_by_queue():
    """Each queue has its share."""
    rows = requests((DUE, DUE, None), (DUE, None, None)).assign(queue_id=["a", "b"])

    assert {"a": 1.0, "b": 0.0} == {
        keys["queue_id"]: e.value for keys, e in on_time(rows, START, END, NOW, ("queue_id",))
    }

"""A request is on time, late, or not yet due."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from labelqa.estimates import Unit
from labelqa.measures.proportions import wilson
from labelqa.measures.requests import on_time, time_taken, waits

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


def taken(*rows: tuple) -> pd.DataFrame:
    """(created, accepted, SOP final, delivered, cancelled), all of normal priority."""
    columns = ["created_at", "accepted_at", "sop_final_at", "delivered_at", "cancelled_at"]
    frame = pd.DataFrame(rows, columns=columns).apply(pd.to_datetime, utc=True)
    return frame.assign(priority="normal")


FINISHED = (day(9, 1), day(9, 2), day(9, 5), day(9, 11), None)
UNFINISHED = (day(9, 1), day(9, 3), None, None, None)


def test_open_requests_count_as_open_not_as_fast():
    """Two took ten days and two are open since September: half is through after ten days, not all."""
    waiting = waits(taken(FINISHED, FINISHED, UNFINISHED, UNFINISHED), "requests.turnaround", END)
    half, most = (time_taken(waiting, "requests.turnaround", q).only() for q in (0.5, 0.9))

    assert (10, 4, 2, Unit.DAYS) == (half.value, half.n, half.n_eff, half.unit)
    assert ("not reached in the 60 days watched; at least 10 days",) == most.flags


def test_the_lead_time_of_the_sop_starts_when_the_request_is_accepted():
    """Accepted on the 2nd, final on the 5th."""
    waiting = waits(taken(FINISHED, FINISHED), "requests.sop_lead", END)

    assert 3 == time_taken(waiting, "requests.sop_lead", 0.5).only().value
    assert "requests.sop_lead.p90" == time_taken(waiting, "requests.sop_lead", 0.9).figure


def test_a_cancelled_request_is_watched_until_then():
    """Five days without delivery, then nobody waited."""
    waiting = waits(taken((day(9, 1), None, None, None, day(9, 6))), "requests.turnaround", END)

    assert [(5.0, False)] == list(zip(waiting["duration"], waiting["happened"], strict=True))


def test_times_split_by_priority():
    """Each has its own curve."""
    rows = taken(FINISHED, UNFINISHED).assign(priority=["high", None])
    found = time_taken(waits(rows, "requests.turnaround", END), "requests.turnaround", 0.5, ("priority",))

    assert {"high": 10.0, "unknown": None} == {
        by["priority"]: e.value if e.exists else None for by, e in found
    }


def test_no_requests_take_no_time():
    """The reason, in days."""
    found = time_taken(waits(taken(), "requests.turnaround", END), "requests.turnaround", 0.5)

    assert ("no requests", Unit.DAYS) == (found.why, found.unit)

"""Requests that will not be through by their due dates."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from labelqa.measures.risks.detectors.late_requests import late_requests, open_requests

OCTOBER_END = pd.Timestamp(2026, 11, 1)


def requests(*rows: tuple[str, str, str, int]) -> pd.DataFrame:
    """(request, queue, due, volume), begun in September and not delivered."""
    table = pd.DataFrame(rows, columns=["request_id", "queue_id", "due_at", "volume_requested"])
    begun = {
        c: pd.Timestamp(2026, 9, 14) for c in ("created_at", "accepted_at", "sop_final_at", "first_label_at")
    }
    over = dict.fromkeys(("delivered_at", "cancelled_at"), pd.NaT)
    return table.assign(
        **begun, **over, due_at=pd.to_datetime(table["due_at"]), rework_of=None, volume_delivered=0
    )


NO_BATCHES = pd.DataFrame(
    {"batch_id": [], "request_id": [], "delivered_at": pd.to_datetime([]), "n_labels": []}
)


@pytest.fixture
def asked(calm):
    """One request of each queue: three weeks' work in one week, and half a week's."""
    weekly = calm.data().month("label_days").groupby("queue_id")["labels"].sum() / 31 * 7
    table = requests(
        ("R1", "ads", "2026-11-08", int(3 * weekly["ads"])),
        ("R2", "shop", "2026-11-08", int(weekly["shop"] / 2)),
    )
    return calm.with_table("requests", table).with_table("deliveries", NO_BATCHES)


def cases(scene) -> dict[str, object]:
    """Cases by request."""
    return {case.entity.id: case for case in late_requests(scene.data())}


def test_a_request_that_cannot_be_through_is_found(asked):
    """Three weeks' work in one; what is through in time is not."""
    found = cases(asked)

    assert (1.0, 0.0) == (found["R1"].posterior, found["R2"].posterior)
    assert 0.0 == found["R1"].estimate.value


def test_labels_late_are_those_beyond_what_the_queue_makes(asked):
    """Two of three weeks' work, with a prediction interval of the week."""
    weeks = asked.data().month("label_days").query("queue_id == 'ads'")["labels"].sum() / 31 * 7
    case = cases(asked)["R1"]

    assert 2 * weeks == pytest.approx(case.affected.value, rel=0.05)
    assert case.affected.low < case.affected.value < case.affected.high
    assert case.affected.value / 10 == pytest.approx(case.wrong.value)


def test_an_overdue_request_is_late(asked):
    """Whatever the queue makes."""
    table = asked.frames["requests"].assign(due_at=pd.Timestamp(2026, 10, 20))
    found = cases(asked.with_table("requests", table))

    assert {"overdue"} == {case.cause for case in found.values()}
    assert {1.0} == {case.posterior for case in found.values()}


def test_what_is_over_or_not_begun_is_not_open(calm):
    """Delivered or cancelled before the end, or created after it."""
    table = requests(*((f"R{i}", "ads", "2026-11-08", 10) for i in range(5)))
    table["delivered_at"] = [pd.Timestamp(2026, 10, 20), pd.Timestamp(2026, 11, 20), pd.NaT, pd.NaT, pd.NaT]
    table["cancelled_at"] = [pd.NaT, pd.NaT, pd.Timestamp(2026, 10, 1), pd.NaT, pd.NaT]
    table["created_at"] = [*table["created_at"][:4], pd.Timestamp(2026, 11, 2)]
    data = calm.with_table("requests", table).data()

    assert ["R1", "R3"] == [*open_requests(data)["request_id"]]


def test_the_market_has_its_own_midnight(calm):
    """A request created at 18 o'clock UTC of the last day is of the next in Jakarta."""
    table = requests(("R1", "ads", "2026-11-08", 10)).assign(created_at=pd.Timestamp(2026, 10, 31, 18))
    data = calm.with_table("requests", table).data()

    assert open_requests(data).empty
    assert np.all(data.end == OCTOBER_END)

"""Labels are asked for, made ready, started and delivered; what stands between is open."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from scipy import stats

from labelqa.measures.flow import backlog, cumulative, flow, littles_law, moved, rework
from labelqa.measures.proportions import wilson

SINGAPORE = ZoneInfo("Asia/Singapore")
FIRST, END = pd.Timestamp("2026-10-01"), pd.Timestamp("2026-11-01")
NOW = pd.Timestamp("2026-10-31 16:00", tz="UTC")  # midnight of 1 November in Singapore
COLUMNS = ["request_id", "created_at", "sop_final_at", "first_label_at", "delivered_at", "volume_requested",
           "volume_delivered"]  # fmt: skip
TIMES = [column for column in COLUMNS if column.endswith("_at")]
DONE = ("done", "2026-09-28", "2026-09-29", "2026-09-30", "2026-10-20", 120, 100)
OPEN = ("open", "2026-10-05", "2026-10-06", "2026-10-07", None, 200, 60)
NEW = ("new", "2026-10-30", None, None, None, 50, 0)


def requests(*rows: tuple, **columns: object) -> pd.DataFrame:
    """Requests that nobody cancelled, none of them rework."""
    frame = pd.DataFrame(rows, columns=COLUMNS)
    frame = frame.assign(**{column: pd.to_datetime(frame[column]) for column in TIMES})
    return frame.assign(**{"queue_id": "q", "rework_of": None, "cancelled_at": pd.NaT, **columns})


def batches(*rows: tuple[str, str, int]) -> pd.DataFrame:
    """Deliveries: (request, day, labels)."""
    frame = pd.DataFrame(rows, columns=["request_id", "delivered_at", "n_labels"])
    return frame.assign(delivered_at=pd.to_datetime(frame["delivered_at"]))


SENT = batches(("done", "2026-09-30", 40), ("done", "2026-10-20", 60), ("open", "2026-10-26", 60))


@pytest.fixture
def flowing() -> pd.DataFrame:
    """One request delivered, one half done, one just made."""
    return flow(requests(DONE, OPEN, NEW), SENT, SINGAPORE, NOW)


def test_labels_are_counted_when_they_reach_a_state(flowing):
    """In October 250 were asked for, 200 became ready and were started, 120 were delivered."""
    found = {
        state: moved(flowing, state, FIRST, END).only().value
        for state in ("requested", "ready", "started", "delivered")
    }

    assert {"requested": 250, "ready": 200, "started": 200, "delivered": 120} == found


def test_the_backlog_is_what_was_asked_for_and_not_delivered(flowing):
    """140 of the open request and 50 of the new one; at the start of October 60 of the first."""
    assert (190, 60) == (backlog(flowing, END).only().value, backlog(flowing, FIRST).only().value)


def test_a_delivered_request_counts_with_the_labels_it_got(flowing):
    """100 came of 120 asked for: the 20 are not open for ever."""
    done = flowing[flowing["request_id"] == "done"]

    assert {100} == set(done.groupby("state")["labels"].sum())


def test_days_are_the_markets_own():
    """17:00 UTC is the next day in Singapore."""
    late = batches(("open", "2026-10-25 17:00", 60))

    found = flow(requests(OPEN), late, SINGAPORE, NOW)
    assert [pd.Timestamp("2026-10-26")] == list(found.loc[found["state"] == "delivered", "local_date"])


def test_what_happens_later_is_not_known_yet(flowing):
    """On 10 October nothing had been delivered of the second request, and the third did not exist."""
    early = flow(requests(DONE, OPEN, NEW), SENT, SINGAPORE, pd.Timestamp("2026-10-10", tz="UTC"))

    assert {"done", "open"} == set(early["request_id"])
    assert 120 - 40 + 200 == backlog(early, END).only().value


def test_cancelled_requests_are_left_out():
    """Nobody waits for them."""
    gone = requests(DONE, OPEN, cancelled_at=pd.to_datetime(["2026-10-02", None]))

    assert {"open"} == set(flow(gone, SENT, SINGAPORE, NOW)["request_id"])


def test_without_deliveries_a_request_counts_when_it_was_delivered():
    """All at once."""
    found = flow(requests(DONE, OPEN), batches(), SINGAPORE, NOW)

    assert 100 == moved(found, "delivered", FIRST, END).only().value


def test_a_later_state_implies_the_earlier_ones():
    """Work began although the rules were never final."""
    found = flow(requests(("r", "2026-10-01", None, "2026-10-03", None, 10, 0)), batches(), SINGAPORE, NOW)
    days = found.set_index("state")["local_date"]

    assert pd.Timestamp("2026-10-03") == days["ready"] == days["started"]


def test_counts_split_by_queue_add_up():
    """Each queue has its backlog."""
    found = flow(requests(DONE, OPEN, queue_id=["a", "b"]), SENT, SINGAPORE, NOW)

    assert {"a": 0, "b": 140} == {by["queue_id"]: e.value for by, e in backlog(found, END, ("queue_id",))}


def test_the_cumulative_flow_starts_at_nothing_delivered(flowing):
    """At the end 250 + 60 were asked for since and before, 120 delivered; columns never cross."""
    found = cumulative(flowing, FIRST, END)

    assert [60, 60, 60, 0] == found.iloc[0].tolist()
    assert [310, 260, 260, 120] == found.iloc[-1].tolist()
    assert 31 == len(found)
    assert (found.diff(axis=1).dropna(axis=1) <= 0).all(axis=None)


def test_rework_is_worth_as_many_requests_as_it_stands_in():
    """60 of 120 labels in one of two requests: 1.95 requests' worth, not 120 labels'."""
    found = rework(flow(requests(DONE, OPEN, rework_of=[None, "done"]), SENT, SINGAPORE, NOW), FIRST, END)
    only = found.only()

    assert (0.5, 120, 2.0) == (only.value, only.n, only.n_eff)
    assert tuple(map(float, wilson(1, 2))) == (only.low, only.high)


def test_nothing_delivered_has_no_rework_ratio(flowing):
    """Not 0 %."""
    assert "no label was delivered in the period" == rework(flowing, END, END + pd.Timedelta(days=30)).why


def test_nothing_requested_is_said():
    """Also with no rows at all."""
    empty = flow(requests(), batches(), SINGAPORE, NOW)

    assert "nothing was requested" == backlog(empty, END).why
    assert "no label was ready in the period" == moved(empty, "ready", FIRST, END).why


def test_littles_law_holds_in_a_steady_state():
    """A request a day, each taking five days: five open on a mean day, and L / lambda is five days."""
    days = pd.date_range("2026-08-01", "2026-12-01", freq="D")
    rows = [(str(day), day, None, None, day + pd.Timedelta(days=5), 1, 1) for day in days]

    found = littles_law(requests(*rows), pd.Timestamp("2026-09-01", tz="UTC"), NOW)
    assert 5 == pytest.approx(found.in_progress.value, abs=0.1)
    assert 5 == pytest.approx(found.implied.value, abs=0.1)
    assert 5 == found.observed.value


def test_throughput_has_the_exact_poisson_interval():
    """One delivered in October: 0.025 to 5.572, as in any table (Garwood 1936)."""
    found = littles_law(requests(DONE, OPEN), pd.Timestamp("2026-10-01", tz="UTC"), NOW)

    assert (1, 0.0253, 5.5716) == pytest.approx(
        (found.throughput.value, found.throughput.low, found.throughput.high), abs=5e-5
    )
    assert 0.95 == pytest.approx(1 - stats.poisson.cdf(0, found.throughput.low) + 0.975 - 0.05)
    assert ("one request is too few for an interval",) == found.observed.flags


def test_without_a_delivery_no_wait_is_implied():
    """The reason stands in its place."""
    assert ("no request was delivered",) == littles_law(
        requests(NEW), NOW - pd.Timedelta(days=9), NOW
    ).implied.flags

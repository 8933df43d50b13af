"""A request clears its due date if its queue goes on as it did."""

from __future__ import annotations

import pandas as pd
import pytest

from labelqa.measures.clearance import clearance, pending

TODAY = pd.Timestamp("2026-11-02")


def output(per_day: list[float], weeks: int = 8, queue: str = "q") -> pd.DataFrame:
    """The same week over and over, up to yesterday."""
    days = pd.date_range(end=TODAY, periods=7 * weeks + 1, freq="D", inclusive="left")
    return pd.DataFrame({"local_date": days, "queue_id": queue, "labels": per_day * weeks})


def waiting(days: int, need: float, queue: str = "q") -> pd.DataFrame:
    """One request, as `pending` gives it."""
    return pd.DataFrame({"request_id": ["r"], "queue_id": [queue], "days": [days], "need": [need]})


STEADY = output([10.0, 10, 10, 10, 10, 0, 0])


@pytest.mark.parametrize(
    ("days", "need", "chance"), [(7, 50, 1), (7, 51, 0), (12, 100, 1), (5, 50, 1), (2, 21, 0)]
)
def test_a_steady_queue_makes_what_it_always_made(days, need, chance):
    """Fifty a week, none at weekends; a day of the week stays where it is."""
    assert chance == clearance(waiting(days, need), STEADY, TODAY).first().value


def test_eight_weeks_alike_are_no_certainty():
    """Wilson's interval of 8 of 8."""
    found = clearance(waiting(7, 50), STEADY, TODAY).first()

    assert (0.6756, 1.0) == pytest.approx((found.low, found.high), abs=5e-5)
    assert (56, 8) == (found.n, found.n_eff)


def test_a_queue_that_varies_may_or_may_not():
    """Half its weeks give 70, half 35; one week is needed: an even chance, and a wide interval."""
    made = pd.concat(
        [
            output([10.0] * 7, 4),
            output([5.0] * 7, 4).assign(local_date=lambda t: t["local_date"] - pd.Timedelta(weeks=4)),
        ]
    )

    found = clearance(waiting(7, 60), made, TODAY).first()
    assert 0.5 == pytest.approx(found.value, abs=0.03)
    assert found.low < 0.2
    assert found.high > 0.8


def test_the_same_input_gives_the_same_chance():
    """The seed is fixed; another one gives another draw."""
    made = output([10.0, 3, 8, 0, 7, 1, 2]).assign(labels=lambda t: t["labels"] * (1 + t.index % 5))
    first, again = (clearance(waiting(9, 110), made, TODAY).first() for _ in range(2))

    assert first == again
    assert first != clearance(waiting(9, 110), made, TODAY, seed=1).first()


@pytest.mark.parametrize(
    ("row", "weeks", "why"),
    [
        (waiting(-1, 5), 8, "overdue"),
        (waiting(9, 5), 3, "fewer than 4 whole weeks of work in the queue"),
        (waiting(9, 5, "other"), 8, "fewer than 4 whole weeks of work in the queue"),
    ],
)
def test_what_cannot_be_forecast_says_why(row, weeks, why):
    """An overdue request has no chance to give, and a new queue no weeks to draw from."""
    assert (why,) == clearance(row, output([1.0] * 7, weeks), TODAY).first().flags


def test_nothing_open_is_said():
    """No row, and the reason."""
    assert "no request is open" == clearance(waiting(1, 1).head(0), STEADY, TODAY).why


def test_need_is_what_the_queue_owes_by_then():
    """The later request waits for the earlier; what was made since the last delivery is in hand."""
    requests = pd.DataFrame(
        {
            "request_id": ["late", "soon", "elsewhere"],
            "queue_id": ["q", "q", "p"],
            "due": [
                TODAY + pd.Timedelta(days=20.5),
                TODAY + pd.Timedelta(days=6),
                TODAY - pd.Timedelta(hours=1),
            ],
            "volume_requested": [100, 80, 30],
        }
    )
    delivered = {"state": "delivered", "request_id": ["soon"], "local_date": [TODAY - pd.Timedelta(days=3)]}
    flowing = pd.DataFrame({**delivered, "labels": [50]})

    found = pending(requests, flowing, STEADY, TODAY).set_index("request_id")
    made_since = 10  # Friday; Saturday and Sunday give none
    assert {"soon": 30 - made_since, "late": 130 - made_since, "elsewhere": 30} == found["need"].to_dict()
    assert {"soon": 6, "late": 20, "elsewhere": -1} == found["days"].to_dict()

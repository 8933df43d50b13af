"""People needed follow from the work, the pace and the hours; work to come from the weeks before."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from labelqa.estimates import Estimate, Estimates, Target, Unit, judge
from labelqa.measures.capacity import Staffing, committed, decisions, forecast, fte_needed, gap

END = dt.date(2026, 11, 1)
UTC = dt.UTC
LABELS = pd.DataFrame(
    [("a", "nw", 300), ("b", "nw", 500), ("c", "mer", 200), ("d", "mer", 200)],
    columns=["person_id", "vendor_id", "labels"],
)
TIME = pd.DataFrame(
    [
        (person, vendor, state, True, seconds)
        for person, vendor in (("a", "nw"), ("b", "nw"), ("c", "mer"), ("d", "mer"))
        for state, seconds in (("handling", 18_000), ("waiting", 6_000), ("training", 8_000))
    ],
    columns=["person_id", "vendor_id", "state", "paid", "seconds"],
)


def weeks(*volumes: int, vendor: str = "nw", end: dt.date = END) -> pd.DataFrame:
    """Daily decisions of whole weeks that end before `end`, oldest first, a seventh each day."""
    days = [end - dt.timedelta(days=7 * len(volumes) - day) for day in range(7 * len(volumes))]
    labels = [volumes[day // 7] // 7 for day in range(len(days))]
    return pd.DataFrame({"local_date": days, "labels": labels, "vendor_id": vendor})


def test_a_vendor_is_judged_by_its_own_pace():
    """Half the decisions in the same hours need the same people; twice the volume twice as many."""
    found = {
        k["vendor_id"]: e.value
        for k, e in fte_needed(decisions(LABELS, ("vendor_id",)), LABELS, TIME, 7, Staffing())
    }
    twice = fte_needed(decisions(pd.concat([LABELS, LABELS])), LABELS, TIME, 7, Staffing()).only()

    assert found["nw"] == pytest.approx(found["mer"])
    assert 2 * sum(found.values()) == pytest.approx(twice.value)


def test_unpaid_time_needs_nobody():
    """It is neither shrinkage nor work."""
    unpaid = pd.concat([TIME, TIME.assign(state="lunch", paid=False)])
    needed = [fte_needed(decisions(LABELS), LABELS, time, 7, Staffing()).only() for time in (TIME, unpaid)]

    assert needed[0] == needed[1]


def test_without_time_or_labels_the_reason_is_said():
    """Nothing can be needed of nothing."""
    assert "no time records" == fte_needed(decisions(LABELS), LABELS, TIME[:0], 7, Staffing()).why
    assert "no labels" == fte_needed(decisions(LABELS[:0]), LABELS[:0], TIME, 7, Staffing()).why
    assert "no labels" == forecast(LABELS[:0], END, 30).why


def test_the_forecast_is_the_mean_of_the_last_eight_weeks():
    """Older weeks do not count; the interval is that of one week, for all weeks to come."""
    volumes = (9_100, 700, 770, 700, 630, 700, 770, 700, 630)
    found = forecast(weeks(*volumes), END, 28).only()
    half = stats.t.ppf(0.975, 7) * np.std(volumes[1:], ddof=1) * np.sqrt(1 + 1 / 8)

    assert (4 * 700, 4 * (700 - half), 4 * (700 + half)) == pytest.approx(
        (found.value, found.low, found.high)
    )
    assert (8, "prediction", Unit.COUNT) == (found.n, found.method, found.unit)


def test_a_week_without_work_counts_as_one_and_a_vendor_begins_with_its_first():
    """A gap is a week of nought; weeks before a vendor was there are no weeks of it."""
    new = weeks(700, 700, 700, 0, 700, vendor="new").query("labels > 0")
    rows = pd.concat([weeks(*[700] * 9), new])
    found = {k["vendor_id"]: e for k, e in forecast(rows, END, 7, ("vendor_id",))}

    assert (5, 560.0) == (found["new"].n, found["new"].value)
    assert (8, 700.0, 700.0) == (found["nw"].n, found["nw"].value, found["nw"].high)


def test_too_few_weeks_make_no_forecast():
    """Three weeks say nothing of their spread."""
    found = forecast(weeks(700, 700, 700), END, 7).only()

    assert ("3 weeks are too few to forecast from",) == found.flags
    assert not found.exists


def test_the_forecast_covers_what_comes_where_weeks_drift():
    """At least 90 % of 600 months of a volume that wanders; weeks taken as independent would cover 75 %."""
    rng = np.random.default_rng(2)
    level = 10_000 * np.exp(
        np.cumsum(rng.normal(0, 0.015, (600, 12)), axis=1) + rng.normal(0, 0.02, (600, 12))
    )
    volumes = np.rint(level / 7).astype(int) * 7
    rows = pd.concat([weeks(*past, vendor=f"v{i:03d}") for i, past in enumerate(volumes[:, :8].tolist())])
    found = forecast(rows, END, 28, ("vendor_id",)).rows
    came = volumes[:, 8:].sum(axis=1)
    independent = (found["high"] - found["value"]) / 4 * np.sqrt(4 * 12 / 9 / 2)

    assert 0.88 <= ((found["low"] <= came) & (came <= found["high"])).mean() <= 0.97
    assert (abs(found["value"] - came) <= independent).mean() < 0.85


def test_what_is_owed_is_what_was_asked_for_and_not_yet_delivered():
    """Open ones due by then, overdue ones among them; cancelled, delivered and later ones not."""
    at = [dt.datetime(2026, month, 15, tzinfo=UTC) for month in range(8, 13)]
    rows = pd.DataFrame(
        [
            (at[0], at[3], None, None, 1000, 400),
            (at[0], at[1], None, None, 500, 450),
            (at[0], at[3], at[2], None, 700, 700),
            (at[0], at[3], None, at[1], 700, 0),
            (at[0], at[4], None, None, 700, 0),
            (at[3], at[3], None, None, 700, 0),
            (at[0], at[3], None, None, 700, 900),
        ],
        columns=[
            "created_at",
            "due_at",
            "delivered_at",
            "cancelled_at",
            "volume_requested",
            "volume_delivered",
        ],
    )
    found = committed(rows, dt.datetime(2026, 11, 1, tzinfo=UTC), dt.datetime(2026, 12, 1, tzinfo=UTC), 1.1)

    assert 1.1 * 650 == pytest.approx(found.value)
    assert (3, found.value, found.value) == (found.n, found.low, found.high)


def test_a_gap_below_nought_is_too_few_people():
    """Judged against nought: sure, sure, and neither."""
    by = ("vendor_id",)
    there = Estimates.of(
        "capacity.fte",
        by,
        [((v,), Estimate(20.0, 20.0, 20.0, 20, 20.0, "count", Unit.FTE)) for v in "abc"],
        Unit.FTE,
    )
    needed = [
        ((vendor,), Estimate(value, value - 2, value + 2, 20, 20.0, "mover-log", Unit.FTE))
        for vendor, value in zip("abc", (10.0, 30.0, 21.0), strict=True)
    ]
    found = gap(there, Estimates.of("capacity.required", by, needed, Unit.FTE))
    outcomes = [judge(each, Target(0.0)) for _, each in found]

    assert [10.0, -10.0, -1.0] == found.rows["value"].tolist()
    assert ["met", "missed", "undecided"] == [verdict.outcome for verdict in outcomes if verdict]
    assert ("capacity.gap.by_vendor", Unit.FTE) == (found.figure, found.unit)

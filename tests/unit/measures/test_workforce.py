"""People in production are counted by the day; those who come and go by their dates."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from labelqa.measures import workforce

OCTOBER, NOVEMBER, DECEMBER = (dt.date(2026, month, 1) for month in (10, 11, 12))
MAY = dt.date(2026, 5, 1)
COLUMNS = [
    "person_id",
    "valid_from",
    "valid_to",
    "production_start",
    "status",
    "left_date",
    "fte",
    "vendor_id",
]


def roster(*rows: tuple[object, ...]) -> pd.DataFrame:
    """Roster rows: (person, valid from, valid to, production start, status, left, fte, vendor)."""
    return pd.DataFrame(rows, columns=COLUMNS)


def day(month: int, number: int) -> dt.date:
    """A day of 2026."""
    return dt.date(2026, month, number)


PEOPLE = roster(
    ("stays", MAY, None, MAY, "active", None, 1.0, "nw"),
    ("half", MAY, None, MAY, "active", None, 0.5, "nw"),
    ("moves", MAY, day(10, 11), MAY, "active", None, 1.0, "nw"),
    ("moves", day(10, 11), None, MAY, "active", None, 1.0, "mer"),
    ("begins", day(9, 20), None, day(10, 22), "active", None, 1.0, "mer"),
    ("leaves", MAY, day(10, 21), MAY, "active", None, 1.0, "mer"),
    ("leaves", day(10, 21), None, MAY, "left", day(10, 21), 1.0, "mer"),
    ("away", MAY, None, MAY, "leave", None, 1.0, "mer"),
    ("to come", day(10, 25), None, day(11, 16), "active", None, 1.0, "nw"),
)


def by_vendor(measure, *spans: dt.date) -> dict[str, float]:
    """A measure's values by vendor."""
    return {keys["vendor_id"]: e.value for keys, e in measure(PEOPLE, *spans, ("vendor_id",))}


def test_full_time_equivalents_are_counted_over_days_in_production():
    """A mover counts at each vendor for the days there; who is on leave or gone does not."""
    found = workforce.fte(PEOPLE, OCTOBER, NOVEMBER)

    assert {"nw": 1.5 + 10 / 31, "mer": (21 + 10 + 20) / 31} == pytest.approx(
        by_vendor(workforce.fte, OCTOBER, NOVEMBER)
    )
    assert (1.5 + 81 / 31 - 20 / 31, 5, "count") == (
        pytest.approx(found.only().value),
        found.only().n,
        found.only().method,
    )


def test_heads_are_counted_on_a_day():
    """On the last of October the leaver is gone and the joiner there."""
    assert {"nw": 2.0, "mer": 2.0} == by_vendor(workforce.headcount, day(10, 31))
    assert {"nw": 3.0, "mer": 1.0} == by_vendor(workforce.headcount, OCTOBER)


def test_who_came_and_who_went_is_counted_by_date():
    """Nought where there was nobody; a leaver with two rows once."""
    assert {"nw": 0.0, "mer": 1.0} == by_vendor(workforce.started, OCTOBER, NOVEMBER)
    assert {"nw": 0.0, "mer": 1.0} == by_vendor(workforce.left, OCTOBER, NOVEMBER)
    assert 0.0 == workforce.left(PEOPLE, MAY, OCTOBER).only().value


def test_attrition_is_leavers_over_months_worked():
    """Two of four people over six months, the exact Poisson interval of 2: .2422 to 7.2247."""
    rows = roster(
        *[(name, MAY, None, MAY, "active", None, 1.0, "nw") for name in "ab"],
        *[(name, MAY, None, MAY, "active", NOVEMBER - dt.timedelta(days=1), 1.0, "nw") for name in "cd"],
    )
    found = workforce.attrition(rows, MAY, NOVEMBER)
    months = (4 * 184 - 2) / workforce.MONTH

    assert (2 / months, 0.24221 / months, 7.22469 / months) == pytest.approx(
        (found.value, found.low, found.high), rel=1e-4
    )
    assert 2 == found.n


def test_people_to_come_are_the_roster_less_those_likely_to_leave():
    """One begins half way through November; of the others as many leave as before, half way on average."""
    found = workforce.fte_ahead(PEOPLE, MAY, NOVEMBER, DECEMBER).only()
    roster_only = workforce.fte(PEOPLE, NOVEMBER, DECEMBER).only().value
    rate = workforce.attrition(PEOPLE, MAY, NOVEMBER).value

    assert 3.5 + 1 / 2 == pytest.approx(roster_only)
    assert roster_only * (1 - rate * 30 / workforce.MONTH / 2) == pytest.approx(found.value)
    assert found.low < found.value <= found.high <= roster_only


def test_the_people_to_come_cover_who_stays():
    """90 to 99 % of 100 companies of 60 people of whom 4 % leave in a month."""
    rng = np.random.default_rng(6)
    hits = 0
    for _ in range(100):
        gone = rng.exponential(workforce.MONTH / 0.04, 60)
        left = [MAY + dt.timedelta(days=int(each)) if each < 184 else None for each in gone]
        rows = roster(*[(str(i), MAY, None, MAY, "active", at, 1.0, "nw") for i, at in enumerate(left)])
        found = workforce.fte_ahead(rows, MAY, NOVEMBER, DECEMBER).only()
        came = np.clip(gone - 184, 0, 30).sum() / 30
        hits += found.low <= came <= found.high

    assert 90 <= hits <= 99


def test_a_missing_fte_is_one_and_flagged():
    """Rather than nobody."""
    rows = roster(("a", MAY, None, MAY, "active", None, None, "nw"))
    found = workforce.fte(rows, OCTOBER, NOVEMBER).only()

    assert (1.0, ("1 roster row without fte counts as one",)) == (found.value, found.flags)


def test_without_anybody_the_reason_is_said():
    """Nobody was there, so nobody will be."""
    nobody = PEOPLE[PEOPLE["person_id"] == "away"]

    for found in (
        workforce.fte(nobody, OCTOBER, NOVEMBER),
        workforce.headcount(nobody, OCTOBER),
        workforce.left(nobody, OCTOBER, NOVEMBER),
        workforce.fte_ahead(nobody, MAY, NOVEMBER, DECEMBER),
    ):
        assert "nobody was in production" == found.why
    assert not workforce.attrition(nobody, MAY, NOVEMBER).exists

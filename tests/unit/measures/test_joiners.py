"""Who is new, by the rows of people and their training."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from labelqa.measures.joiners import hired, joiners, tenured, time_to_production

START, END = dt.date(2026, 5, 4), dt.date(2026, 11, 1)
COLUMNS = ["person_id", "valid_from", "role", "hire_date", "production_start", "left_date", "ramp_track"]
NO_TRAINING = pd.DataFrame(columns=["person_id", "cohort_id", "completed_at"])


def day(month: int, number: int = 1, year: int = 2026) -> dt.date:
    """A date."""
    return dt.date(year, month, number)


def people(*rows: tuple) -> pd.DataFrame:
    """(person, valid from, role, hired, started, left, track)."""
    return pd.DataFrame(rows, columns=COLUMNS).assign(site_id="s1", vendor_id="v1")


def joiner(
    person: str, started: dt.date | None, left: dt.date | None = None, track: str | None = None
) -> tuple:
    """An agent hired on 1 June."""
    return (person, day(6), "agent", day(6), started, left, track)


@pytest.mark.parametrize(
    ("started", "joined"),
    [(START, 1), (day(10, 31), 1), (day(5, 3), 0), (END, 0), (None, 0)],
    ids=["first day", "last day", "day before", "day after", "never"],
)
def test_a_joiner_began_production_in_the_window(started, joined):
    """Its end is exclusive; who was never in production has not joined."""
    assert joined == len(joiners(people(joiner("a", started)), NO_TRAINING, START, END))


def test_who_left_before_the_first_day_has_not_joined():
    """On the day itself, or out of the classroom."""
    rows = people(joiner("a", day(6, 15), left=day(6, 15)), joiner("b", day(6, 15), left=day(6, 10)))

    assert 0 == len(joiners(rows, NO_TRAINING, START, END))


def test_the_cohort_is_that_of_the_training():
    """Else the ramp track, else unknown."""
    trained = pd.DataFrame(
        [("a", None, day(7)), ("a", "c1", day(6)), ("b", "c2", day(6))], columns=NO_TRAINING.columns
    )
    rows = people(
        *(joiner(who, day(6, 15), track=track) for who, track in (("a", "t"), ("c", "t"), ("d", None)))
    )

    assert ["c1", "t", "unknown"] == joiners(rows, trained, START, END)["cohort_id"].tolist()
    assert ["t", "t", "unknown"] == joiners(rows, NO_TRAINING, START, END)["cohort_id"].tolist()


def test_joiners_are_watched_until_they_leave_or_do_something_else():
    """Leaving is an outcome; to become a QA only ends the watch, and moving teams does not."""
    rows = people(
        joiner("stays", day(6, 15)),
        ("stays", day(8), "agent", day(6), day(6, 15), None, None),
        joiner("leaves", day(6, 15)),
        ("leaves", day(9), "agent", day(6), day(6, 15), day(9), None),
        joiner("later", day(6, 15), left=day(12)),
        joiner("rises", day(6, 15)),
        ("rises", day(10), "qa", day(6), None, None, None),
    )
    found = joiners(rows, NO_TRAINING, START, END).set_index("person_id")

    assert {"stays": END, "leaves": day(9), "later": END, "rises": day(10)} == {
        who: until.date() for who, until in found["until"].items()
    }
    assert ["leaves"] == found.index[found["left"]].tolist()


def test_the_tenured_were_three_months_in_production_when_the_window_began():
    """Not those who left before it, and not the QAs of old."""
    rows = people(
        ("old", day(1, year=2025), "agent", day(1, year=2025), day(2), None, None),
        ("young", day(3), "agent", day(2), day(2, 4), None, None),
        ("gone", day(1, year=2025), "agent", day(1, year=2025), day(2, year=2025), day(4), None),
        ("qa", day(1, year=2025), "qa", day(1, year=2025), None, None, None),
    )

    assert [("old", pd.Timestamp(START))] == list(
        tenured(rows, START, END)[["person_id", "started"]].itertuples(index=False, name=None)
    )


def test_who_left_the_classroom_never_got_into_production():
    """Two after 14 days, two left, one still there: half never came to be; with one leaver less, it did."""
    rows = people(
        joiner("a", day(6, 15)),
        joiner("b", day(6, 15)),
        joiner("c", None, left=day(6, 10)),
        joiner("d", None, left=day(6, 12)),
        joiner("e", None),
        ("f", day(4), "agent", day(4), day(6, 15), None, None),
    )
    found, fewer = (time_to_production(hired(each, START, END)) for each in (rows, rows.drop(index=3)))

    assert not found.exists
    assert (14, 4) == (fewer.value, fewer.n)
    assert [False, False, True, True, False] == hired(rows, START, END)["left"].tolist()


def test_nobody_is_no_row():
    """People without a start of production."""
    rows = people(("qa", day(6), "qa", day(6), None, None, None))

    assert [0, 0, 0] == [
        len(joiners(rows, NO_TRAINING, START, END)),
        len(tenured(rows, START, END)),
        len(hired(rows, START, END)),
    ]
    assert ("no data",) == time_to_production(hired(rows, START, END)).flags

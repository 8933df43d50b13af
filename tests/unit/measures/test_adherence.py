"""Adherence asks whether people did what was planned, conformance whether they worked as long."""

from __future__ import annotations

import pandas as pd
import pytest

from labelqa.measures.adherence import adherence, conformance

KEEPS = {"work": ("handling", "waiting", "break")}
WORKED = ("handling", "waiting", "break")


def days(*rows: tuple[str, str | None, str | None, int]) -> pd.DataFrame:
    """Seconds: (person, planned state, state, seconds)."""
    columns = ["person_id", "planned_state", "state", "seconds"]
    return pd.DataFrame(rows, columns=columns).assign(site_id="mnl1")


WEEK = days(
    ("a", "work", "handling", 70),
    ("a", "work", "lunch", 10),
    ("a", "lunch", "lunch", 20),
    ("a", None, "handling", 30),
    ("b", "work", "waiting", 60),
    ("b", "work", None, 20),
    ("b", "lunch", "handling", 20),
    ("b", "leave", "leave", 100),
    ("c", None, "handling", 50),
)


def test_adherence_counts_planned_seconds_that_were_kept():
    """70 + 20 of a's 100, 60 of b's; what was not recorded is not kept, unplanned work counts nowhere."""
    found = adherence(WEEK, KEEPS, ("leave",)).only()

    assert 150 / 200 == found.value
    assert (2, "ratio-linearised") == (found.n, found.method)
    assert found.low < found.value < found.high


def test_a_planned_state_that_is_not_named_is_kept_by_its_own_name():
    """Leave, where it is not left out."""
    assert 250 / 300 == adherence(WEEK, KEEPS).only().value


def test_conformance_counts_work_whenever_it_was_done():
    """100 of a's 80 planned, 80 of b's 80; c, for whom nothing was planned, counts nowhere."""
    found = conformance(WEEK, KEEPS, WORKED).only()

    assert 180 / 160 == pytest.approx(found.value)
    assert 2 == found.n


def test_conformance_by_site_takes_each_sites_own_people():
    """Overtime at one site is not the other's."""
    other = days(("d", "work", "handling", 40), ("d", "work", None, 40), ("e", "work", "handling", 80))
    rows = pd.concat([WEEK, other.assign(site_id="sgn1")], ignore_index=True)
    found = {keys["site_id"]: round(e.value, 3) for keys, e in conformance(rows, KEEPS, WORKED, ("site_id",))}

    assert {"mnl1": 1.125, "sgn1": 0.75} == found


def test_without_a_plan_the_reason_is_said():
    """No rows, or none that was planned."""
    assert "nothing was planned" == adherence(pd.DataFrame(), KEEPS).why
    assert "nothing was planned" == adherence(WEEK[WEEK["person_id"] == "c"], KEEPS).why
    assert "no work was planned" == conformance(WEEK[WEEK["planned_state"] == "leave"], KEEPS, WORKED).why

"""How time went, by the local clock."""

from __future__ import annotations

import pytest


def test_intervals_of_a_person_never_overlap(troubled):
    """Each interval ends before or when the next begins, and lasts."""
    overlapping = (
        "SELECT COUNT(*) FROM (SELECT start_at, end_at,"
        " LEAD(start_at) OVER (PARTITION BY person_id ORDER BY start_at) AS following FROM time)"
        " WHERE following < end_at OR end_at <= start_at"
    )

    assert 0 == troubled.value(overlapping)


def test_decisions_are_submitted_while_handling(troubled):
    """Every decision falls into a handling interval of its agent."""
    inside = (
        "SELECT COUNT(*) FROM labels l JOIN time t ON t.person_id = l.person_id AND t.state = 'handling'"
        " AND l.submitted_at >= t.start_at AND l.submitted_at <= t.end_at"
    )

    assert troubled.value("SELECT COUNT(*) FROM labels") == troubled.value(inside)


def test_london_works_the_same_local_hours_before_and_after_the_clocks_change(troubled):
    """The hours of 25 October 2026 and later are an hour later in UTC than those before."""
    hours = (
        "SELECT MIN(HOUR({0})), MAX(HOUR({0})) FROM decisions WHERE market_id = 'GB'"
        " AND local_at >= '{1}' AND local_at < '{2}'"
    )
    before, after = ("2026-10-19", "2026-10-24"), ("2026-10-26", "2026-10-31")

    assert [(7, 21)] == troubled.rows(hours.format("local_at", *before))
    assert [(7, 21)] == troubled.rows(hours.format("local_at", *after))
    assert [(6, 20)] == troubled.rows(hours.format("submitted_at", *before))
    assert [(7, 21)] == troubled.rows(hours.format("submitted_at", *after))


def test_a_local_month_begins_in_the_utc_month_before(troubled):
    """Early shifts in Singapore on 1 May stand in April's partition."""
    assert (troubled.folder / "labels" / "market=SG" / "month=2026-04" / "part.parquet").is_file()


def test_weekends_are_quiet(troubled):
    """A Saturday or Sunday has less than half of a weekday's decisions."""
    rows = troubled.rows("SELECT ISODOW(local_at), COUNT(*) FROM decisions GROUP BY 1 ORDER BY 1")
    counts = dict(rows)

    assert max(counts[6], counts[7]) < 0.5 * min(counts[day] for day in range(1, 6))


def test_about_four_fifths_of_paid_time_is_handling(untroubled):
    """Utilisation lies where a contact centre's does."""
    share = (
        "SELECT SUM(EPOCH(end_at - start_at)) FILTER (state = 'handling')"
        " / SUM(EPOCH(end_at - start_at)) FILTER (paid) FROM time"
    )

    assert 0.80 == pytest.approx(untroubled.value(share), abs=0.02)


def test_worked_days_were_planned_and_absence_was_not_leave(troubled):
    """Every local day with handling has planned work; planned leave has none."""
    local_day = "DISTINCT person_id, CAST(start_at + INTERVAL 7 HOUR AS DATE) AS day"
    unplanned = (
        f"SELECT COUNT(*) FROM (SELECT {local_day} FROM time WHERE state = 'handling' AND market_id = 'TH')"
        f" ANTI JOIN (SELECT {local_day} FROM schedules WHERE planned_state = 'work') USING (person_id, day)"
    )

    assert 0 == troubled.value(unplanned)
    assert {"work", "lunch", "leave"} == {
        state for (state,) in troubled.rows("SELECT DISTINCT planned_state FROM schedules")
    }

"""Who works where, and when."""

from __future__ import annotations


def test_nobody_stands_in_two_roster_rows_at_one_time(troubled):
    """A row ends where the next begins, so a person has one vendor at a time."""
    overlapping = (
        "SELECT a.person_id FROM people a JOIN people b ON a.person_id = b.person_id"
        " AND a.valid_from < b.valid_from AND b.valid_from < COALESCE(a.valid_to, DATE '9999-01-01')"
    )

    assert [] == troubled.rows(overlapping)


def test_every_decision_is_made_by_an_active_agent_of_the_market(troubled):
    """No one labels before production, after leaving, or as a QA."""
    wrong = (
        "SELECT COUNT(*) FROM decisions d JOIN people p ON p.person_id = d.person_id"
        " AND p.site_id = d.site_id WHERE CAST(local_at AS DATE) < production_start"
        " OR CAST(local_at AS DATE) >= left_date"
    )

    assert 0 == troubled.value(wrong)
    assert 0 == troubled.value("SELECT COUNT(*) FROM decisions WHERE site_id IS NULL")


def test_there_are_forty_qas_and_one_of_each_market_was_an_agent(troubled):
    """QAs belong to no vendor, also those who came from one."""
    qas = "SELECT DISTINCT person_id FROM people WHERE role = 'qa'"

    assert 40 == len(troubled.rows(qas))
    assert [(None,)] == troubled.rows("SELECT DISTINCT vendor_id FROM people WHERE role = 'qa'")
    assert 6 == len(troubled.rows(f"SELECT DISTINCT person_id FROM labels WHERE person_id IN ({qas})"))


def test_people_join_leave_and_move_while_the_data_run(troubled):
    """Every market has cohorts, leavers and moves between teams of one site."""
    joined, left, moved = (
        troubled.value(f"SELECT COUNT(DISTINCT person_id) FROM people WHERE role = 'agent' AND {condition}")
        for condition in (
            "ramp_track IS NOT NULL",
            "status = 'left'",
            "status = 'active' AND valid_from > hire_date",
        )
    )

    assert joined >= 6 * 6
    assert left >= 6
    assert moved >= 6


def test_twelve_sites_stand_in_six_markets_with_five_vendors(troubled):
    """Two sites a market, each of one vendor."""
    sites = "SELECT market_id, COUNT(DISTINCT site_id), COUNT(DISTINCT vendor_id) FROM decisions GROUP BY 1"

    assert [(market, 2, 2) for market in ("BR", "GB", "ID", "SG", "TH", "VN")] == sorted(troubled.rows(sites))
    assert 5 == troubled.value("SELECT COUNT(DISTINCT vendor_id) FROM sites")

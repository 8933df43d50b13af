"""Who works where, and when."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labelqa.sample.company import MARKETS, SITES
from labelqa.sample.people import NEVER, roster
from labelqa.sample.planted import plan
from labelqa.sample.population import FEWEST_AGENTS
from labelqa.sample.rhythm import Calendar

CALENDAR = Calendar(np.datetime64("2026-10", "M"), 6)


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


def test_twelve_sites_of_five_vendors_stand_unevenly_in_six_markets(troubled):
    """From one site to four in a market, each of another vendor."""
    sites = "SELECT market_id, COUNT(DISTINCT site_id), COUNT(DISTINCT vendor_id) FROM decisions GROUP BY 1"
    spread = {"SG": 3, "ID": 4, "TH": 2, "VN": 1, "BR": 1, "GB": 1}

    assert sorted((market, count, count) for market, count in spread.items()) == sorted(troubled.rows(sites))
    assert [(12, 5)] == troubled.rows("SELECT COUNT(*), COUNT(DISTINCT vendor_id) FROM sites")


def test_a_market_shares_out_its_agents_among_its_sites():
    """Sites of a large market are as large as their shares of it say."""
    indonesia = next(market for market in MARKETS if market.id == "ID")
    people = roster(indonesia, CALENDAR, 1000, np.random.default_rng(1))
    agents = {site.id: len(people.at_site(site.id)) for site in SITES if site.market == "ID"}

    assert {
        "meridian-batam": 330,
        "northwind-surabaya": 270,
        "kestrel-bandung": 220,
        "alder-medan": 180,
    } == agents


@pytest.mark.parametrize("market", MARKETS)
@settings(deadline=None)
@given(seed=st.integers(0, 2**32))
def test_the_smallest_company_has_desks_teams_and_cohorts_at_each_site(market, seed):
    """A desk is two settled agents who neither move nor leave; joiners of both cohorts are at every site."""
    people = roster(market, CALENDAR, FEWEST_AGENTS, np.random.default_rng(seed))
    sites = np.unique(people.site)

    assert [(site, site) for site in sites] == [tuple(people.site[desk]) for desk in people.desks]
    assert (people.cohort[people.desks] == -1).all()
    assert (np.minimum(people.last, people.moved)[people.desks] == NEVER).all()
    for site in sites:
        assert {-1, 0, 1} == set(people.cohort[people.site == site])
        assert 2 <= len(set(people.team[people.site == site]))


@pytest.mark.parametrize("market", MARKETS)
@settings(deadline=None)
@given(seed=st.integers(0, 2**32))
def test_the_smallest_company_has_people_for_everything_planted(market, seed):
    """Whatever goes wrong in a large company goes wrong in it too, and as often."""
    rng = np.random.default_rng(seed)
    small, large = (
        plan(roster(market, CALENDAR, agents, rng), True, rng).incidents for agents in (FEWEST_AGENTS, 200)
    )

    assert [each.kind for each in large] == [each.kind for each in small]
    assert [len(each.agents) > 0 for each in large] == [len(each.agents) > 0 for each in small]


@pytest.mark.parametrize("market", MARKETS)
def test_a_site_staffs_every_queue_by_its_share(market):
    """Sites of a market have the same mix of main queues, but for rounding."""
    people = roster(market, CALENDAR, 400, np.random.default_rng(1))
    mixes = [
        np.bincount(people.queues[people.site == site, 0], minlength=8) / (people.site == site).sum()
        for site in np.unique(people.site)
    ]

    assert np.ptp(mixes, axis=0).max() < 0.05
    assert np.min(mixes) > 0

"""Who works in a market: agents with their skill, shift and history, and those who check their work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from .company import SITES, SampleMarket
from .rhythm import Calendar
from .taxonomy import QUEUE, QUEUES

NEVER = 100_000
"""A day number that never comes."""
TEAM = 12
FEWEST_AT_SITE = 12
"""Agents of the smallest site: two teams of settled agents, a desk among them, joiners of both cohorts."""
CLASSROOM = 14
"""Days between hiring and production."""
QA_TRAINING = 7
"""Days between an agent's last label and the first audit."""
EVENNESS = 400
"""How alike agents are: the parameters of the beta distribution of their errors sum to this."""
SHIFT_STARTS = np.array([7.0, 9.0, 13.0]) * 3600
WEEKEND = 5
"""The rota whose days off are Saturday and Sunday; rota r has days r and r + 1 off."""


@dataclass(frozen=True)
class Team:
    """A team: its id, the index of its site, and its lead's person id."""

    id: str
    site: int
    lead: str


@dataclass(frozen=True)
class Roster:
    """
    A market's people. Arrays have one value per agent; days are day numbers of the calendar.

    `error` is the agent's own chance of a wrong label on an average item, `pace` the handling time relative
    to the standard. `last` is the first day without labelling: the agent left or became a QA (`promoted`).
    """

    market: SampleMarket
    calendar: Calendar
    ids: np.ndarray
    site: np.ndarray
    team: np.ndarray
    teams: tuple[Team, ...]
    queues: np.ndarray
    hired: np.ndarray
    production: np.ndarray
    last: np.ndarray
    cohort: np.ndarray
    cohorts: tuple[str, ...]
    error: np.ndarray
    pace: np.ndarray
    start: np.ndarray
    rota: np.ndarray
    moved: np.ndarray
    moved_to: np.ndarray
    promoted: np.ndarray
    desks: np.ndarray
    qas: tuple[str, ...]
    qa_from: np.ndarray
    smes: tuple[str, ...]
    policy: str

    @property
    def tenured(self) -> np.ndarray:
        """Agents in production since before the sample, to its end, in one team."""
        stays = (self.last == NEVER) & (self.moved == NEVER)
        tenured: np.ndarray = (self.cohort < 0) & stays & ~np.isin(np.arange(len(self.ids)), self.desks)
        return tenured

    def at_site(self, site: str) -> np.ndarray:
        """The agents of a site."""
        return np.flatnonzero(np.array([SITES[s].id == site for s in self.site]))


def roster(market: SampleMarket, calendar: Calendar, agents: int, rng: np.random.Generator) -> Roster:
    """The people of a market with about so many agents over the whole time; no site is too small to run."""
    sites = [code for code, site in enumerate(SITES) if site.market == market.id]
    sizes = [max(FEWEST_AT_SITE, round(agents * SITES[code].share)) for code in sites]
    site = np.repeat(sites, sizes)
    cohort = _cohorts(site, sites)
    begun = (calendar.monday(4, 1), calendar.monday(2, 3))
    hired = np.choose(cohort + 1, [rng.integers(-1100, -150, len(site)), *begun])
    team, team_sites = _teams(site, cohort, sites)
    desks = _desks(site, cohort, sites)
    free = rng.permutation(np.setdiff1d(np.flatnonzero(cohort < 0), desks))
    changes = _changes(free, team, np.array(team_sites), calendar, rng)
    return Roster(
        market=market,
        calendar=calendar,
        site=site,
        team=team,
        hired=hired,
        production=hired + CLASSROOM,
        cohort=cohort,
        cohorts=tuple(f"{market.id}-{calendar.date(day)}" for day in begun),
        desks=desks,
        **changes,
        **_named(market, len(site), team_sites, changes, rng),
        **_abilities(market, site, desks, rng),
    )


def _named(
    market: SampleMarket,
    agents: int,
    team_sites: list[int],
    changes: dict[str, Any],
    rng: np.random.Generator,
) -> dict[str, Any]:
    """Ids that tell nothing about the role; the last QA is the agent who became one."""
    leads, promoted = len(team_sites), changes["promoted"][0]
    ids = np.array([f"{market.id}-{n:04d}" for n in rng.permutation(agents + leads + market.qas + 2)])
    others = ids[agents:].tolist()
    return {
        "ids": ids[:agents],
        "teams": tuple(
            Team(f"{SITES[site].id}-{code + 1:02d}", site, others[code])
            for code, site in enumerate(team_sites)
        ),
        "qas": (*others[leads : leads + market.qas - 1], str(ids[promoted])),
        "qa_from": np.array([-NEVER] * (market.qas - 1) + [changes["last"][promoted] + QA_TRAINING]),
        "smes": tuple(others[-3:-1]),
        "policy": others[-1],
    }


def _abilities(
    market: SampleMarket, site: np.ndarray, desks: np.ndarray, rng: np.random.Generator
) -> dict[str, Any]:
    """Skill, speed, queues and hours; both agents of a desk have the same queues and hours."""
    agents = len(site)
    base = rng.beta(EVENNESS * market.error, EVENNESS * (1 - market.error), agents)
    queues = _queues(market, site, rng)
    start = rng.choice(SHIFT_STARTS, agents, p=[0.3, 0.45, 0.25])
    rota = np.where(rng.random(agents) < 0.7, WEEKEND, rng.integers(0, 7, agents))
    for each in (queues, start, rota):
        each[desks[:, 1]] = each[desks[:, 0]]
    return {
        "error": base * rng.lognormal(0, 0.04, len(SITES))[site],
        "pace": rng.lognormal(0, 0.06, agents),
        "queues": queues,
        "start": start,
        "rota": rota,
    }


def _cohorts(site: np.ndarray, sites: list[int]) -> np.ndarray:
    """The last agents of each site are joiners, half of them of either cohort."""
    cohort = np.full(len(site), -1)
    for each in sites:
        there = np.flatnonzero(site == each)
        joiners = there[-max(4, round(0.14 * len(there))) :]
        cohort[joiners] = np.arange(len(joiners)) * 2 // len(joiners)
    return cohort


def _teams(site: np.ndarray, cohort: np.ndarray, sites: list[int]) -> tuple[np.ndarray, list[int]]:
    """Teams of about a dozen; joiners are spread over the teams of their site."""
    team, team_sites = np.zeros(len(site), dtype=int), list[int]()
    for each in sites:
        there = np.flatnonzero(site == each)
        count = max(2, round(len(there) / TEAM))
        settled, joiners = there[cohort[there] < 0], there[cohort[there] >= 0]
        team[settled] = len(team_sites) + np.arange(len(settled)) * count // len(settled)
        team[joiners] = len(team_sites) + np.arange(len(joiners)) % count
        team_sites += [each] * count
    return team, team_sites


def _desks(site: np.ndarray, cohort: np.ndarray, sites: list[int]) -> np.ndarray:
    """One pair at each site that labels many items twice: two settled neighbours."""
    settled = [np.flatnonzero((site == each) & (cohort < 0)) for each in sites]
    return np.array([there[-2:] for there in settled])


def _changes(
    free: np.ndarray, team: np.ndarray, team_sites: np.ndarray, calendar: Calendar, rng: np.random.Generator
) -> dict[str, Any]:
    """Who moves to another team and when, who leaves, and who becomes a QA."""
    n, agents = len(free), len(team)
    moved, moved_to, last = np.full(agents, NEVER), team.copy(), np.full(agents, NEVER)
    promoted = free[:1]
    last[promoted] = max(calendar.monday(2, 1), calendar.length // 3)
    leavers = free[1 : 1 + round(0.13 * n)]
    last[leavers] = rng.integers(10, calendar.length - 3, len(leavers))
    movers = free[n - round(0.05 * n) :]
    moved[movers] = rng.integers(10, calendar.length - 3, len(movers))
    for mover in movers:
        beside = np.flatnonzero(team_sites == team_sites[team[mover]])
        moved_to[mover] = rng.choice(beside[beside != team[mover]])
    return {"moved": moved, "moved_to": moved_to, "last": last, "promoted": promoted}


def _queues(market: SampleMarket, site: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Each agent's main and second queue; systematic, so that a site staffs every queue by its share."""
    share = np.array([queue.share for queue in QUEUES])
    share[QUEUE[market.main_queue]] *= 1.7
    steps = np.cumsum(share / share.sum())[:-1]
    sizes = np.unique(site, return_counts=True)[1]
    main, second = (
        np.searchsorted(steps, np.concatenate([(rng.permutation(n) + 0.5) / n for n in sizes]))
        for _ in range(2)
    )
    return np.stack([main, np.where(second == main, (main + 3) % len(QUEUES), second)], axis=1)


def people_rows(roster: Roster) -> list[dict[str, Any]]:
    """All people of a market, a row for each stretch of time in one place."""
    rows = [row for agent in range(len(roster.ids)) for row in _history(roster, agent)]
    rows += [_row(roster, team.lead, "lead", -700, site=team.site, team_id=team.id) for team in roster.teams]
    for role, ids in (("qa", roster.qas[:-1]), ("sme", roster.smes), ("policy", (roster.policy,))):
        rows += [_row(roster, person, role, -600) for person in ids]
    return rows


def _history(roster: Roster, agent: int) -> list[dict[str, Any]]:
    person, site = str(roster.ids[agent]), int(roster.site[agent])
    hired, moved, last = (int(days[agent]) for days in (roster.hired, roster.moved, roster.last))
    track = roster.cohorts[roster.cohort[agent]] if roster.cohort[agent] >= 0 else None
    facts = {"site": site, "production": hired + CLASSROOM, "hired": hired, "ramp_track": track}
    places = [(hired, int(roster.team[agent]))] + [(moved, int(roster.moved_to[agent]))] * (moved < NEVER)
    rows = []
    for (since, team), until in zip(places, [since for since, _ in places[1:]] + [last], strict=True):
        lead = roster.teams[team]
        rows.append(
            _row(roster, person, "agent", since, until=until, team_id=lead.id, lead_id=lead.lead, **facts)
        )
    if agent in roster.promoted:
        rows.append(_row(roster, person, "qa", last, hired=hired))
    elif last < NEVER:
        rows.append(_row(roster, person, "agent", last, status="left", left=last, **facts))
    return rows


def _row(roster: Roster, person: str, role: str, since: int, **facts: Any) -> dict[str, Any]:
    day = roster.calendar.date
    site = facts.get("site")

    def on(name: str) -> date | None:
        return day(facts[name]).item() if facts.get(name, NEVER) < NEVER else None

    return {
        "person_id": person,
        "valid_from": day(since).item(),
        "valid_to": on("until"),
        "role": role,
        "vendor_id": None if site is None else SITES[site].vendor,
        "site_id": None if site is None else SITES[site].id,
        "team_id": facts.get("team_id"),
        "hire_date": on("hired") or day(since).item(),
        "production_start": on("production"),
        "status": facts.get("status", "active"),
        "left_date": on("left"),
        "fte": 1.0,
        "ramp_track": facts.get("ramp_track"),
    }

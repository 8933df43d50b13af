"""What goes wrong where in the sample company: a builder for each planted incident."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping

import numpy as np

from .demand import last_request
from .incidents import Incident, IncidentPlan
from .people import Roster
from .rhythm import Calendar
from .taxonomy import QUEUE


def plan(roster: Roster, planted: bool, rng: np.random.Generator) -> IncidentPlan:
    """What is planted in a market; nothing in a null company."""
    builders = _BUILDERS.get(roster.market.id, ()) if planted else ()
    return IncidentPlan(tuple(incident for build in builders for incident in build(roster, rng)))


def _last(calendar: Calendar) -> int:
    return calendar.length - 1


def _site_drop(roster: Roster, _rng: np.random.Generator) -> Iterable[Incident]:
    start = roster.calendar.monday(0, 1)
    yield Incident(
        "site_drop",
        roster.market.id,
        "site",
        "meridian-batam",
        start,
        start + 6,
        {
            "confused": 0.8,
            "left_after": 0.15,
            "label": "brand.counterfeit",
            "as": "brand.brand_misuse",
            "sop_version": "v3",
        },
        roster.at_site("meridian-batam"),
        QUEUE["brand"],
    )


def _slow_cohort(roster: Roster, _rng: np.random.Generator) -> Iterable[Incident]:
    joiners = np.flatnonzero(roster.cohort == 1)
    yield Incident(
        "slow_cohort",
        roster.market.id,
        "cohort",
        roster.cohorts[1],
        int(roster.production[joiners[0]]),
        _last(roster.calendar),
        {"days_to_learn": 75.0, "usual_days_to_learn": 12.0},
        joiners,
    )


def _automation_bias(roster: Roster, _rng: np.random.Generator) -> Iterable[Incident]:
    yield Incident(
        "automation_bias",
        roster.market.id,
        "queue",
        "image",
        roster.calendar.monday(2, 2),
        _last(roster.calendar),
        {"follows_wrong_suggestion": 0.55},
        queue=QUEUE["image"],
    )


def _lenient_qa(roster: Roster, _rng: np.random.Generator) -> Iterable[Incident]:
    yield Incident(
        "lenient_qa",
        roster.market.id,
        "person",
        roster.qas[0],
        roster.calendar.monday(2, 1),
        _last(roster.calendar),
        {"sensitivity": 0.25, "usual_sensitivity": 0.95, "audit_time_factor": 0.3},
    )


def _utilisation_loss(roster: Roster, _rng: np.random.Generator) -> Iterable[Incident]:
    start = roster.calendar.monday(0, 2)
    yield Incident(
        "utilisation_loss",
        roster.market.id,
        "site",
        "meridian-chiang-mai",
        start,
        start + 13,
        {"seconds_a_shift": 4800.0},
        roster.at_site("meridian-chiang-mai"),
    )


def _idle_coaching(roster: Roster, _rng: np.random.Generator) -> Iterable[Incident]:
    team, agents = _team(roster, "kestrel-bangkok")
    yield Incident(
        "action_without_effect",
        roster.market.id,
        "team",
        team,
        roster.calendar.monday(4, 1),
        _last(roster.calendar),
        {"error_factor": 2.2, "action": "A-TH-ineffective"},
        agents,
    )


def _restored_team(roster: Roster, _rng: np.random.Generator) -> Iterable[Incident]:
    team, agents = _team(roster, "alder-da-nang")
    yield Incident(
        "restored_by_coaching",
        roster.market.id,
        "team",
        team,
        roster.calendar.monday(4, 1),
        roster.calendar.monday(1, 2) - 1,
        {"error_factor": 3.0, "action": "A-VN-effective"},
        agents,
    )


def _speeding(roster: Roster, _rng: np.random.Generator) -> Iterable[Incident]:
    _, team = _team(roster, "alder-da-nang")
    there = np.intersect1d(np.flatnonzero(roster.tenured), roster.at_site("alder-da-nang"))
    for agent in np.setdiff1d(there, team)[:4]:
        yield _personal(
            "speeding", roster, (agent,), roster.calendar.monday(1, 3), {"pace": 0.3, "error_factor": 2.2}
        )


def _item_mix(roster: Roster, _rng: np.random.Generator) -> Iterable[Incident]:
    yield Incident(
        "item_mix_shift",
        roster.market.id,
        "queue",
        "image",
        roster.calendar.monday(0, 1),
        _last(roster.calendar),
        {"label": "image.digitally_altered", "share_added": 0.20},
        queue=QUEUE["image"],
        act=False,
    )


def _straight_lining(roster: Roster, _rng: np.random.Generator) -> Iterable[Incident]:
    agent = np.flatnonzero(roster.tenured)[0]
    yield _personal(
        "straight_lining", roster, (agent,), roster.calendar.monday(0, 1), {"share": 0.97, "pace": 0.6}
    )


def _unacknowledged(roster: Roster, rng: np.random.Generator) -> Iterable[Incident]:
    there = np.intersect1d(np.flatnonzero(roster.tenured), roster.at_site("alder-tampines"))
    missing = np.sort(rng.choice(there, math.ceil(0.35 * len(there)), replace=False))
    yield Incident(
        "sop_unacknowledged",
        roster.market.id,
        "site",
        "alder-tampines",
        roster.calendar.monday(1, 2),
        _last(roster.calendar),
        {"share": 0.35, "never": 0.5},
        missing,
    )


def _copying(roster: Roster, _rng: np.random.Generator) -> Iterable[Incident]:
    pair = tuple(roster.desks[0])
    yield _personal(
        "copying", roster, pair, roster.calendar.monday(2, 1), {"share_copied": 0.85, "error_factor": 3.5}
    )


def _gold_leak(roster: Roster, _rng: np.random.Generator) -> Iterable[Incident]:
    yield Incident(
        "gold_leak",
        roster.market.id,
        "vendor",
        "lumen-works",
        roster.calendar.monday(1, 1),
        _last(roster.calendar),
        {"known": 0.92, "items_left": 25.0},
        roster.at_site("lumen-works-leeds"),
    )


def _late_request(roster: Roster, _rng: np.random.Generator) -> Iterable[Incident]:
    yield Incident(
        "late_request",
        roster.market.id,
        "request",
        last_request(roster.calendar, roster.market.id, QUEUE["listing"]),
        roster.calendar.monday(0, 2),
        _last(roster.calendar),
        {"needs_times_the_time_left": 3.0},
        queue=QUEUE["listing"],
    )


def _broken_design(roster: Roster, _rng: np.random.Generator) -> Iterable[Incident]:
    month = str(roster.calendar.until)
    yield Incident(
        "broken_audit_design",
        roster.market.id,
        "stratum",
        f"{month}/review/clean",
        roster.calendar.month_start(0),
        _last(roster.calendar),
        {"drawn_from_first_days": 8.0},
        queue=QUEUE["review"],
    )


def _team(roster: Roster, site: str) -> tuple[str, np.ndarray]:
    """The first team of a site and its settled agents."""
    there = roster.at_site(site)
    team = int(roster.team[there].min())
    return roster.teams[team].id, np.flatnonzero((roster.team == team) & (roster.cohort < 0))


def _personal(
    kind: str, roster: Roster, agents: tuple[int, ...], first: int, size: Mapping[str, float | str]
) -> Incident:
    entity = "+".join(str(roster.ids[agent]) for agent in agents)
    kind_of = "person" if len(agents) == 1 else "pair"
    last = _last(roster.calendar)
    return Incident(kind, roster.market.id, kind_of, entity, first, last, size, np.array(agents))


_BUILDERS: Mapping[str, tuple[Callable[[Roster, np.random.Generator], Iterable[Incident]], ...]] = {
    "SG": (_straight_lining, _unacknowledged),
    "ID": (_site_drop, _slow_cohort, _automation_bias),
    "TH": (_lenient_qa, _utilisation_loss, _idle_coaching),
    "VN": (_speeding, _item_mix, _restored_team),
    "BR": (_late_request, _broken_design),
    "GB": (_copying, _gold_leak),
}

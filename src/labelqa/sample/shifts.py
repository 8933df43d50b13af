"""How people's days went: shifts by the local clock, cut into intervals that never overlap."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from .columns import coded, instants
from .incidents import IncidentPlan
from .people import Roster
from .rhythm import SECOND

STATES = (
    "opening",
    "handling",
    "break",
    "handling",
    "waiting",
    "lunch",
    "handling",
    "break",
    "system_down",
    "handling",
    "waiting",
)
"""The slots of a shift in order; what fills the opening differs from day to day."""
HANDLING = np.array([slot for slot, state in enumerate(STATES) if state == "handling"])
DOWN = STATES.index("system_down")
LUNCH = STATES.index("lunch")
OPENINGS = ("admin", "meeting", "training", "coaching", "calibration")
ABSENCES = ("leave", "absence")
LONG = 9 * 3600
"""Seconds of a shift, an hour of lunch among them."""
WORDS = tuple(sorted({*STATES, *OPENINGS, *ABSENCES} - {"opening"}))
WORD = {word: code for code, word in enumerate(WORDS)}


@dataclass(frozen=True)
class Shifts:
    """
    A market's worked shifts, one value each, and the days its people were away.

    `login` is the instant a shift starts, `seconds` (shifts by slots) how long each slot of STATES lasts,
    `opening` indexes OPENINGS; `away` holds agent, day, start instant and index of ABSENCES.
    """

    agent: np.ndarray
    day: np.ndarray
    planned: np.ndarray
    login: np.ndarray
    seconds: np.ndarray
    opening: np.ndarray
    away: tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]

    @property
    def handling(self) -> np.ndarray:
        """Seconds of handling in each shift."""
        handling: np.ndarray = self.seconds[:, HANDLING].sum(axis=1)
        return handling

    def instant(self, shift: np.ndarray, second: np.ndarray) -> np.ndarray:
        """The instant at which a shift has handled for so many seconds."""
        lengths = self.seconds[:, HANDLING]
        starts = (np.cumsum(self.seconds, axis=1) - self.seconds)[:, HANDLING]
        before = np.cumsum(lengths, axis=1) - lengths
        block = (second[:, None] >= before[shift, 1:]).sum(axis=1)
        since_login = starts[shift, block] + second - before[shift, block]
        instant: np.ndarray = self.login[shift] + np.rint(since_login * 1000).astype(np.int64) * (
            SECOND // 1000
        )
        return instant


def shifts(roster: Roster, plan: IncidentPlan, rng: np.random.Generator) -> Shifts:
    """Who worked when, and what the time went into."""
    calendar = roster.calendar
    days = np.arange(calendar.length)
    off = (calendar.weekday(days) - roster.rota[:, None]) % 7 < 2
    employed = (days >= roster.production[:, None]) & (days < roster.last[:, None])
    agent, day = np.nonzero(employed & ~off)
    planned = calendar.instant(day, roster.start[agent] - calendar.offsets(roster.market.zone)[day])
    chance = rng.random(len(agent))
    here, ill = chance < 0.955, chance > 0.985
    away = tuple(each[~here] for each in (agent, day, planned, ill.astype(int)))
    agent, day, planned = agent[here], day[here], planned[here]
    login = planned + np.rint(rng.normal(0, 150, len(day))).astype(np.int64) * SECOND
    opening = rng.choice(len(OPENINGS), len(day), p=[0.52, 0.22, 0.12, 0.09, 0.05])
    seconds = _slots(opening, _downtime(roster, plan, agent, day, rng), rng)
    return Shifts(agent, day, planned, login, seconds, opening, (away[0], away[1], away[2], away[3]))


def _downtime(
    roster: Roster, plan: IncidentPlan, agent: np.ndarray, day: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """Seconds without a system: now and then a short failure of a site, and the planted outage."""
    sites = int(roster.site.max()) + 1
    outage = np.where(rng.random((sites, roster.calendar.length)) < 0.02, 1200, 0)
    down: np.ndarray = outage[roster.site[agent], day] * rng.uniform(0.7, 1.3, len(agent))
    for incident in plan.of("utilisation_loss"):
        hit = incident.touches(agent, np.zeros_like(agent), day)
        down[hit] += float(incident.size["seconds_a_shift"]) * rng.uniform(0.8, 1.2, hit.sum())
    return down


def _slots(opening: np.ndarray, down: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    n = len(opening)
    seconds = np.zeros((n, len(STATES)))
    seconds[:, 0] = rng.uniform(360, 900, n) + np.array([0, 600, 1500, 900, 1800])[opening]
    seconds[:, [2, 7]] = rng.normal(900, 60, (n, 2))
    seconds[:, LUNCH] = rng.normal(3600, 120, n)
    seconds[:, [4, 10]] = rng.gamma(4, 240, (n, 2))
    seconds[:, DOWN] = down
    left = LONG - seconds.sum(axis=1)
    seconds[:, HANDLING] = left[:, None] * rng.dirichlet([60, 60, 60, 60], n)
    return np.rint(seconds)


def time_columns(roster: Roster, shifts: Shifts) -> dict[str, pa.Array]:
    """The canonical table `time`, sorted by start."""
    ends = np.cumsum(shifts.seconds, axis=1)
    shift, slot = np.nonzero(shifts.seconds > 0)
    words = np.array([WORD.get(state, -1) for state in STATES])[slot]
    openings = np.array([WORD[word] for word in OPENINGS])[shifts.opening]
    end = shifts.login[shift] + (ends[shift, slot] * SECOND).astype(np.int64)
    start = end - (shifts.seconds[shift, slot] * SECOND).astype(np.int64)
    agent, _, away, kind = shifts.away
    agents = np.concatenate([shifts.agent[shift], agent])
    state = np.concatenate(
        [np.where(words < 0, openings[shift], words), np.array([WORD[word] for word in ABSENCES])[kind]]
    )
    start, end = np.concatenate([start, away]), np.concatenate([end, away + 8 * 3600 * SECOND])
    order = np.lexsort((agents, start))
    unpaid = np.isin(state, [WORD["lunch"], WORD["absence"]])
    return {
        "person_id": coded(agents[order], roster.ids),
        "market_id": coded(np.zeros(len(order), dtype=int), [roster.market.id]),
        "start_at": instants(start[order]),
        "end_at": instants(end[order]),
        "state": coded(state[order], WORDS),
        "queue_id": pa.nulls(len(order), pa.string()),
        "paid": pa.array(~unpaid[order]),
    }


def schedule_columns(roster: Roster, shifts: Shifts) -> dict[str, pa.Array]:
    """The canonical table `schedules`: work, lunch, work; and leave that was planned."""
    agent, _, away, kind = shifts.away
    leave = kind == ABSENCES.index("leave")
    work = np.concatenate([shifts.planned, away[~leave]])
    who = np.concatenate([shifts.agent, agent[~leave]])
    cuts = np.array([0, 4, 5, 9]) * 3600 * SECOND
    agents = np.concatenate([np.repeat(who, 3), agent[leave]])
    start = np.concatenate([(work[:, None] + cuts[:3]).ravel(), away[leave]])
    end = np.concatenate([(work[:, None] + cuts[1:]).ravel(), away[leave] + 8 * 3600 * SECOND])
    state = np.concatenate([np.tile([0, 1, 0], len(work)), np.full(leave.sum(), 2)])
    order = np.lexsort((agents, start))
    return {
        "person_id": coded(agents[order], roster.ids),
        "market_id": coded(np.zeros(len(order), dtype=int), [roster.market.id]),
        "start_at": instants(start[order]),
        "end_at": instants(end[order]),
        "planned_state": coded(state[order], ["work", "lunch", "leave"]),
    }

"""The skeleton of a market's decisions: who decided when in which queue, before what was decided.

Some twenty decisions stand for a shift, where the same people would make several hundred: handling time
in the table `time` is therefore far more than the sum of `active_ms`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .people import Roster
from .shifts import Shifts
from .taxonomy import SECONDS

MAIN_QUEUE = 0.7
"""Share of an agent's decisions in the agent's main queue."""
SHARED = 0.4
"""Share of a desk's items that both of its agents label."""


@dataclass(frozen=True)
class Decisions:
    """
    Decisions in order of `submitted`; `twice` are the rows (first, second) of items that a desk labels twice.

    `agent`, `queue` and `day` are indices and the local day number.
    """

    agent: np.ndarray
    day: np.ndarray
    submitted: np.ndarray
    queue: np.ndarray
    twice: tuple[np.ndarray, np.ndarray]

    def __len__(self) -> int:
        return len(self.agent)


def learning(roster: Roster, agent: np.ndarray, day: np.ndarray, days: float | np.ndarray) -> np.ndarray:
    """What a joiner still lacks, from 1 at the start of production towards 0; 0 for settled agents."""
    age = np.maximum(day - roster.production[agent], 0)
    return np.where(roster.cohort[agent] >= 0, np.exp(-age / days), 0.0)


def decisions(
    roster: Roster, shifts: Shifts, intake: np.ndarray, labels: float, rng: np.random.Generator
) -> Decisions:
    """About so many decisions, spread over the handling time of the shifts."""
    standard = roster.pace * (SECONDS[roster.queues] @ np.array([MAIN_QUEUE, 1 - MAIN_QUEUE]))
    slow = 1 + 0.6 * learning(roster, shifts.agent, shifts.day, 20.0)
    rate = shifts.handling * intake[shifts.day] / (standard[shifts.agent] * slow)
    count = rng.poisson(labels * rate / rate.sum())
    shift = np.repeat(np.arange(len(count)), count)
    turn = np.arange(len(shift)) - np.repeat(np.cumsum(count) - count, count)
    second = (turn + rng.uniform(0.1, 0.9, len(shift))) / count[shift] * shifts.handling[shift]
    submitted = shifts.instant(shift, second)
    order = np.argsort(submitted, kind="stable")
    agent, day = shifts.agent[shift][order], shifts.day[shift][order]
    main = (rng.random(len(shift)) < MAIN_QUEUE).astype(int)
    queue = roster.queues[agent, 1 - main]
    twice = _twice(roster, agent, day * 1000 + turn[order], rng)
    queue[twice[1]] = queue[twice[0]]
    return Decisions(agent, day, submitted[order], queue, twice)


def _twice(
    roster: Roster, agent: np.ndarray, turn: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Rows of both agents of a desk at the same turn of the same day, some of them."""
    pairs = []
    for one, other in roster.desks:
        mine, theirs = np.flatnonzero(agent == one), np.flatnonzero(agent == other)
        _, left, right = np.intersect1d(turn[mine], turn[theirs], return_indices=True)
        kept = rng.random(len(left)) < SHARED
        pairs.append((mine[left[kept]], theirs[right[kept]]))
    first, second = (np.concatenate(rows) for rows in zip(*pairs, strict=True))
    return first, second

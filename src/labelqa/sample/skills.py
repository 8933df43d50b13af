"""What was decided and how long it took: skill, learning and difficulty, and the planted behaviours."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .decisions import Decisions, learning
from .incidents import IncidentPlan
from .items import Items
from .people import Roster
from .taxonomy import CLASS, CLEAN, HARDNESS, PARTNER, SECONDS, wrong_label

LEARNING_DAYS = 12.0
FOLLOWS_WRONG = 0.12
"""Usual chance to follow a wrong suggestion that is shown; a right one saves two errors in five."""
SPREAD = 0.45
"""Standard deviation of the logarithm of the handling time; a few decisions take far longer."""


@dataclass(frozen=True)
class GivenLabels:
    """A market's decisions with what was given; `active` and `elapsed` are milliseconds."""

    decisions: Decisions
    items: Items
    given: np.ndarray
    active: np.ndarray
    elapsed: np.ndarray

    @property
    def wrong(self) -> np.ndarray:
        """Which decisions are truly wrong."""
        wrong: np.ndarray = self.given != self.items.truth
        return wrong


def labels(
    roster: Roster, decisions: Decisions, items: Items, plan: IncidentPlan, rng: np.random.Generator
) -> GivenLabels:
    """Decide."""
    given = _given(roster, decisions, items, plan, rng)
    return GivenLabels(decisions, items, given, *_milliseconds(roster, decisions, plan, rng))


def _chance_of_error(
    roster: Roster, decisions: Decisions, items: Items, plan: IncidentPlan, rng: np.random.Generator
) -> np.ndarray:
    """The chance that each decision is wrong: the agent's own, times what makes it harder."""
    agent, day = decisions.agent, decisions.day
    days = np.full(len(decisions), LEARNING_DAYS)
    for incident in plan.of("slow_cohort"):
        days[np.isin(agent, incident.agents)] = float(incident.size["days_to_learn"])
    weeks = rng.lognormal(0, 0.1, (int(roster.site.max()) + 1, roster.calendar.length // 7 + 1))
    chance: np.ndarray = roster.error[agent] * HARDNESS[items.truth] * items.difficulty
    chance *= weeks[roster.site[agent], day // 7]
    chance *= 1 + 1.5 * learning(roster, agent, day, days)
    chance *= np.where(items.shown & (items.suggested == items.truth), 0.6, 1.0)
    for incident in plan.incidents:
        if "error_factor" in incident.size:
            chance[incident.touches(agent, decisions.queue, day)] *= float(incident.size["error_factor"])
    capped: np.ndarray = np.minimum(chance, 0.75)
    return capped


def _given(
    roster: Roster, decisions: Decisions, items: Items, plan: IncidentPlan, rng: np.random.Generator
) -> np.ndarray:
    """The label of each decision."""
    given = items.truth.copy()
    wrong = rng.random(len(given)) < _chance_of_error(roster, decisions, items, plan, rng)
    given[wrong] = wrong_label(items.truth[wrong], rng)
    _follow_suggestions(given, decisions, items, plan, rng)
    _misread_sop(given, decisions, items, plan, rng)
    for incident in plan.of("straight_lining"):
        rows = incident.touches(decisions.agent, decisions.queue, decisions.day)
        rows &= rng.random(len(given)) < float(incident.size["share"])
        given[rows] = CLEAN[decisions.queue[rows]]
    for incident in plan.of("copying"):
        rows = incident.touches(decisions.agent, decisions.queue, decisions.day)
        rows &= rng.random(len(given)) < float(incident.size["share_copied"])
        given[rows] = given[items.first[rows]]
    known = _knows_answer(decisions, items, plan, rng)
    given[known] = items.truth[known]
    return given


def _follow_suggestions(
    given: np.ndarray, decisions: Decisions, items: Items, plan: IncidentPlan, rng: np.random.Generator
) -> None:
    chance = np.full(len(given), FOLLOWS_WRONG)
    for incident in plan.of("automation_bias"):
        rows = incident.touches(decisions.agent, decisions.queue, decisions.day)
        chance[rows] = float(incident.size["follows_wrong_suggestion"])
    follows = items.shown & (items.suggested != items.truth) & (rng.random(len(given)) < chance)
    given[follows] = items.suggested[follows]


def _misread_sop(
    given: np.ndarray, decisions: Decisions, items: Items, plan: IncidentPlan, rng: np.random.Generator
) -> None:
    """A site confuses two classes for a week, and less so afterwards."""
    for incident in plan.of("site_drop"):
        label = CLASS[str(incident.size["label"])]
        pair = np.isin(items.truth, [label, PARTNER[label]]) & np.isin(decisions.agent, incident.agents)
        during, after = (float(incident.size[name]) for name in ("confused", "left_after"))
        chance = np.where(decisions.day <= incident.last, during, after)
        rows = pair & (decisions.day >= incident.first) & (rng.random(len(given)) < chance)
        given[rows] = PARTNER[items.truth[rows]]


def _knows_answer(
    decisions: Decisions, items: Items, plan: IncidentPlan, rng: np.random.Generator
) -> np.ndarray:
    """Which gold decisions were made by people who had the answer beforehand."""
    known = np.zeros(len(decisions), dtype=bool)
    for incident in plan.of("gold_leak"):
        rows = incident.touches(decisions.agent, decisions.queue, decisions.day) & (items.gold >= 0)
        known |= rows & (rng.random(len(known)) < float(incident.size["known"]))
    return known


def _milliseconds(
    roster: Roster, decisions: Decisions, plan: IncidentPlan, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Milliseconds of each decision without and with idle time."""
    n, agent = len(decisions), decisions.agent
    seconds = SECONDS[decisions.queue] * roster.pace[agent] * np.exp(rng.normal(0, SPREAD, n))
    seconds *= 1 + 0.6 * learning(roster, agent, decisions.day, 20.0)
    tail = rng.random(n) < 0.03
    seconds[tail] *= rng.lognormal(1.2, 0.5, int(tail.sum()))
    for incident in plan.incidents:
        if "pace" in incident.size:
            seconds[incident.touches(agent, decisions.queue, decisions.day)] *= float(incident.size["pace"])
    active = np.rint(seconds * 1000).astype(np.int64)
    idle = np.where(rng.random(n) < 0.15, rng.exponential(60_000, n), 0)
    return active, active + np.rint(idle).astype(np.int64)

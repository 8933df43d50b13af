"""How people were taught: calibration sessions with their answers, and training modules."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from .columns import coded, numbered
from .incidents import IncidentPlan
from .labels import CLASS_IDS, same
from .people import CLASSROOM, Roster
from .procedures import CLAUSE_IDS, VERSIONS, versions_in_force
from .rhythm import moment
from .taxonomy import QUEUES, true_labels, wrong_label

SEATS, ITEMS = 12, 20
BEFORE, AFTER = 0.86, 0.94
"""Share of right answers before and after the clauses were talked through."""
MODULES = ("basics", "policy", "tool")
PASS = 16
QUESTIONS = 20


def session_rows(roster: Roster) -> list[dict[str, Any]]:
    """The canonical table `calibration_sessions`: one a month, the queues in turn."""
    calendar, rows = roster.calendar, list[dict[str, Any]]()
    for back in reversed(range(calendar.months)):
        day = calendar.monday(back, 2) + 1
        queue, held = back % len(QUEUES), calendar.instant(day, 7 * 3600)
        version, _ = versions_in_force(calendar, np.array([queue]), np.array([held]))
        rows.append(
            {
                "session_id": f"{roster.market.id}-S{calendar.months - back}",
                "market_id": roster.market.id,
                "queue_id": QUEUES[queue].id,
                "sop_version": VERSIONS[int(version[0])],
                "held_at": moment(held),
            }
        )
    return rows


def response_columns(roster: Roster, rng: np.random.Generator) -> dict[str, pa.Array]:
    """The canonical table `calibration_responses`: settled agents answer the same items twice."""
    sessions = roster.calendar.months
    settled = np.flatnonzero(roster.tenured)
    seats = min(SEATS, len(settled))
    people = np.concatenate([rng.choice(settled, seats, replace=False) for _ in range(sessions)])
    queues = [back % len(QUEUES) for back in reversed(range(sessions))]
    keys = np.concatenate([true_labels(queue, ITEMS, rng) for queue in queues])
    session, seat, item, phase = (
        each.ravel() for each in np.indices((sessions, seats, ITEMS, 2), dtype=np.int64)
    )
    key = keys[session * ITEMS + item]
    hard = rng.lognormal(-0.3, 0.8, len(keys))[session * ITEMS + item]
    wrong = rng.random(len(key)) < np.minimum(np.where(phase == 0, 1 - BEFORE, 1 - AFTER) * hard, 0.8)
    n = len(key)
    return {
        "session_id": coded(session, [f"{roster.market.id}-S{number + 1}" for number in range(sessions)]),
        "market_id": same(roster.market.id, n),
        "item_id": numbered(f"{roster.market.id}-C", session * ITEMS + item, 5),
        "person_id": coded(people[session * seats + seat], roster.ids),
        "phase": coded(phase, ["pre", "post"]),
        "label_id": coded(np.where(wrong, wrong_label(key, rng), key), CLASS_IDS),
        "key_label_id": coded(key, CLASS_IDS),
        "key_challenged": pa.array(wrong & (rng.random(n) < 0.1)),
        "clause_id": coded(key, CLAUSE_IDS),
        "minutes": pa.array(np.round(rng.lognormal(0.2, 0.4, n), 2)),
    }


def training_rows(roster: Roster, plan: IncidentPlan, rng: np.random.Generator) -> list[dict[str, Any]]:
    """The canonical table `training`: joiners' modules, everyone's yearly refresher, and coaching."""
    rows = list[dict[str, Any]]()
    for agent in range(len(roster.ids)):
        if roster.cohort[agent] >= 0:
            for place, module in enumerate(MODULES):
                day = int(roster.hired[agent]) + (place + 1) * (CLASSROOM - 2) // len(MODULES)
                rows += _module(roster, agent, module, day, rng)
        else:
            day = int(rng.integers(0, min(roster.last[agent], roster.calendar.length)))
            rows += _module(roster, agent, "refresher", day, rng)
    for incident in plan.of("restored_by_coaching", "action_without_effect"):
        day = roster.calendar.monday(1, 2) - 3
        rows += [row for agent in incident.agents for row in _module(roster, agent, "coaching", day, rng)]
    return rows


def _module(
    roster: Roster, agent: int, module: str, day: int, rng: np.random.Generator
) -> list[dict[str, Any]]:
    """All attempts at a module, at most three, two days apart at most."""
    rows = list[dict[str, Any]]()
    while not rows or (not rows[-1]["passed"] and len(rows) < 3):
        right = int(rng.binomial(QUESTIONS, 0.9))
        at = roster.calendar.instant(day, (8 + 12 * len(rows)) * 3600 + int(rng.integers(0, 7200)))
        rows.append(
            {
                "person_id": str(roster.ids[agent]),
                "market_id": roster.market.id,
                "module_id": module,
                "attempt": len(rows) + 1,
                "completed_at": moment(at),
                "passed": right >= PASS,
                "cohort_id": roster.cohorts[roster.cohort[agent]] if roster.cohort[agent] >= 0 else None,
            }
        )
    return rows

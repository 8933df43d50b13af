"""The tables of rules: queues, label classes, SOP versions and who has read them, sample designs."""

from __future__ import annotations

from typing import Any

import numpy as np

from .incidents import IncidentPlan
from .people import Roster
from .rhythm import DAY, SECOND, Calendar, moment
from .taxonomy import QUEUE, QUEUES

VERSIONS = ("v1", "v2", "v3")
MONTHLY, RAMP, REVIEW = "monthly_estimate", "ramp_checks", "qa_review"
MAJOR_LATE = QUEUE["brand"]
"""The queue whose major change falls into the last month; the others had theirs the month before."""


def effective(calendar: Calendar, queue: int) -> np.ndarray:
    """The instants from which the versions of a queue's SOP hold."""
    major = calendar.monday(0, 1) if queue == MAJOR_LATE else calendar.monday(1, 2)
    return calendar.instant(np.array([-240, calendar.monday(3, 2), major]), 0)


def versions_in_force(
    calendar: Calendar, queue: np.ndarray, submitted: np.ndarray
) -> tuple[np.ndarray, tuple[str, ...]]:
    """For each decision the code of its SOP version, and the words of the codes."""
    since = np.stack([effective(calendar, code) for code in range(len(QUEUES))])
    return (submitted[:, None] >= since[queue, 1:]).sum(axis=1), VERSIONS


CLAUSE_IDS = [f"{queue.id}-{place + 1}" for queue in QUEUES for place in range(len(queue.classes))]
"""The clause that speaks of each label class."""


def queue_rows() -> list[dict[str, Any]]:
    """The canonical table `queues`."""
    return [
        {
            "queue_id": queue.id,
            "name": queue.name,
            "taxonomy_version": queue.taxonomy,
            "sop_family": queue.family,
            "std_seconds": queue.seconds,
        }
        for queue in QUEUES
    ]


def class_rows() -> list[dict[str, Any]]:
    """The canonical table `label_classes`."""
    return [
        {
            "taxonomy_version": queue.taxonomy,
            "label_id": each.id,
            "name": each.name,
            "is_violation": 0 < place < len(queue.classes) - 1,
            "severity_weight": each.severity,
            "order_index": place if queue.ordinal and place < len(queue.classes) - 1 else None,
        }
        for queue in QUEUES
        for place, each in enumerate(queue.classes)
    ]


def version_rows(calendar: Calendar) -> list[dict[str, Any]]:
    """The canonical table `sop_versions`."""
    return [
        {
            "sop_family": queue.family,
            "sop_version": version,
            "effective_at": moment(since),
            "change_type": ("minor", "minor", "major")[number],
        }
        for code, queue in enumerate(QUEUES)
        for number, (version, since) in enumerate(zip(VERSIONS, effective(calendar, code), strict=True))
    ]


def clause_rows() -> list[dict[str, Any]]:
    """The canonical table `sop_clauses`: one clause for each label, rewritten by major versions."""
    return [
        {
            "sop_family": queue.family,
            "sop_version": version,
            "clause_id": f"{queue.id}-{place + 1}",
            "title": f"When to choose: {each.name.lower()}",
        }
        for queue in QUEUES
        for version in VERSIONS
        for place, each in enumerate(queue.classes)
    ]


def design_rows() -> list[dict[str, Any]]:
    """The canonical table `sample_designs`."""
    designs = (
        (MONTHLY, "monthly_estimate", "month / queue / violation or clean, as given", "stratified", True),
        (RAMP, "ramp", "none: chosen from joiners' first three weeks", "judgemental", False),
        (REVIEW, "review", "month / verdict of the QA", "stratified", True),
    )
    names = ("design_id", "purpose", "strata", "method", "is_probability")
    return [dict(zip(names, design, strict=True)) for design in designs]


def acknowledgement_rows(
    roster: Roster, plan: IncidentPlan, rng: np.random.Generator
) -> list[dict[str, Any]]:
    """The canonical table `sop_acknowledgements`: read in time by all but those planted."""
    calendar, rows = roster.calendar, list[dict[str, Any]]()
    begins, ends = (
        calendar.instant(days, 0) for days in (roster.production, np.minimum(roster.last, 40_000))
    )
    since = [effective(calendar, code) for code in range(len(QUEUES))]
    for agent, person in enumerate(roster.ids):
        for queue in roster.queues[agent]:
            until = [*since[queue][1:], np.iinfo(np.int64).max]
            for version, held, over in zip(VERSIONS, since[queue], until, strict=True):
                needed = max(held, begins[agent])
                if needed >= min(over, ends[agent]):
                    continue
                read = _read(roster, plan, agent, int(needed), rng)
                if read is not None:
                    rows.append(
                        {
                            "person_id": str(person),
                            "market_id": roster.market.id,
                            "sop_family": QUEUES[queue].family,
                            "sop_version": version,
                            "acknowledged_at": moment(read),
                            "quiz_right": int(rng.binomial(10, 0.9)),
                            "quiz_asked": 10,
                        }
                    )
    return rows


def _read(
    roster: Roster, plan: IncidentPlan, agent: int, needed: int, rng: np.random.Generator
) -> int | None:
    """When an agent read a version that was needed from then on; None for never."""
    early = needed - int(rng.uniform(0.2, 8) * DAY * SECOND)
    for incident in plan.of("sop_unacknowledged"):
        if agent in incident.agents and needed >= roster.calendar.instant(incident.first, 0):
            never = rng.random() < float(incident.size["never"])
            return None if never else needed + int(rng.uniform(4, 12) * DAY * SECOND)
    return early

"""What was asked for and delivered: requests, their states, and weekly batches."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np

from .company import MARKETS
from .incidents import IncidentPlan
from .people import Roster
from .procedures import versions_in_force
from .rhythm import DAY, SECOND, Calendar, moment
from .skills import GivenLabels
from .taxonomy import QUEUES

MINUTE = 60 * SECOND
SPACING = 54
"""Days between the starts of a queue's requests."""
LOT = (80, 7)
"""Decisions inspected in a lot, and how many may be wrong."""
TEAMS = ("algo", "policy", "ops")


@dataclass(frozen=True)
class Demand:
    """
    A market's requests and deliveries as rows.

    `request` and `batch` number each decision's request in `requests` and batch in `deliveries`; -1 is none.
    """

    requests: list[dict[str, Any]]
    deliveries: list[dict[str, Any]]
    request: np.ndarray
    batch: np.ndarray


def starts(calendar: Calendar, market: str, queue: int) -> list[int]:
    """The day numbers on which a queue's requests take over from each other; the first runs from day 0."""
    place = [each.id for each in MARKETS].index(market)
    phase = (queue * 5 + place * 3) % len(QUEUES) * SPACING // len(QUEUES)
    return [0, *range(phase + 10, calendar.length - 7, SPACING)]


def last_request(calendar: Calendar, market: str, queue: int) -> str:
    """The id of the request that a queue still works on at the end."""
    return _request_id(market, queue, len(starts(calendar, market, queue)) - 1)


def demand(roster: Roster, labels: GivenLabels, plan: IncidentPlan, rng: np.random.Generator) -> Demand:
    """Divide the decisions among requests, and each request's among weekly batches."""
    calendar, market = roster.calendar, roster.market.id
    ids, request = _divided(roster, labels)
    deliveries, batch = _deliveries(roster, labels, request, ids, rng)
    requests = []
    for code, (queue, number) in enumerate(ids):
        submitted = labels.decisions.submitted[request == code]
        if number < len(starts(calendar, market, queue)) - 1:
            delivered = [row for row in deliveries if row["request_id"] == _request_id(market, queue, number)]
            promise = _closed(delivered, rng)
        else:
            promise = _open(roster, queue, submitted, plan, rng)
        requests.append(_request(roster, queue, number, int(submitted[0]), rng) | promise)
    sent = Counter[str]()
    for row in deliveries:
        sent[row["request_id"]] += row["n_labels"]
    requests = [row | {"volume_delivered": sent[row["request_id"]]} for row in requests]
    return Demand([*requests, _cancelled(requests[0], calendar, market)], deliveries, request, batch)


def _divided(roster: Roster, labels: GivenLabels) -> tuple[list[tuple[int, int]], np.ndarray]:
    """
    The requests as (queue, number in the queue), and each decision's place among them.

    A request of which nothing could be delivered was never made.
    """
    ids, request = list[tuple[int, int]](), np.full(len(labels.given), -1)
    for queue in range(len(QUEUES)):
        rows = np.flatnonzero((labels.decisions.queue == queue) & (labels.items.gold < 0))
        cuts = starts(roster.calendar, roster.market.id, queue)
        part = np.searchsorted(cuts, labels.decisions.day[rows], side="right") - 1
        for number in np.unique(part[~labels.items.superseded[rows]]).tolist():
            request[rows[part == number]] = len(ids)
            ids.append((queue, number))
    return ids, request


def _request_id(market: str, queue: int, number: int) -> str:
    return f"R-{market}-{QUEUES[queue].id}-{number + 1}"


def _deliveries(
    roster: Roster,
    labels: GivenLabels,
    request: np.ndarray,
    ids: list[tuple[int, int]],
    rng: np.random.Generator,
) -> tuple[list[dict[str, Any]], np.ndarray]:
    """Every Monday each request's decisions of the week before are handed over, but for superseded ones."""
    calendar, day = roster.calendar, labels.decisions.day
    ahead = int(calendar.weekday(np.array(0)))
    week = (day + ahead) // 7
    monday = (week + 1) * 7 - ahead
    sent = (request >= 0) & ~labels.items.superseded & (monday < calendar.length)
    keys, place, count = np.unique(request[sent] * 1000 + week[sent], return_inverse=True, return_counts=True)
    wrong = np.bincount(place, labels.wrong[sent]) / count
    rows = []
    for number, (key, n) in enumerate(zip(keys.tolist(), count.tolist(), strict=True)):
        queue, part = ids[key // 1000]
        size, limit = LOT
        at = calendar.instant((key % 1000 + 1) * 7 - ahead, int(rng.integers(180, 540)) * 60)
        accepted = rng.binomial(size, wrong[number]) <= limit
        rows.append(
            {
                "batch_id": f"B-{roster.market.id}-{number + 1:04d}",
                "market_id": roster.market.id,
                "request_id": _request_id(roster.market.id, queue, part),
                "delivered_at": moment(at),
                "n_labels": n,
                "lot_n": size if n > size else None,
                "lot_c": limit if n > size else None,
                "lot_verdict": ("accepted" if accepted else "rejected") if n > size else None,
                "consumer": QUEUES[queue].consumer,
            }
        )
    batch = np.full(len(request), -1)
    batch[sent] = place
    return rows, batch


def _request(roster: Roster, queue: int, number: int, begun: int, rng: np.random.Generator) -> dict[str, Any]:
    """What is known when work begins."""
    before = np.cumsum(rng.lognormal([0.2, 0.6, 0.0], 0.5) * DAY * SECOND)
    final, accepted, created = (moment((begun - step) // MINUTE * MINUTE) for step in before)
    version, words = versions_in_force(roster.calendar, np.array([queue]), np.array([begun]))
    return {
        "request_id": _request_id(roster.market.id, queue, number),
        "market_id": roster.market.id,
        "requester_team": TEAMS[int(rng.integers(len(TEAMS)))],
        "queue_id": QUEUES[queue].id,
        "created_at": created,
        "accepted_at": accepted,
        "sop_final_at": final,
        "first_label_at": moment(begun),
        "cancelled_at": None,
        "priority": str(rng.choice(["high", "normal", "low"], p=[0.2, 0.6, 0.2])),
        "quality_target": 0.95,
        "sop_version": words[int(version[0])],
        "rework_of": _request_id(roster.market.id, queue, number - 1) if (queue, number) == (3, 1) else None,
    }


def _closed(delivered: list[dict[str, Any]], rng: np.random.Generator) -> dict[str, Any]:
    """A delivered request: nine in ten in time."""
    at = max(row["delivered_at"] for row in delivered)
    late = rng.random() < 0.08
    spare = timedelta(days=-rng.uniform(0.5, 4.0) if late else rng.uniform(0.5, 6.0))
    volume = sum(row["n_labels"] for row in delivered)
    due = (at + spare).replace(minute=0, second=0, microsecond=0)
    return {"due_at": due, "delivered_at": at, "volume_requested": volume}


def _open(
    roster: Roster, queue: int, submitted: np.ndarray, plan: IncidentPlan, rng: np.random.Generator
) -> dict[str, Any]:
    """A request still worked on, with half as much again of the time it needs, unless planted otherwise."""
    per_day = len(submitted) / max((roster.calendar.end - submitted[0]) / (DAY * SECOND), 1.0)
    days, need = rng.uniform(12, 24), 1 / 1.5
    for incident in plan.of("late_request"):
        if incident.queue == queue:
            need = float(incident.size["needs_times_the_time_left"])
    return {
        "due_at": moment(roster.calendar.end + round(days) * DAY * SECOND),
        "delivered_at": None,
        "volume_requested": len(submitted) + round(per_day * days * need),
    }


def _cancelled(like: dict[str, Any], calendar: Calendar, market: str) -> dict[str, Any]:
    """A request that was called off before anyone labelled."""
    created = moment(calendar.instant(calendar.month_start(1), 8 * 3600))
    return like | {
        "request_id": _request_id(market, 0, -1),
        "created_at": created,
        "accepted_at": created + timedelta(days=1),
        "sop_final_at": None,
        "first_label_at": None,
        "due_at": created + timedelta(days=30),
        "delivered_at": None,
        "cancelled_at": created + timedelta(days=5),
        "volume_delivered": 0,
    }

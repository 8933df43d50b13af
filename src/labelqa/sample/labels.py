"""The canonical tables of decisions: labels, overlaps, adjudications and gold."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from .columns import coded, instants, numbered, whole
from .demand import Demand
from .items import GOLD_ITEMS, Items
from .people import Roster
from .procedures import versions_in_force
from .rhythm import DAY, SECOND
from .skills import GivenLabels
from .taxonomy import CLASSES, PARTNER, QUEUES, SKIP

CLASS_IDS = [each.id for each in CLASSES]
QUEUE_IDS = [queue.id for queue in QUEUES]
STATUS = ("final", "superseded")


def event_ids(roster: Roster, rows: np.ndarray) -> pa.Array:
    """The ids of decisions by row, -1 for none."""
    return numbered(f"{roster.market.id}-D", rows)


def item_ids(roster: Roster, numbers: np.ndarray) -> pa.Array:
    """The ids of items by number."""
    return numbered(f"{roster.market.id}-I", numbers)


def same(value: str, n: int) -> pa.Array:
    """One text n times."""
    return coded(np.zeros(n, dtype=np.int32), [value])


def label_columns(
    roster: Roster, labels: GivenLabels, demand: Demand, data_error: tuple[int, int] | None
) -> dict[str, pa.Array]:
    """The canonical table `labels`; what was submitted within `data_error` (instants) is tainted."""
    decisions, items, n = labels.decisions, labels.items, len(labels.given)
    from_to = data_error or (0, 0)
    version, words = versions_in_force(roster.calendar, decisions.queue, decisions.submitted)
    return {
        "label_event_id": event_ids(roster, np.arange(n)),
        "item_id": item_ids(roster, items.number),
        "market_id": same(roster.market.id, n),
        "queue_id": coded(decisions.queue, QUEUE_IDS),
        "request_id": coded(demand.request, [row["request_id"] for row in demand.requests]),
        "person_id": coded(decisions.agent, roster.ids),
        "label_id": coded(labels.given, CLASS_IDS),
        "sop_version": coded(version, words),
        "submitted_at": instants(decisions.submitted),
        "started_at": instants(decisions.submitted - labels.elapsed * (SECOND // 1000)),
        "active_ms": whole(labels.active),
        "attempt": whole(items.attempt),
        "is_gold": pa.array(items.gold >= 0),
        "overlap_group_id": numbered(f"{roster.market.id}-G", items.group),
        "was_skipped": pa.array(np.isin(labels.given, SKIP)),
        "suggested_label_id": coded(items.suggested, CLASS_IDS),
        "suggestion_shown": pa.array(items.shown),
        "delivered_batch_id": coded(demand.batch, [row["batch_id"] for row in demand.deliveries]),
        "is_tainted": pa.array((decisions.submitted >= from_to[0]) & (decisions.submitted < from_to[1])),
        "status": coded(items.superseded.astype(int), STATUS),
    }


def overlap_columns(roster: Roster, labels: GivenLabels) -> dict[str, pa.Array]:
    """The canonical table `overlaps`: every decision that has an independent second one."""
    rows = np.flatnonzero(labels.items.group >= 0)
    return {
        "overlap_group_id": numbered(f"{roster.market.id}-G", labels.items.group[rows]),
        "person_id": coded(labels.decisions.agent[rows], roster.ids),
        "market_id": same(roster.market.id, len(rows)),
        "item_id": item_ids(roster, labels.items.number[rows]),
        "queue_id": coded(labels.decisions.queue[rows], QUEUE_IDS),
        "label_id": coded(labels.given[rows], CLASS_IDS),
        "blind": pa.array(np.ones(len(rows), dtype=bool)),
        "purpose": same("agreement", len(rows)),
        "submitted_at": instants(labels.decisions.submitted[rows]),
    }


def adjudication_columns(
    roster: Roster, labels: GivenLabels, rng: np.random.Generator
) -> dict[str, pa.Array]:
    """The canonical table `adjudications`: a final label for disputed items, and for all items of desks."""
    group = labels.items.group
    rows = np.flatnonzero(group >= 0)
    differ = labels.given[rows] != labels.given[group[rows]]
    settled = np.union1d(group[rows][differ], labels.decisions.twice[0])
    n = len(settled)
    delay = rng.exponential(DAY, n) + 3600
    return {
        "item_id": item_ids(roster, labels.items.number[settled]),
        "market_id": same(roster.market.id, n),
        "final_label_id": coded(labels.items.truth[settled], CLASS_IDS),
        "adjudicator_id": coded(rng.integers(0, len(roster.smes), n), roster.smes),
        "adjudicated_at": instants(labels.decisions.submitted[settled] + (delay * SECOND).astype(np.int64)),
    }


def gold_rows(roster: Roster, items: Items, rng: np.random.Generator) -> list[dict[str, Any]]:
    """The canonical table `gold`: the known answers, a few with a second one that is accepted."""
    n = len(items.gold_truth)
    ids = item_ids(roster, len(items.first) + np.arange(n)).to_pylist()
    two = rng.random(n) < 0.04
    rng.integers(1, 6, n)  # NOTE: not used any more, but what is drawn after it shall stay
    return [
        {
            "item_id": ids[code],
            "queue_id": QUEUES[code // GOLD_ITEMS].id,
            "gold_version": "g1",
            "market_id": roster.market.id,
            "ref_label_id": CLASS_IDS[truth],
            "acceptable_label_ids": [CLASS_IDS[truth]] + [CLASS_IDS[PARTNER[truth]]] * int(two[code]),
            "retired_at": None,
        }
        for code, truth in enumerate(items.gold_truth.tolist())
    ]

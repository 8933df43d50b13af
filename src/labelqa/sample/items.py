"""What is decided on: items with their true label, seen once or more; gold; a model's suggestion."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .decisions import Decisions
from .incidents import IncidentPlan
from .taxonomy import CLASS, QUEUES, true_labels, wrong_label

GOLD_SHARE = 0.03
GOLD_ITEMS = 400
"""Gold items of a queue in a market."""
OVERLAP_GROUPS = 0.017
REWORK_GROUPS = 0.022
"""Share of the places for a group (one in three decisions of a queue) that hold one."""
SUGGESTION_RIGHT = 0.92
SUGGESTION_SHOWN = 0.7


@dataclass(frozen=True)
class Items:
    """
    The item of each decision. `first` is the row that saw the item first (its own, mostly).

    `group` numbers items with independent decisions, -1 for others; `attempt` is 2 where the decision of the
    `superseded` row was done again; `gold` numbers the gold item, -1 for others; `suggested` is a label, -1
    where the queue has no model.
    """

    first: np.ndarray
    group: np.ndarray
    attempt: np.ndarray
    superseded: np.ndarray
    gold: np.ndarray
    gold_truth: np.ndarray
    truth: np.ndarray
    difficulty: np.ndarray
    suggested: np.ndarray
    shown: np.ndarray

    @property
    def number(self) -> np.ndarray:
        """The number of each decision's item; gold items come after all others."""
        return np.where(self.gold >= 0, len(self.first) + self.gold, self.first)


def items(decisions: Decisions, plan: IncidentPlan, rng: np.random.Generator) -> Items:
    """Draw everything that belongs to an item once and share it among the item's decisions."""
    n = len(decisions)
    first, group, attempt, superseded = _repeats(decisions, rng)
    alone = np.bincount(first, minlength=n)[first] == 1
    gold = _gold(decisions, plan, alone & (rng.random(n) < GOLD_SHARE), rng)
    gold_truth = np.concatenate([true_labels(queue, GOLD_ITEMS, rng) for queue in range(len(QUEUES))])
    gold_hard, hard = (rng.lognormal(-0.125, 0.5, size) for size in (len(gold_truth), n))
    truth = np.where(gold >= 0, gold_truth[gold], _truth(decisions, plan, rng)[first])
    difficulty = np.where(gold >= 0, gold_hard[gold], hard[first])
    right = rng.random(n) < SUGGESTION_RIGHT
    model = np.array([queue.suggested for queue in QUEUES])[decisions.queue] & (gold < 0)
    suggested = np.where(right, truth, wrong_label(truth, rng))[first]
    shown = model & (rng.random(n) < SUGGESTION_SHOWN)
    return Items(
        first=first,
        group=group,
        attempt=attempt,
        superseded=superseded,
        gold=gold,
        gold_truth=gold_truth,
        truth=truth,
        difficulty=difficulty,
        suggested=np.where(model, suggested, -1),
        shown=shown,
    )


def _repeats(
    decisions: Decisions, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """
    Which decisions share an item: those of desks, and now and then two or three neighbours in a queue.

    Neighbours are other people, and either decide independently or the second does the first's work again.
    """
    n = len(decisions)
    first, group = np.arange(n), np.full(n, -1)
    attempt, superseded = np.ones(n, dtype=np.int64), np.zeros(n, dtype=bool)
    one, other = decisions.twice
    first[other] = one
    group[one] = group[other] = one
    free = np.ones(n, dtype=bool)
    free[np.concatenate(decisions.twice)] = False
    order = np.lexsort((decisions.submitted, decisions.queue))
    order = order[free[order]]
    places = order[: len(order) // 3 * 3].reshape(-1, 3)
    who, queue = decisions.agent[places], decisions.queue[places]
    several = (queue[:, 0] == queue[:, 2]) & (who[:, 0] != who[:, 1])
    three = (who[:, 0] != who[:, 2]) & (who[:, 1] != who[:, 2]) & (rng.random(len(places)) < 0.3)
    chance = rng.random(len(places))
    overlap = several & (chance < OVERLAP_GROUPS)
    again = several & (chance > 1 - REWORK_GROUPS)
    for rows in (places[overlap, :2], places[overlap & three]):
        first[rows] = group[rows] = rows[:, :1]
    first[places[again, 1]] = places[again, 0]
    attempt[places[again, 1]] = 2
    superseded[places[again, 0]] = True
    return first, group, attempt, superseded


def _gold(
    decisions: Decisions, plan: IncidentPlan, chosen: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """The gold item shown in each of the chosen decisions; where gold leaked, only a few are still in use."""
    item = rng.integers(0, GOLD_ITEMS, len(decisions))
    for incident in plan.of("gold_leak"):
        leaked = incident.touches(decisions.agent, decisions.queue, decisions.day)
        item[leaked] %= int(incident.size["items_left"])
    return np.where(chosen, decisions.queue * GOLD_ITEMS + item, -1)


def _truth(decisions: Decisions, plan: IncidentPlan, rng: np.random.Generator) -> np.ndarray:
    truth = np.empty(len(decisions), dtype=np.int64)
    for queue in range(len(QUEUES)):
        rows = np.flatnonzero(decisions.queue == queue)
        truth[rows] = true_labels(queue, len(rows), rng)
    for incident in plan.of("item_mix_shift"):
        rows = np.flatnonzero(incident.touches(decisions.agent, decisions.queue, decisions.day))
        rise = (CLASS[str(incident.size["label"])], float(incident.size["share_added"]))
        truth[rows] = true_labels(int(incident.queue or 0), len(rows), rng, rise)
    return truth

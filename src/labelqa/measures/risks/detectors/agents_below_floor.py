"""Agents whose accuracy is below the floor that was agreed for agents."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator

from ....estimates import Estimate
from ....findings import Entity
from ...clusters import PERSON
from ...false_discovery import mid_p
from ..calm_market import calm_market, targets
from ..cases import Case
from ..detector import ABOVE_TARGET, AGENTS, Detector, DetectorRule, Example, Words
from ..detector_data import AUDITS, DetectorData
from ..evidence import failed
from ..people import RECORD, expected, of_agents, people_table, rests_on
from ..targets import goal_of_agents

FEWEST = 20  # audits, or answers to gold, of three months


def agents_below(data: DetectorData) -> Iterator[Case]:
    """
    Each agent against the floor: exact binomial mid-p of three months, and P(accuracy < floor) by the record.

    Of three months of audits, or of answers to gold items where there are none; the prior is learnt from all
    agents. The loss is what is missing to the target. Guard: 20 of them, and labels in the month.
    """
    floor = goal_of_agents(data).floor
    if math.isnan(floor) or of_agents(data).empty:
        return
    for row in people_table(data).to_dict("records"):
        if row["n"] < FEWEST or row["labels"] <= 0:
            continue
        person, n = str(row[PERSON]), int(row["n"])
        yield Case(
            Entity.of("person", person_id=person),
            Estimate(row["value"], row["low"], row["high"], n, row["n_eff"], row["method"]),
            floor,
            p=float(mid_p(row["k"], row["n_eff"], floor)),
            posterior=row["p_below_floor"],
            wrong=expected(row, "above"),
            weight=row["weight"],
            parts=functools.partial(rests_on, row),
            evidence=functools.partial(failed, data, PERSON, person, quarter=True),
        )


def _example() -> Example:
    """One agent of 36 whose labels are wrong one time in three, month after month."""
    market = calm_market().without("gold_answers").erring(lambda rows: rows[PERSON] == "p05", 0.35)
    market = market.with_table("targets", targets(accuracy=(0.85, 0.8)))
    return Example(market.frames, Entity.of("person", person_id="p05"))


DETECTOR = Detector(
    slug="agents_below_floor",
    number="R2",
    title="An agent's accuracy is below the floor",
    rules=(DetectorRule(AGENTS, agents_below, (f"{AUDITS} or gold_answers", "targets"), "coach_agent"),),
    words=Words(
        told=(
            "Accuracy, at {below}, {sure:is|is probably} below the floor of {goal:share}",
            "Audits failed more often than the floor of {goal:share} allows",
        ),
        wrong=ABOVE_TARGET,
        parts=RECORD,
    ),
    example=_example,
    personal=True,
    of_accuracy=True,
    agreed=True,
)

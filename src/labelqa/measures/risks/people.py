"""The evidence record of each agent, as all rules on people read it: checks, accuracy, wrong labels."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

import pandas as pd

from ...estimates import Estimate
from .. import agents
from ..accuracy import judged
from ..clusters import PERSON
from ..proportions import wilson
from .cases import NONE, Parts, complete, counted
from .detector_data import AUDITS, DetectorData
from .evidence import GOLD
from .targets import goal_of_agents

BY_RECORD = "beta-binomial"  # the method of wrong labels estimated by a person's record
CHECKED = {"audits_now": "audits_right", "gold_now": "gold_right"}
"""Checks of the period, and the share right among them."""
RECORD = (*CHECKED, "labels")
"""The parts that a claim on a person rests on."""


def people_table(data: DetectorData) -> pd.DataFrame:
    """The evidence record of each agent, against the target and the floor agreed for agents."""
    goal = goal_of_agents(data)
    return records(data, (goal.target, goal.floor))


def records(data: DetectorData, goal: tuple[float, float]) -> pd.DataFrame:
    """
    `agents.evidence` of all agents by person, made once, against the target and the floor that agents have.

    Of audits, with answers to gold beside them, or of answers to gold alone where there are no audits.
    Beside: above, above_low and above_high, the wrong labels a month above the target; weight, what each
    costs.
    """
    return data.once("people", functools.partial(_records, data, goal))


def of_agents(data: DetectorData) -> pd.DataFrame:
    """What agents are judged by: the quarter's audits that came to a verdict, or else its answers on gold."""
    if data.quarter(AUDITS).empty:
        return data.quarter(GOLD)
    return judged(data.quarter_audits)


def _records(data: DetectorData, goal: tuple[float, float]) -> pd.DataFrame:
    gold = data.quarter(GOLD) if len(data.quarter(AUDITS)) else None
    volume = data.volume(PERSON) if len(data.made) else {}
    people = agents.evidence(of_agents(data), volume, goal, gold=gold, since=data.start)
    if people.empty:
        return people
    labels, target = people["labels"], goal[0]
    weights = data.weights(PERSON) if len(data.made) else {}
    return people.assign(
        above=people["wrong_above_target"],
        above_low=labels * (target - people["high"]).clip(lower=0),
        above_high=labels * (target - people["low"]).clip(lower=0),
        weight=people[PERSON].map(weights).astype(float).fillna(data.weight),
    ).set_index(PERSON, drop=False)


def record_of(people: pd.DataFrame, person: str) -> Mapping[str, Any]:
    """One person's record; empty where nothing was checked."""
    found: dict[str, Any] = people.loc[person].to_dict() if person in people.index else {}
    return found


def expected(record: Mapping[str, Any], of: str) -> Estimate:
    """`wrong` labels of a month by the record, or those `above` the target; absent where it says nothing."""
    if not record.get(of, float("nan")) >= 0:
        return NONE
    ends = (record[of], record[f"{of}_low"], record[f"{of}_high"])
    return counted(ends, int(record["n"]), BY_RECORD)


def is_checked(record: Mapping[str, Any]) -> bool:
    """Whether anything of the period was checked."""
    return any(record.get(name, 0) > 0 for name in CHECKED)


def rests_on(record: Mapping[str, Any]) -> Parts:
    """What a claim on a person rests on: the period's checks and the share of each right, and the labels."""
    if not record:
        return {}
    parts = {name: _share(record[right], int(record[name])) for name, right in CHECKED.items()}
    return {**parts, "labels": complete(record["labels"], int(record["labels"]))}


def _share(right: float, n: int) -> Estimate:
    if not n:
        return Estimate.absent("nothing was checked")
    low, high = (float(end) for end in wilson(right * n, n))
    return Estimate(float(right), low, high, n, float(n), "wilson")

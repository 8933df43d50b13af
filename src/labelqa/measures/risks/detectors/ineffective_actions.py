"""Actions that did not work: judged when their window was over, and nothing had risen."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import pandas as pd

from ....estimates import Estimate
from ....findings import Entity
from ... import impact
from ...accuracy import by_design
from ...actions import SCOPES
from ...clusters import PERSON
from ..calm_market import calm_market
from ..cases import NONE, Case
from ..detector import ABOVE_TARGET, EXACT, Detector, DetectorRule, Example, Words
from ..detector_data import AUDITS, PEOPLE, DetectorData, with_team
from ..effects import past_effects
from ..evidence import shown
from ..targets import market_target

STILL = pd.DateOffset(months=3)  # how long after its window an action that did not work is spoken of


def not_working(data: DetectorData) -> Iterator[Case]:
    """
    Actions whose verified effect on accuracy has an interval that holds 0, or lies below, after their window.

    Effects as of measures.actions.effects: an exact rule. To be watched only where the expected effect lies
    in the interval too, for then it is not known. The loss is what is missing to the target in the action's
    scope. Spoken of for three months after the window.
    """
    for each in past_effects(data):
        if not each.effect.exists or each.until < data.end - STILL:
            continue
        column, key = SCOPES[each.scope[0]], each.scope[1]
        accuracy, wrong, weight = _scope(data, column, key)
        yield Case(
            Entity(f"action_{each.scope[0]}", ((column, key), ("action_id", each.action))),
            each.effect,
            0.0,
            posterior=float(each.effect.low <= 0),
            wrong=wrong,
            weight=weight,
            watched=each.effect.high >= each.expected,
            cause=each.type,
            parts=functools.partial(dict, accuracy=accuracy),
            evidence=functools.partial(shown, "actions", pd.Series([each.action])),
        )


def _scope(data: DetectorData, column: str, key: str) -> tuple[Estimate, Estimate, float]:
    """The scope's accuracy in the period, its wrong labels above the target, and what each costs."""
    goal, people = market_target(data).target, data.table(PEOPLE)
    rows, labels = with_team(data.audits, people), with_team(data.made, people)
    rows, labels = rows[rows[column] == key], labels[labels[column] == key]
    accuracy = by_design(rows).only()
    if not accuracy.exists or goal != goal:
        return accuracy, NONE, 1.0
    made = labels["made"].to_numpy(float)
    cost = labels["queue_id"].map(data.queue_weights).astype(float).fillna(data.weight)
    weight = float(made @ cost / made.sum()) if made.sum() else data.weight
    return accuracy, impact.avoidable(accuracy, goal, float(made.sum()) * data.scale), weight


def _example() -> Example:
    """A team wrong once more in five labels that was coached in the summer and is as wrong as ever."""
    market = calm_market().without("targets", "gold_answers")
    people = market.frames[PEOPLE]
    team = people[PERSON][people["team_id"] == "yog-0"]
    days = {"opened_at": pd.Timestamp(2026, 8, 24), "closed_at": pd.Timestamp(2026, 9, 14)}
    scope = {"market_id": "ID", "risk_id": None, "scope_type": "team", "scope_id": "yog-0"}
    judged = {"expected_effect_pp": 15.0, "verify_metric": "accuracy", "verify_days": 28}
    action = {"action_id": "A1", "type": "coach_team", "status": "done", **days, **scope, **judged}
    market = market.erring(lambda rows: rows[PERSON].isin(team), 0.2)
    market = market.with_table("actions", pd.DataFrame([action]))
    return Example(market.frames, Entity.of("action_team", team_id="yog-0", action_id="A1"))


DETECTOR = Detector(
    slug="ineffective_actions",
    number="R20",
    title="An action did not work",
    rules=(DetectorRule(EXACT, not_working, ("actions", AUDITS), "escalation"),),
    words=Words(told=("No rise in accuracy after the action: {value:signed}",), wrong=ABOVE_TARGET),
    example=_example,
    exact=True,
)

"""Actions that did not work: judged when their window was over, and nothing had risen."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import pandas as pd

from ...estimates import Estimate
from ...findings import Entity
from .. import impact
from ..accuracy import by_design
from ..actions import SCOPES, Effect, effects
from .cases import NONE, Case
from .evidence import checks, shown
from .material import AUDITS, PEOPLE, Material, with_team
from .targets import market_target

STILL = pd.DateOffset(months=3)  # how long after its window an action that did not work is spoken of


def not_working(material: Material) -> Iterator[Case]:
    """
    Actions whose verified effect on accuracy has an interval that holds 0, or lies below, after their window.

    Effects as of measures.actions.effects: an exact rule. To be watched only where the expected effect lies
    in the interval too, for then it is not known. The loss is what is missing to the target in the action's
    scope. Spoken of for three months after the window.
    """
    for each in past_effects(material):
        if not each.effect.exists or each.until < material.end - STILL:
            continue
        column, key = SCOPES[each.scope[0]], each.scope[1]
        accuracy, wrong, weight = _scope(material, column, key)
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


def past_effects(material: Material) -> tuple[Effect, ...]:
    """The effects of the actions that were judged by the period's end, made once."""
    return material.once("effects", functools.partial(_effects, material))


def _effects(material: Material) -> tuple[Effect, ...]:
    actions, audits = material.table("actions"), material.drawn(material.known(AUDITS))
    if actions.empty or audits.empty:
        return ()
    known = with_team(checks(material, audits), material.table(PEOPLE))
    return effects(actions, known, material.setting.zone, material.end)


def _scope(material: Material, column: str, key: str) -> tuple[Estimate, Estimate, float]:
    """The scope's accuracy in the period, its wrong labels above the target, and what each costs."""
    goal, people = market_target(material).target, material.table(PEOPLE)
    rows, labels = with_team(material.audits, people), with_team(material.made, people)
    rows, labels = rows[rows[column] == key], labels[labels[column] == key]
    accuracy = by_design(rows).only()
    if not accuracy.exists or goal != goal:
        return accuracy, NONE, 1.0
    made = labels["made"].to_numpy(float)
    cost = labels["queue_id"].map(material.queue_weights).astype(float).fillna(material.weight)
    weight = float(made @ cost / made.sum()) if made.sum() else material.weight
    return accuracy, impact.avoidable(accuracy, goal, float(made.sum()) * material.scale), weight

"""Actions that did not work: judged when their window was over, and nothing had risen."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import pandas as pd
from scipy import special

from ...estimates import Z95, Estimate, Target, Unit
from ...findings import Entity
from .. import impact
from ..accuracy import by_design
from ..actions import ACCURACY, SCOPES, Effect, effects
from .cases import NONE, Case
from .material import AUDITS, Material, with_team
from .targets import market_target, shown

STILL = pd.DateOffset(months=3)  # how long after its window an action that did not work is spoken of


def not_working(material: Material) -> Iterator[Case]:
    """
    Actions whose verified effect on accuracy has an interval that holds 0, or lies below, after their window.

    Effects as of measures.actions.effects. The posterior is that of no rise, normal. The loss is what is
    missing to the target in the action's scope. Spoken of for three months after the window.
    """
    for each in past_effects(material):
        if not each.effect.exists or each.until < material.end - STILL:
            continue
        error = (each.effect.high - each.effect.low) / (2 * Z95)
        estimate, wrong, weight = _scope(material, each)
        yield Case(
            Entity(f"action_{each.scope[0]}", ((SCOPES[each.scope[0]], each.scope[1]), ("action_id", each.action))),
            each.effect,
            0.0,
            posterior=float(each.effect.low <= 0),
            wrong=wrong,
            weight=weight,
            parts={"accuracy": estimate, "certainty": _certainty(float(special.ndtr(-each.effect.value / error)))},
            evidence=shown("actions", pd.Series([each.action])),
        )


def past_effects(material: Material) -> tuple[Effect, ...]:
    """The effects of the actions that were judged by the period's end, made once."""
    return material.once("effects", functools.partial(_effects, material))


def _effects(material: Material) -> tuple[Effect, ...]:
    actions = material.table("actions")
    audits = material.drawn(material.known(AUDITS))
    if actions.empty or not actions["verify_metric"].isin(ACCURACY).any() or audits.empty:
        return ()
    rows = with_team(audits, material.table("people"))
    return effects(actions, rows, material.setting.zone, material.end)


def _scope(material: Material, each: Effect) -> tuple[Estimate, Estimate, float]:
    """The scope's accuracy in the period, its wrong labels above the target, and what each costs."""
    column, key = SCOPES[each.scope[0]], each.scope[1]
    goal = market_target(material).target
    people = material.table("people")
    rows, labels = with_team(material.audits, people), with_team(material.made, people)
    rows, labels = rows[rows[column] == key], labels[labels[column] == key]
    estimate = by_design(rows, ()).only() if len(rows) else Estimate.absent("no audits")
    if not estimate.exists or goal != goal:
        return estimate, NONE, 1.0
    volume = float(labels["made"].sum()) * material.scale
    mix = labels.groupby("queue_id", observed=True)["made"].sum()
    cost = material.queue_weights.reindex(mix.index).fillna(material.weight)
    weight = float((mix * cost).sum() / mix.sum()) if len(mix) else material.weight
    return estimate, impact.avoidable(estimate, Target(goal).value, volume), weight


def _certainty(share: float) -> Estimate:
    return Estimate(share, share, share, 1, 1.0, "normal", Unit.SHARE)

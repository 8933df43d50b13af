"""From flags to findings: levels by persistence, states from month to month, severity and what to do."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from ...estimates import Estimate, Target, Unit
from ...findings import Entity, Finding, Grade, Level, Recommendation, Severity, State
from ..actions import CATALOGUE, SCOPES, Effect, expected_effect
from .cases import Case
from .levels import Judged, Key, told_once
from .setting import MarketMonth

RECENT = 3  # periods that count for persistence, this one among them
PERSISTENT = 2  # of them
FADING = 0.5  # of the loss before: below it a finding is improving


@dataclass(frozen=True)
class History:
    """
    What was judged in each period, the newest first, and what was done.

    `periods` are their first days, `past` the effects of judged actions, `actions` the tracker's rows.
    """

    setting: MarketMonth
    months: Sequence[Mapping[Key, Judged]]
    periods: Sequence[str]
    past: Sequence[Effect]
    actions: pd.DataFrame


def findings(history: History) -> tuple[Finding, ...]:
    """
    The findings of the newest period, the gravest first; then those that are gone and were to be acted on.

    To act on is what is significant and was flagged in two of three periods or is of grade S3 and above.
    Gone is what was flagged in the period before; it was to be acted on then, or in the one before that.
    """
    standing = [_finding(each, history, 0) for each in told_once(history.months[0].values())]
    gone = []
    for each in told_once(history.months[1].values()) if len(history.months) > 1 else ():
        now = history.months[0].get(each.key)
        if not (now and now.flagged) and _acted_on(each, history):
            gone.append(dataclasses.replace(_finding(each, history, 1), state=State.RESOLVED))
    return (*sorted(standing, key=_rank), *sorted(gone, key=_rank))


def _acted_on(each: Judged, history: History) -> bool:
    """Whether it was to be acted on in one of the two periods before the newest."""
    seen = enumerate(month.get(each.key) for month in history.months)
    return any(
        _finding(one, history, place).level is Level.ACT
        for place, one in seen
        if place and one and one.flagged
    )


def _rank(finding: Finding) -> tuple[bool, float, str]:
    return (finding.level is not Level.ACT, -finding.severity.score, finding.name)


def _finding(each: Judged, history: History, place: int) -> Finding:
    """The finding as of the period at that `place`."""
    case, seen = each.case, [month.get(each.key) for month in history.months[place:]]
    severity = _severity(each, seen, history.setting)
    grave = severity.grade in (Grade.S3, Grade.S4)
    act = each.significant and not case.watched and (grave or severity.periods >= PERSISTENT)
    found = Finding(
        kind=each.detector.slug,
        number=each.detector.number,
        entity=case.entity,
        period=history.periods[0],
        level=Level.ACT if act else Level.WATCH,
        state=_state(seen),
        estimate=case.estimate,
        base=case.base,
        p=case.p,
        q=each.q,
        posterior=case.posterior,
        wrong=case.wrong,
        affected=case.affected,
        severity=severity,
        evidence=case.evidence(),
        recommendation=_recommendation(each, history.past),
        target=Target(case.base) if each.detector.agreed else None,
        cause=case.cause,
        parts=case.parts(),
    )
    return dataclasses.replace(found, actions=_taken(found, history.actions))


def _severity(each: Judged, seen: Sequence[Judged | None], setting: MarketMonth) -> Severity:
    case = each.case
    periods = sum(bool(one and one.flagged) for one in seen[:RECENT])
    grade = [*Grade][sum(case.loss >= limit for limit in setting.grades)]
    grade = Grade.S4 if case.critical else grade
    return Severity(grade, case.loss, case.weight, each.confidence, periods, case.critical)


def _state(seen: Sequence[Judged | None]) -> State:
    """By what was flagged in the period and those before it."""
    now, *earlier = [one if one and one.flagged else None for one in seen]
    if now and earlier and earlier[0]:
        fading = now.case.loss < FADING * earlier[0].case.loss
        return State.IMPROVING if fading else State.PERSISTING
    return State.REOPENED if any(earlier) else State.NEW


def _recommendation(each: Judged, past: Sequence[Effect]) -> Recommendation:
    kind, effect = CATALOGUE[each.rule.action], expected_effect(each.rule.action, past)
    return Recommendation(
        type=each.rule.action,
        owner=kind.owner,
        metric=kind.metric,
        days=kind.days,
        due_days=kind.due_days,
        effect=effect,
        avoided=_avoided(each, effect),
    )


def _avoided(each: Judged, effect: Estimate) -> Estimate:
    """
    The wrong labels a month that an effect on accuracy would take away, at most those there are.

    V min(shortfall, e), the shortfall being the wrong labels over the distance to the base.
    """
    case: Case = each.case
    missing = abs(case.base - case.estimate.value)
    if not (each.detector.of_accuracy and case.wrong.exists and missing > 0):
        return Estimate.absent("it is not known how many labels it would put right", Unit.COUNT)
    parts = [min(1.0, max(0.0, end) / missing) for end in (effect.value, effect.low, effect.high)]
    value, low, high = (case.wrong.value * part for part in parts)
    return dataclasses.replace(
        case.wrong, value=value, low=min(low, value), high=max(high, value), method="normal"
    )


def _taken(finding: Finding, actions: pd.DataFrame) -> tuple[str, ...]:
    """The open actions of the tracker that name the finding, or its entity."""
    if actions.empty:
        return ()
    open_ = actions[actions["status"] == "open"]
    named = open_["risk_id"].eq(finding.name).fillna(value=False)
    return tuple(open_.loc[named | _scoped(finding.entity, open_), "action_id"].astype(str))


def _scoped(entity: Entity, actions: pd.DataFrame) -> pd.Series:
    column = actions["scope_type"].map(SCOPES | {"market": "market_id"})
    held = [
        entity.get(str(name)) == str(scope) for name, scope in zip(column, actions["scope_id"], strict=True)
    ]
    return pd.Series(held, index=actions.index, dtype=bool)

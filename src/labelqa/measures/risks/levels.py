"""From tests to findings: false discovery by family, levels, persistence, severity, states."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...estimates import Estimate, Unit
from ...findings import Entity, Finding, Grade, Level, Recommendation, Severity, State, Tests
from ..actions import CATALOGUE, Effect, expected_effect
from ..false_discovery import q_values
from .cases import Case, Rule
from .setting import Setting

Key = tuple[str, str, str]
LOOK_BACK = 3  # periods that count for persistence, this one among them
FADING = 0.5  # of the loss before: below it a finding is improving


@dataclass(frozen=True)
class Judged:
    """A case with its q value among its family, and whether it is significant or worth watching."""

    rule: Rule
    case: Case
    q: float
    significant: bool
    watched: bool

    @property
    def key(self) -> Key:
        """Whom it is about, the same from month to month."""
        return (self.rule.kind, self.case.entity.type, self.case.entity.id)

    @property
    def flagged(self) -> bool:
        """Whether anything is said of it."""
        return self.significant or self.watched

    @property
    def posterior(self) -> float:
        """How surely it is there: its posterior, or one less q where it has none."""
        return self.case.posterior if not math.isnan(self.case.posterior) else 1 - self.q


def judge_all(cases: Sequence[tuple[Rule, Case]], setting: Setting) -> list[Judged]:
    """
    Every case against its family.

    With a p value it is significant where its q (Benjamini and Hochberg 1995, over the family) is at most
    `setting.q`; without one where its posterior is at least `setting.decided`. Worth watching is also what
    has a posterior above `setting.likely`.
    """
    q = np.full(len(cases), np.nan)
    families = np.array([case.family for _, case in cases], dtype=object)
    p = np.array([case.p for _, case in cases], dtype=float)
    for family in dict.fromkeys(families):
        mine = families == family
        if not np.isnan(p[mine]).all():
            q[mine] = q_values(p[mine])
    return [_judged(rule, case, float(one), setting) for (rule, case), one in zip(cases, q, strict=True)]


def _judged(rule: Rule, case: Case, q: float, setting: Setting) -> Judged:
    tested = not math.isnan(q)
    significant = q <= setting.q if tested else case.posterior >= setting.decided
    return Judged(rule, case, q, bool(significant), bool(case.posterior > setting.likely))


def ledger(judged: Sequence[Judged], setting: Setting) -> tuple[Tests, ...]:
    """
    The tests by family, and at most how many of the flagged are expected to be false.

    q x significant ones where there are p values, which is what their procedure bounds, and one less the
    posterior of all others.
    """
    found = []
    for family in dict.fromkeys(each.case.family for each in judged):
        mine = [each for each in judged if each.case.family == family]
        by_q = sum(each.significant and not math.isnan(each.q) for each in mine)
        rest = [each for each in mine if each.flagged and not (each.significant and not math.isnan(each.q))]
        false = setting.q * by_q + sum(1 - min(1.0, each.posterior) for each in rest)
        kinds = tuple(dict.fromkeys(each.rule.kind for each in mine))
        significant = sum(each.significant for each in mine)
        found.append(Tests(family, kinds, len(mine), sum(each.flagged for each in mine), significant, false))
    return tuple(found)


def findings(
    months: Sequence[Mapping[Key, Judged]], periods: Sequence[str], setting: Setting, past: Sequence[Effect]
) -> list[Finding]:
    """
    The findings of the newest of `months` (the newest first), and those that were acted on and are gone.

    To act on: significant, and found in two of three periods or of grade S3 and above.
    """
    standing = [
        _finding(each, months, 0, setting, past, periods[0])
        for each in _whole(months[0].values())
        if each.flagged
    ]
    gone = []
    if len(months) > 1:
        for key, each in months[1].items():
            now = months[0].get(key)
            if each.flagged and not (now and now.flagged):
                before = _finding(each, months, 1, setting, past, periods[0])
                if before.level is Level.ACT:
                    gone.append(replace(before, state=State.RESOLVED))
    order = sorted(standing, key=_rank)
    return [*order, *sorted(gone, key=_rank)]


def _rank(finding: Finding) -> tuple[bool, float, str]:
    return (finding.level is not Level.ACT, -finding.severity.score, finding.name)


def _whole(judged: Iterable[Judged]) -> list[Judged]:
    """Those flagged, without the ones that say of more what a part of it says alone."""
    flagged = [each for each in judged if each.flagged]
    told = set()
    for each in flagged:
        whole = each.case.within
        if whole is None or not each.significant:
            continue
        for other in flagged:
            if other.case.entity == whole and other.rule.kind == each.rule.kind:
                if each.case.loss >= 0.6 * other.case.loss:
                    told.add(other.key)
    return [each for each in flagged if each.key not in told]


def _finding(
    each: Judged,
    months: Sequence[Mapping[Key, Judged]],
    place: int,
    setting: Setting,
    past: Sequence[Effect],
    period: str,
) -> Finding:
    case = each.case
    history = [month.get(each.key) for month in months[place:]]
    severity = _severity(each, history, setting)
    grave = severity.grade in (Grade.S3, Grade.S4)
    act = each.significant and not case.watched and (grave or severity.periods >= 2)
    return Finding(
        each.rule.kind,
        case.entity,
        period,
        Level.ACT if act else Level.WATCH,
        _state(history),
        case.estimate,
        case.base,
        case.p,
        each.q,
        case.posterior,
        case.wrong,
        case.affected,
        severity,
        case.evidence(),
        _recommendation(each, past),
        case.cause,
        case.parts(),
    )


def _severity(each: Judged, history: Sequence[Judged | None], setting: Setting) -> Severity:
    case = each.case
    periods = sum(bool(one and one.flagged) for one in history[:LOOK_BACK])
    grades = [Grade.S1, Grade.S2, Grade.S3, Grade.S4]
    grade = grades[sum(case.loss >= limit for limit in setting.grades)]
    grade = Grade.S4 if case.critical else grade
    return Severity(grade, case.loss, case.weight, min(1.0, each.posterior), periods, case.critical)


def _state(history: Sequence[Judged | None]) -> State:
    """By what was flagged in the period and the three before."""
    there = [bool(one and one.flagged) for one in history]
    now, before = history[0], history[1] if len(history) > 1 else None
    if len(there) > 1 and there[1]:
        fading = now and before and now.case.loss < FADING * before.case.loss
        return State.IMPROVING if fading else State.PERSISTING
    return State.REOPENED if any(there[2:]) else State.NEW


def _recommendation(each: Judged, past: Sequence[Effect]) -> Recommendation:
    kind, case = CATALOGUE[each.rule.action], each.case
    effect = expected_effect(each.rule.action, past)
    return Recommendation(
        each.rule.action, kind.owner, kind.metric, kind.days, kind.due_days, effect, _avoided(case, effect)
    )


def _avoided(case: Case, effect: Estimate) -> Estimate:
    """The wrong labels a month that an effect would take away, at most those there are."""
    if not case.wrong.exists or not case.estimate.exists or case.estimate.unit is Unit.INDEX:
        return Estimate.absent("it is not known how many labels it is about", Unit.COUNT)
    missing = abs(case.base - case.estimate.value)
    part = [
        min(1.0, max(0.0, each) / missing) if missing else 0.0
        for each in (effect.value, effect.low, effect.high)
    ]
    value, low, high = (case.wrong.value * each for each in part)
    return Estimate(
        value, min(low, value), max(high, value), case.wrong.n, case.wrong.n_eff, "normal", Unit.COUNT
    )


__all__ = ["Entity", "Judged", "findings", "judge_all", "ledger"]

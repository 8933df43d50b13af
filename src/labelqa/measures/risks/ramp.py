"""Cohorts of joiners who are behind the others at the same age in production."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pandas as pd
from scipy import special

from ...estimates import Z95, Target
from ...findings import Entity
from .. import proficiency, ramp_up
from ..clusters import PERSON
from ..joiners import COHORT, joiners, tenured
from ..learning_curves import accuracy_weeks
from .cases import Case, counted
from .evidence import shown
from .material import AUDITS, LABELS, PEOPLE, Material
from .targets import market_target


def slow_ramp(material: Material) -> Iterator[Case]:
    """
    A cohort's accuracy less that of other joiners of the same age, and its time to proficiency.

    p: the smaller of two, doubled: that of the accuracy, normal from the upper half of its interval, and the
    log-rank test's where the cohort is the slower one (measures.ramp_up). Guard: 8 people on either side.
    """
    people = material.table(PEOPLE)
    first = material.known(LABELS)["local_date"].min() if len(material.known(LABELS)) else material.start
    joined = joiners(people, material.table("training"), first.date(), material.end.date())
    if joined.empty:
        return
    settled = tenured(people, first.date(), material.end.date())
    zone = ZoneInfo(material.setting.zone)
    tables = (material.table(AUDITS), material.table(LABELS))
    seen = material.once("seen", lambda: proficiency.evidence(*tables, settled, zone), lasting=True)
    gaps = ramp_up.against_others(accuracy_weeks(joined, seen))
    outcomes = _outcomes(material, joined, seen)
    for keys, gap in gaps:
        if not gap.exists or ramp_up.FEW in gap.flags:
            continue
        cohort = keys[COHORT]
        members = joined.loc[joined[COHORT] == cohort, PERSON]
        labels = material.made[material.made[PERSON].isin(members)]
        volume = float(labels["made"].sum()) * material.scale
        if volume <= 0:
            continue
        error = max(1e-9, (gap.high - gap.value) / Z95)
        p_accuracy = float(special.ndtr(gap.value / error))
        p = min(1.0, 2 * min(p_accuracy, _slower(outcomes, cohort)))
        wrong = [-volume * each for each in (gap.value, gap.high, gap.low)]
        audits = material.month(AUDITS)
        own = audits[audits[PERSON].isin(members) & (audits["verdict"] == "incorrect")]
        yield Case(
            Entity.of("cohort", cohort_id=cohort),
            gap,
            0.0,
            p=p,
            wrong=counted(wrong, gap.n, gap.method),
            weight=material.weight,
            evidence=functools.partial(shown, AUDITS, own["audit_id"]),
        )


def _outcomes(material: Material, joined: pd.DataFrame, seen: proficiency.Evidence) -> pd.DataFrame:
    goal = market_target(material).target
    if goal != goal or seen.why:
        return pd.DataFrame()
    checks = proficiency.checks(joined, seen, proficiency.Rule(Target(goal)))
    return ramp_up.outcomes(joined, checks)


def _slower(outcomes: pd.DataFrame, cohort: str) -> float:
    """The p value of the cohort being the slower one; 1 where it is not, or nothing is known."""
    if outcomes.empty or (outcomes["outcome"] == ramp_up.PROFICIENT).sum() == 0:
        return 1.0
    test = ramp_up.cohorts_alike(outcomes, cohort)
    mine = outcomes[COHORT] == cohort
    return 1.0 if test.p != test.p or _rate(outcomes[mine]) >= _rate(outcomes[~mine]) else test.p / 2


def _rate(rows: pd.DataFrame) -> float:
    """Proficient ones for each day watched."""
    days = float(rows["duration"].sum())
    return float((rows["outcome"] == ramp_up.PROFICIENT).sum()) / days if days else 0.0

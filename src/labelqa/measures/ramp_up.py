"""How long joiners take to become proficient, how many leave before, and what is due for each now."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
from scipy import special, stats

from ..estimates import VALUE_COLUMNS, Z95, Estimate, Estimates, Outcome, Target, Unit, judge
from .clusters import PERSON, clustered_ratio
from .competing_risks import aalen_johansen, incidence_by, incidence_quantile, mean_before, readings
from .false_discovery import judged_together
from .grouping import grouped, named, tabulated
from .joiners import COHORT
from .proficiency import ProficiencyRule
from .proportions import mover_difference, wilson

PROFICIENT, LEFT, LEARNING = "proficient", "left", "learning"
CAUSES = {LEARNING: 0, PROFICIENT: 1, LEFT: 2}
GRADUATE, COACH, EXTEND = "graduate", "coach", "extend"
AGES = (14, 60)  # days in production: the classroom is behind, and a cohort gets there within two months
FEWEST = 8  # people without whom a cohort's difference is hearsay
FEW = "fewer than eight people"  # in words: a vendor's edition drops flags that hold digits


def outcomes(joiners: pd.DataFrame, checks: pd.DataFrame) -> pd.DataFrame:
    """
    What became of each joiner, with the last check.

    Adds to `joiners`: outcome, PROFICIENT, LEFT or, censored, LEARNING, and cause, its number; duration,
    its day since the start of production, for the learning the days watched; and of the last check
    audited, n_eff, share, p_target, pace, pace_se. To leave after proficiency, or to slide back, changes
    no outcome.
    """
    first = checks[checks["met"]].groupby(PERSON)["day"].min()
    last = checks.groupby(PERSON)[["audited", "n_eff", "share", "p_target", "pace", "pace_se"]].last()
    rows = joiners.join(first.rename("proficient"), on=PERSON).join(last, on=PERSON)
    rows[["audited", "n_eff"]] = rows[["audited", "n_eff"]].fillna(0)
    reached = rows["proficient"].notna()
    watched = (rows["until"] - rows["started"]).dt.days
    outcome = pd.Series(np.where(reached, PROFICIENT, np.where(rows["left"], LEFT, LEARNING)), rows.index)
    return rows.drop(columns="proficient").assign(
        outcome=outcome,
        cause=outcome.map(CAUSES).astype(int),
        duration=watched.mask(reached, rows["proficient"]).astype(int),
    )


def proficient_by(rows: pd.DataFrame, day: int, by: tuple[str, ...] = ()) -> Estimates:
    """The share of joiners proficient by a day, leaving as the competing risk; rows of `outcomes`."""
    return readings(rows, f"ramp.proficient.day_{day}", by, lambda curve: incidence_by(curve, day))


def left_by(rows: pd.DataFrame, day: int, by: tuple[str, ...] = ()) -> Estimates:
    """The share of joiners who left by a day without having become proficient."""
    name, cause = f"ramp.left.day_{day}", CAUSES[LEFT]
    return readings(rows, name, by, lambda curve: incidence_by(curve, day), cause=cause)


def time_to_proficiency(rows: pd.DataFrame, by: tuple[str, ...] = ()) -> Estimates:
    """The days by which half of all joiners, leavers included, were proficient."""
    return readings(rows, "ramp.time_to_proficiency.median", by, incidence_quantile, unit=Unit.DAYS)


def days_before_proficiency(rows: pd.DataFrame, until: int, by: tuple[str, ...] = ()) -> Estimates:
    """The mean days of the first `until` in which a joiner was not proficient, leavers included."""
    name = f"ramp.days_before_proficiency.day_{until}"
    return readings(rows, name, by, lambda curve: mean_before(curve, until), unit=Unit.DAYS)


def accuracy_at_age(weeks: pd.DataFrame, by: tuple[str, ...] = ()) -> Estimates:
    """
    The share of audited decisions that were right in the days AGES of production.

    `weeks` of `learning_curves.accuracy_weeks`. Interval: Wilson with n_eff = p (1 - p) / se^2, se robust
    to clusters of people (Woodruff 1971), deflated by (1.96 / t)^2 for few people and at most the audits
    (Korn and Graubard 1998).
    """
    name = "ramp.accuracy.at_age"
    rows = weeks[weeks["age"].between(*AGES)]
    if rows.empty:
        return Estimates.missing(name, by, "no joiner was audited at that age")
    rows = named(rows, by)
    table = clustered_ratio(rows, "over", "under", by).assign(n=grouped(rows, by)["n"].sum().astype(float))
    share, few = table["value"], table["people"] < 2
    worth = (share * (1 - share) / table["se"] ** 2).where(table["se"] > 0, table["n"])
    worth *= (Z95 / stats.t.ppf(0.975, table["people"].clip(2) - 1)) ** 2
    worth = worth.clip(upper=table["n"])
    low, high = wilson(share * worth, worth)
    table = table.assign(value=share.mask(few), low=low, high=high, n_eff=worth)
    table["flags"] = [("one person is too few for an interval",) if one else () for one in few]
    return tabulated(table, name, by, "wilson-effective-n")


def against_others(weeks: pd.DataFrame) -> Estimates:
    """
    Each cohort's accuracy less that of the other joiners, at the ages that the cohort has reached.

    At equal ages, whoever is there: graduates are nobody's yardstick, for they are those who were good.
    Flagged where either side has fewer than FEWEST people.
    """
    name, by = "ramp.accuracy.against_others", (COHORT,)
    found: list[tuple[tuple[object, ...], Estimate]] = []
    for cohort, mine in weeks.groupby(COHORT):
        others = weeks[(weeks[COHORT] != cohort) & (weeks["age"] <= mine["age"].max())]
        sides = [accuracy_at_age(side).only() for side in (mine, others)]
        few = min(side[PERSON].nunique() for side in (mine, others)) < FEWEST
        gap = mover_difference(*sides)
        flags = (*gap.flags, FEW) if few and gap.exists else gap.flags
        found.append(((cohort,), dataclasses.replace(gap, flags=tuple(dict.fromkeys(flags)))))
    return Estimates.of(name, by, found, Unit.POINTS)


def behind(gaps: Estimates, *, decided: float = 0.95) -> list[str]:
    """
    The cohorts of `against_others` behind with probability `decided`, of FEWEST people or more.

    All cohorts are judged together.
    """
    even = Target(0.0)
    alone = [judge(each, even, decided=decided) for _, each in gaps]
    return [
        by[COHORT]
        for (by, each), verdict in zip(gaps, judged_together(alone, decided=decided), strict=True)
        if verdict and verdict.outcome is Outcome.MISSED and FEW not in each.flags
    ]


def meeting(checks: pd.DataFrame) -> Estimate:
    """The share of people whose last check held: of the tenured, what the rule asks of anybody."""
    if checks.empty:
        return Estimate.absent("nobody was checked")
    last = checks.groupby(PERSON)["held"].last()
    low, high = wilson(last.sum(), len(last))
    return Estimate(float(last.mean()), float(low), float(high), len(last), float(len(last)), "wilson")


def time_from_hiring(hired: pd.DataFrame, rows: pd.DataFrame) -> Estimate:
    """
    The median days from hiring to proficiency, of rows of `joiners.hired` and of `outcomes`.

    To leave, also out of the classroom, is the competing risk.
    """
    known = hired[[PERSON, "hired", "until", "left"]].merge(
        rows[[PERSON, "started", "duration", "outcome"]], on=PERSON, how="left"
    )
    reached = known["outcome"] == PROFICIENT
    days = (known["until"] - known["hired"]).dt.days
    days = days.mask(reached, (known["started"] - known["hired"]).dt.days + known["duration"])
    causes = (CAUSES[LEFT] * known["left"]).mask(reached, CAUSES[PROFICIENT])
    return incidence_quantile(aalen_johansen(days, causes))


def decisions(rows: pd.DataFrame, rule: ProficiencyRule, plan: int) -> Estimates:
    """
    Each joiner still there: accuracy with its posterior interval, and what is due.

    COACH where P(accuracy >= target) <= `rule.short`, or where after `plan` days the pace is still below
    `rule.pace`; else GRADUATE where proficient; else EXTEND. Columns beside: cohort_id, site_id,
    started, duration, outcome, audited, p_target, pace, decision. In order of decision, then P(target).
    """
    name, by = "ramp.accuracy", (PERSON,)
    there = rows[~rows["left"]]
    if there.empty:
        return Estimates.missing(name, by, "no joiner is there")
    right = there["share"].fillna(0) * there["n_eff"]
    a, b = 0.5 + right, 0.5 + there["n_eff"] - right
    none = there["audited"] == 0
    slow = (there["pace"] < rule.pace) & ((there["until"] - there["started"]).dt.days >= plan)
    coach = ((there["p_target"] <= rule.short) & ~none) | slow
    proficient = there["outcome"] == PROFICIENT
    table = there.assign(
        value=(a / (a + b)).mask(none),
        low=pd.Series(special.betaincinv(a, b, 0.025), there.index).mask(none),
        high=pd.Series(special.betaincinv(a, b, 0.975), there.index).mask(none),
        n=there["audited"].astype(int),
        method="beta, Jeffreys' prior",
        flags=[("no audits",) if one else () for one in none],
        decision=np.where(coach, COACH, np.where(proficient, GRADUATE, EXTEND)),
    )
    table["order"] = table["decision"].map({COACH: 0, EXTEND: 1, GRADUATE: 2})
    table = table.sort_values(["order", "p_target", PERSON], ignore_index=True)
    beside = [COHORT, "site_id", "started", "duration", "outcome", "audited", "p_target", "pace", "decision"]
    return Estimates(name, by, table[[PERSON, *VALUE_COLUMNS, *beside]])


def paces(rows: pd.DataFrame, rule: ProficiencyRule) -> Estimates:
    """
    Each joiner's pace at the last check, the median tenured agent's being 1; those still there.

    Interval: Student's over the `rule.days` days.
    """
    name, by = "ramp.pace", (PERSON,)
    there = rows[~rows["left"]]
    if there.empty:
        return Estimates.missing(name, by, "no joiner is there", Unit.INDEX)
    half = stats.t.ppf(0.975, max(rule.days - 1, 1)) * there["pace_se"]
    few = there["pace"].isna()
    table = there.assign(
        value=there["pace"].where(half.notna()),
        low=(there["pace"] - half).clip(lower=0),
        high=there["pace"] + half,
        n=rule.days * ~few,
        n_eff=rule.days * (~few).astype(float),
        flags=[(f"fewer than {rule.days} days of work",) if one else () for one in few],
    )
    return tabulated(table.set_index(PERSON), name, by, "ratio-linearised", Unit.INDEX)

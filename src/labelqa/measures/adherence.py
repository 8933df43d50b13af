"""Whether people did what was planned for them, and worked as long as was planned."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from ..estimates import Estimates
from .clusters import PERSON, by_people, clustered_ratio
from .grouping import named

Keeps = Mapping[str, Collection[str]]
"""By planned state the states that keep it; a state that is not in it is kept by the state of its name."""


def adherence(
    adherence_days: pd.DataFrame, keeps: Keeps, away: Collection[str] = (), by: tuple[str, ...] = ()
) -> Estimates:
    """
    Seconds in a state that keeps the planned one over planned seconds, planned states `away` left out.

    A ratio of sums, its interval by people.
    """
    planned = _planned(adherence_days, away)
    if planned.empty:
        return Estimates.missing("adherence", by, "nothing was planned")
    kept = pd.Series(False, index=planned.index)
    for plan in planned["planned_state"].unique():
        kept |= (planned["planned_state"] == plan) & planned["state"].isin([*keeps.get(plan, (plan,))])
    rows = named(planned, by).assign(kept=planned["seconds"].where(kept, 0))
    return by_people(clustered_ratio(rows, "kept", "seconds", by), "adherence", by, most=1)


def conformance(
    adherence_days: pd.DataFrame, keeps: Keeps, worked: Collection[str], by: tuple[str, ...] = ()
) -> Estimates:
    """
    Seconds in the states `worked`, whenever, over planned seconds of work; it can be more than all.

    Work is what states of `worked` keep. People for whom no work was planned count in neither part. A
    ratio of sums, its interval by people.
    """
    work = _planned(adherence_days)
    if len(work):
        plans = [plan for plan in work["planned_state"].unique() if {*keeps.get(plan, (plan,))} & {*worked}]
        work = work[work["planned_state"].isin(plans)]
    if work.empty:
        return Estimates.missing("conformance", by, "no work was planned")
    rows = named(adherence_days, by)
    rows = rows.assign(
        planned=rows["seconds"].where(rows.index.isin(work.index), 0),
        worked=rows["seconds"].where(rows["state"].isin([*worked]), 0),
    )
    people = rows.groupby([*by, PERSON], observed=True)[["planned", "worked"]].sum()
    people = people[people["planned"] > 0].reset_index()
    return by_people(clustered_ratio(people, "worked", "planned", by), "conformance", by)


def _planned(adherence_days: pd.DataFrame, away: Collection[str] = ()) -> pd.DataFrame:
    if adherence_days.empty:
        return adherence_days
    planned = adherence_days["planned_state"]
    return adherence_days[planned.notna() & ~planned.isin([*away])]

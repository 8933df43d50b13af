"""Who is new: agents who began production in a span of days, and until when each was watched."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from ..estimates import Estimate
from .clusters import PERSON
from .competing_risks import aalen_johansen, incidence_quantile
from .grouping import UNKNOWN

COHORT = "cohort_id"
SETTLED_AFTER = 90  # days in production
_AGENT = "agent"
_DATES = ["valid_from", "hire_date", "production_start", "left_date"]
_COLUMNS = [PERSON, "role", *_DATES, "site_id", "vendor_id", "ramp_track"]


def joiners(people: pd.DataFrame, training: pd.DataFrame, start: dt.date, end: dt.date) -> pd.DataFrame:
    """
    The agents whose production began from `start` on and before `end`, in that order.

    `people` has a row for each stretch of time in one place; `training` may be empty. Columns: person_id;
    cohort_id, of the person's training, else the ramp track, else UNKNOWN; site_id and vendor_id of the
    first stretch; hired, started; until, the first day not watched: of leaving, of taking up another
    role, or `end`; left, whether it is of leaving. Days are timestamps.
    """
    rows = _agents(people, end)
    began = rows["started"].between(pd.Timestamp(start), pd.Timestamp(end), inclusive="left")
    rows = rows[began & (rows["until"] > rows["started"])]
    rows = rows.assign(cohort_id=_cohorts(rows, training))
    return rows.drop(columns="ramp_track").sort_values(["started", PERSON], ignore_index=True)


def tenured(people: pd.DataFrame, start: dt.date, end: dt.date) -> pd.DataFrame:
    """
    The agents in production for SETTLED_AFTER days or more at `start`, watched from then on.

    Columns as those of `joiners`; cohort_id is "tenured" and started is `start`.
    """
    rows, first = _agents(people, end), pd.Timestamp(start)
    settled = (first - rows["started"]).dt.days >= SETTLED_AFTER
    rows = rows[settled & (rows["until"] > first)].assign(started=first, cohort_id="tenured")
    return rows.drop(columns="ramp_track").sort_values(PERSON, ignore_index=True)


def hired(people: pd.DataFrame, start: dt.date, end: dt.date) -> pd.DataFrame:
    """The agents hired from `start` on and before `end`, in production or not; columns as of `joiners`."""
    rows = _agents(people, end)
    rows = rows[rows["hired"].between(pd.Timestamp(start), pd.Timestamp(end), inclusive="left")]
    return rows.drop(columns="ramp_track").sort_values(["hired", PERSON], ignore_index=True)


def time_to_production(hired: pd.DataFrame) -> Estimate:
    """
    The median days from hiring to production, of rows of `hired`.

    Aalen-Johansen: who is still in the classroom is censored, and to leave it is the competing risk.
    """
    happened = hired["started"] <= hired["until"]
    ended = hired["started"].where(happened, hired["until"])
    causes = (2 * hired["left"]).mask(happened, 1)
    return incidence_quantile(aalen_johansen((ended - hired["hired"]).dt.days, causes))


def _agents(people: pd.DataFrame, end: dt.date) -> pd.DataFrame:
    """One row for each agent; `ramp_track` stands in for a cohort."""
    people = people.reindex(columns=_COLUMNS)
    days = {
        new: pd.to_datetime(people[old])
        for new, old in (
            ("since", "valid_from"),
            ("hired", "hire_date"),
            ("started", "production_start"),
            ("gone", "left_date"),
        )
    }
    rows = people.assign(**days).sort_values("since")
    other = rows[rows["role"] != _AGENT].groupby(PERSON)["since"].max()
    first = ["hired", "started", "site_id", "vendor_id", "ramp_track"]
    agents = rows[rows["role"] == _AGENT].groupby(PERSON)
    table = agents[first].first().join(agents["gone"].max()).join(other.rename("moved"))
    moved = table["moved"].where(table["moved"] > table["started"])
    last = pd.Timestamp(end)
    table["until"] = pd.concat([table["gone"], moved], axis=1).min(axis=1).fillna(last).clip(upper=last)
    table["left"] = (table["gone"] <= table["until"]) & (table["gone"] < last)
    return table.drop(columns=["gone", "moved"]).reset_index()


def _cohorts(rows: pd.DataFrame, training: pd.DataFrame) -> pd.Series:
    named = rows["ramp_track"].astype(object)
    if COHORT in training:
        taught = training.dropna(subset=[COHORT]).sort_values("completed_at")
        named = rows[PERSON].map(taught.groupby(PERSON)[COHORT].last()).astype(object).fillna(named)
    return named.fillna(UNKNOWN)

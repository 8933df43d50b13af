"""Joiners of the fabricated market: cohorts that begin production in the window, fast or slow."""

from __future__ import annotations

import dataclasses
import datetime as dt

import numpy as np
import pandas as pd

from .market import Fabricated

LONG_AGO = dt.date(2024, 1, 1)


@dataclasses.dataclass(frozen=True)
class Cohort:
    """`people` who began on a day; of their audits `wrong` more are so, and `left` leave in a month."""

    name: str | None
    began: dt.date
    people: int = 10
    wrong: float = 0.0
    left: int = 0


USUAL = (Cohort("June", dt.date(2026, 6, 15)), Cohort("August", dt.date(2026, 8, 17), wrong=0.12))


def with_joiners(market: Fabricated, *cohorts: Cohort, seed: int = 3) -> Fabricated:
    """The same market, whose other people have been there for long."""
    rng, frames = np.random.default_rng(seed), dict(market.frames)
    people = frames["people"].assign(
        valid_from=LONG_AGO, hire_date=LONG_AGO, production_start=LONG_AGO, left_date=None, ramp_track=None
    )
    free = list(people["person_id"].iloc[:: max(1, len(people) // sum(c.people for c in cohorts))])
    for cohort in cohorts:
        who, free = free[: cohort.people], free[cohort.people :]
        leaves = cohort.began + dt.timedelta(days=31)
        mine = people["person_id"].isin(who)
        people.loc[mine, "production_start"] = cohort.began
        people.loc[mine, "hire_date"] = cohort.began - dt.timedelta(days=14)
        people.loc[mine, "ramp_track"] = cohort.name
        people.loc[people["person_id"].isin(who[: cohort.left]), "left_date"] = leaves
        for name in ("label_days", "audited_labels", "gold_answers"):
            if name in frames:
                frames[name] = _there(frames[name], who, who[: cohort.left], cohort.began, leaves)
        if "audited_labels" in frames:
            frames["audited_labels"] = _learning(frames["audited_labels"], who, cohort.wrong, rng)
        frames["label_days"] = _slower(frames["label_days"], who, cohort.began)
    return dataclasses.replace(market, frames={**frames, "people": people})


def _there(
    rows: pd.DataFrame, who: list[str], left: list[str], began: dt.date, leaves: dt.date
) -> pd.DataFrame:
    day = pd.to_datetime(rows["local_date"]).dt.date
    early = rows["person_id"].isin(who) & (day < began)
    late = rows["person_id"].isin(left) & (day >= leaves)
    return rows[~early & ~late].reset_index(drop=True)


def _learning(audits: pd.DataFrame, who: list[str], wrong: float, rng: np.random.Generator) -> pd.DataFrame:
    failed = audits["person_id"].isin(who) & (rng.random(len(audits)) < wrong)
    return audits.assign(verdict=audits["verdict"].mask(failed, "incorrect"))


def _slower(labels: pd.DataFrame, who: list[str], began: dt.date) -> pd.DataFrame:
    age = (pd.to_datetime(labels["local_date"]) - pd.Timestamp(began)).dt.days
    slow = np.where(labels["person_id"].isin(who), 1 + 0.6 * np.exp(-age.clip(lower=0) / 20), 1.0)
    return labels.assign(active_ms=(labels["active_ms"] * slow).astype("int64"))

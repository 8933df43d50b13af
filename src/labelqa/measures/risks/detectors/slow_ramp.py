"""Cohorts of joiners who are behind others of the same age in production."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy import stats

from ....estimates import Estimate
from ....findings import Entity, Evidence
from ...clusters import PERSON
from ...contrasts import contrast
from ...joiners import COHORT, joiners, tenured
from ...learning_curves import HORIZON
from ...ramp_up import FEWEST
from ..calm_market import calm_market
from ..cases import Case, counted
from ..detector import WRONG, Detector, DetectorRule, Example, Words
from ..detector_data import AUDITS, DAY, LABELS, PEOPLE, DetectorData
from ..evidence import checks, shown

AGES = (0, 14, 30)
"""Days in production at which joiners are told apart; from the last on all are taken for settled."""
SPREAD = 0.0075  # of cohorts around others: .0072 over the 90 of 30 sample companies with nothing planted
SIGNS = {"cohort": 1, "others": -1}


def slow_ramp(data: DetectorData) -> Iterator[Case]:
    """
    A cohort's accuracy less that of others of the same age in production, by audits and by gold.

    Until day 30 the others are other joiners, after it the settled too, for by then joiners are as right as
    these. Audits of all designs and gold apart, within ages (`contrast`). p is one-sided, by Student's t of
    one degree of freedom less than people; the posterior is normal, as if cohorts came from N(0, SPREAD^2):
    a market has too few to learn it from. Not the time to proficiency: few get there early enough, and in
    the sample company the log-rank test of the cohort that learns six times as slowly gives p of .15 to 1.
    Guard: 8 people.
    """
    joined, rows = _watched(data)
    for cohort, members in joined.groupby(COHORT):
        mine = rows[PERSON].isin(members[PERSON])
        labels = data.made[data.made[PERSON].isin(members[PERSON])]
        volume = float(labels["made"].sum()) * data.scale
        if rows.loc[mine, PERSON].nunique() < FEWEST or volume <= 0:
            continue
        gap = contrast(rows.assign(cell=np.where(mine, "cohort", "others")), SIGNS, method="by-age")
        if not gap.exists:
            continue
        p, posterior = _behind(gap, int(rows.loc[mine, PERSON].nunique()))
        yield Case(
            Entity.of("cohort", cohort_id=str(cohort)),
            dataclasses.replace(gap, n=int(mine.sum())),
            0.0,
            p=p,
            posterior=posterior,
            wrong=counted((-volume * end for end in (gap.value, gap.high, gap.low)), gap.n, gap.method),
            weight=data.weight,
            evidence=functools.partial(_failed, data, members[PERSON]),
        )


def _watched(data: DetectorData) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The joiners of the data's span, and the checks of theirs and of the settled, by source and age."""
    people, labels = data.table(PEOPLE), data.known(LABELS)
    if labels.empty:
        return pd.DataFrame({COHORT: []}), pd.DataFrame()
    first, last = labels[DAY].min().date(), data.end.date()
    joined = joiners(people, data.table("training"), first, last)
    if joined.empty:
        return joined, pd.DataFrame()
    settled = tenured(people, first, last)[PERSON]
    rows = checks(data, data.known(AUDITS))
    age = (rows[DAY] - rows[PERSON].map(joined.set_index(PERSON)["started"])).dt.days
    grown = rows[PERSON].isin(settled)
    band = np.searchsorted(AGES, age.fillna(0), side="right")
    band = pd.Series(band, rows.index).mask(grown, len(AGES))
    stratum = rows["stratum"] + " " + band.astype(str)
    return joined, rows.assign(stratum=stratum)[grown | age.between(0, HORIZON)]


def _behind(gap: Estimate, people: int) -> tuple[float, float]:
    """The p value of the cohort not being behind, and the probability that it is, from the interval."""
    error = (gap.high - gap.value) / float(stats.t.ppf(0.975, people - 1))
    if error <= 0:
        return 1.0, 0.5
    drawn = SPREAD**2 / (SPREAD**2 + error**2)
    z = gap.value / error
    return float(stats.t.cdf(z, people - 1)), float(stats.norm.sf(np.sqrt(drawn) * z))


def _failed(data: DetectorData, members: pd.Series) -> Evidence:
    audits = data.month(AUDITS)
    own = audits[audits[PERSON].isin(members) & (audits["verdict"] == "incorrect")]
    return shown(AUDITS, own["audit_id"])


def _example() -> Example:
    """Twenty joiners in two cohorts, of whom those of August are wrong once more in ten labels."""
    market = calm_market().without("targets", "gold_answers")
    people, audits = market.frames[PEOPLE], market.frames[AUDITS]
    begun = {"august": dt.date(2026, 8, 17), "june": dt.date(2026, 6, 8), "": dt.date(2025, 1, 15)}
    cohort = pd.Series(["august"] * 10 + ["june"] * 10 + [""] * 16)
    started = cohort.map(begun)
    cohort = cohort.replace("", None)
    people = people.assign(ramp_track=cohort, production_start=started, hire_date=started)
    market = market.with_table(PEOPLE, people).with_table(AUDITS, audits[audits[DAY] >= "2026-08-17"])
    market = market.erring(lambda rows: rows[PERSON].isin(people[PERSON][cohort == "august"]), 0.1)
    return Example(market.unplaced().frames, Entity.of("cohort", cohort_id="august"))


DETECTOR = Detector(
    slug="slow_ramp",
    number="R13",
    title="A cohort of joiners is behind",
    rules=(DetectorRule("cohorts", slow_ramp, (AUDITS, PEOPLE), "extended_ramp"),),
    words=Words(
        told=("Accuracy is behind that of others of the same age in production: {value:signed}",),
        wrong=f"{WRONG} more than others of the same age make",
    ),
    example=_example,
    beside=("training",),
    of_accuracy=True,
)

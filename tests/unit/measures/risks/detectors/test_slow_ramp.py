"""Cohorts behind others of their age."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from labelqa.estimates import Estimate
from labelqa.measures.risks.detectors.slow_ramp import SPREAD, _behind, slow_ramp


@pytest.fixture(scope="module")
def joined(calm):
    """Twenty of the agents are joiners: ten since August, ten since June."""
    people = calm.frames["people"]
    number = people["person_id"].str[1:].astype(int)
    started = np.select(
        [number < 10, number < 20], [dt.date(2026, 8, 17), dt.date(2026, 6, 8)], dt.date(2025, 1, 15)
    )
    cohort = np.select([number < 10, number < 20], ["august", "june"], None)
    people = people.assign(production_start=started, ramp_track=cohort, hire_date=started)
    return calm.with_table("people", people)


def august(rows: pd.DataFrame) -> pd.Series:
    """Of the cohort of August, in production."""
    return (rows["person_id"].str[1:].astype(int) < 10) & (rows["local_date"] >= "2026-08-17")


def cohorts(scene) -> dict[str, object]:
    """Cases by cohort."""
    return {case.entity.id: case for case in slow_ramp(scene.data())}


def test_a_cohort_behind_others_of_its_age_is_found(joined):
    """Ten points more are wrong; the other cohort is not behind for being compared with it."""
    found = cohorts(joined.erring(august, 0.1))
    case = found["august"]

    assert case.p < 0.001 < 0.5 < found["june"].p
    assert case.estimate.low < -0.05 < case.estimate.high < 0
    labels = joined.data().month("label_days")
    volume = labels.loc[august(labels), "labels"].sum()
    assert -case.estimate.value * volume == pytest.approx(case.wrong.value)


def test_cohorts_alike_are_behind_nobody(joined):
    """Neither."""
    assert min(case.p for case in cohorts(joined).values()) > 0.05


def test_a_cohort_that_may_be_behind_is_watched(joined):
    """Three points more are wrong: too few audits to act on, but likely enough; of the other it is not."""
    found = cohorts(joined.erring(august, 0.03))

    assert 0.02 < found["august"].p < 0.15
    assert found["june"].posterior < 0.5 < 0.8 < found["august"].posterior < 0.95


def test_the_posterior_is_drawn_to_others(joined):
    """One error behind with an error as large as SPREAD, it is as sure as a gap of 0.71 errors."""
    gap = Estimate(-SPREAD, -3 * SPREAD, SPREAD * (stats.t.ppf(0.975, 9) - 1), 900, 900.0, "by-age")
    p, posterior = _behind(gap, 10)

    assert p == pytest.approx(stats.t.cdf(-1, 9))
    assert posterior == pytest.approx(stats.norm.cdf(0.5**0.5))


def test_gold_counts_beside_audits(joined):
    """Wrong on gold alone, the cohort is found with gold."""
    gold = joined.frames["gold_answers"]
    bad = august(gold) & (np.random.default_rng(2).random(len(gold)) < 0.3)
    with_gold = cohorts(joined.with_table("gold_answers", gold.assign(correct=gold["correct"] & ~bad)))
    without = cohorts(joined.with_table("gold_answers", gold.iloc[:0]))

    assert with_gold["august"].p < 0.02 < 0.1 < without["august"].p


def test_fewer_than_eight_are_no_cohort(joined):
    """Seven joiners are hearsay."""
    people = joined.frames["people"]
    gone = people["person_id"].isin(["p00", "p01", "p02"])
    few = joined.with_table("people", people.assign(ramp_track=people["ramp_track"].mask(gone, "other")))

    assert {"june"} == set(cohorts(few))

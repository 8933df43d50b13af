"""How people are spread is told from how chance spreads few audits."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from labelqa.estimates import Unit
from labelqa.measures.shift import SHARES, shift, spread


def month(accuracy: np.ndarray, audits: int, seed: int) -> pd.DataFrame:
    """Answers on gold of people of that accuracy."""
    rng = np.random.default_rng(seed)
    right = rng.random((len(accuracy), audits)) < accuracy[:, None]
    people = np.repeat([f"p{i:02}" for i in range(len(accuracy))], audits)
    return pd.DataFrame({"person_id": people, "correct": right.ravel()})


def team(seed: int, people: int = 60) -> np.ndarray:
    """People of about 95 %."""
    return np.random.default_rng(seed).beta(95, 5, people)


def test_the_quantiles_are_those_of_people_and_not_of_chance():
    """20 audits each: the observed tenth percentile is points off, the estimated one holds the truth."""
    accuracy = team(1)
    answers = month(accuracy, 20, 2)
    found = shift(answers, answers).now.rows.set_index("quantile")
    truth = np.quantile(accuracy, [*SHARES.values()])
    observed = np.quantile(answers.groupby("person_id")["correct"].mean(), 0.1)

    assert truth[0] - observed > 0.02
    assert abs(found["value"].iloc[0] - truth[0]) < 0.5 * (truth[0] - observed)
    assert ((found["low"] <= truth) & (truth <= found["high"])).all()
    assert found["value"].is_monotonic_increasing


def test_nobody_moved_is_no_shift_though_audits_became_fewer():
    """Half the audits spread the observed shares wider; every change holds 0."""
    accuracy = team(3)
    change = shift(month(accuracy, 15, 4), month(accuracy, 60, 5)).change.rows

    assert ((change["low"] < 0) & (change["high"] > 0)).all()


def test_the_lower_half_that_fell_shows():
    """The worse half lost ten points, the better half none."""
    accuracy = np.sort(team(6))
    lower = accuracy - np.where(np.arange(60) < 30, 0.10, 0.0)
    found = shift(month(lower, 60, 7), month(accuracy, 60, 8))
    rows = found.change.rows.set_index("quantile")

    assert ("agents.distribution.change.by_quantile", Unit.POINTS) == (found.change.figure, found.change.unit)
    assert rows.loc["p10", "high"] < 0
    assert rows.loc["p25", "high"] < 0
    assert rows.loc["p90", "value"] > rows.loc["p10", "value"] + 0.03


def test_a_change_is_now_less_before():
    """Value by value, and the same every time."""
    now, before = month(team(1), 30, 2), month(team(1), 30, 3)
    found = shift(now, before)

    assert found.change.rows["value"].tolist() == pytest.approx(
        (found.now.rows["value"] - found.before.rows["value"]).tolist()
    )
    assert found.change.rows.equals(shift(now, before).change.rows)


def test_audits_count_by_their_design(stratified):
    """Audits with their inclusion probabilities go in as they are; people are what n counts."""
    audits = stratified([4000, 400], [200, 200], [190, 150], 20)
    rows = shift(audits, audits).now.rows

    assert [20] * 5 == rows["n"].tolist()
    assert rows["value"].between(0.85, 1).all()


def test_four_people_are_no_distribution():
    """In either month: then there is no change either."""
    few, many = month(team(1, 4), 30, 2), month(team(1), 30, 3)
    found = shift(many, few)

    assert (5, 0, 0) == (len(found.now), len(found.before), len(found.change))
    assert "fewer than 5 people" == found.before.why == found.change.why
    assert "fewer than 5 people" == spread(pd.DataFrame()).why

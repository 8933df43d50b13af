"""Learning curves give back what made them, and are silent where the data are."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest

from labelqa.estimates import Unit
from labelqa.measures.learning_curves import (
    accuracy_weeks,
    learning_curve,
    learning_rate,
    middle_half,
    pace_weeks,
)
from labelqa.measures.proficiency import JoinerEvidence

AGES = 7 * np.arange(13) + 3.5
START = pd.Timestamp(2026, 6, 1)


def weeks(values: np.ndarray, size: float = 100.0) -> pd.DataFrame:
    """Ratios of each person (rows) in each week (columns), of so many each."""
    people, ages = values.shape
    return pd.DataFrame(
        {
            "person_id": np.repeat([f"p{n:02}" for n in range(people)], ages),
            "cohort_id": "c",
            "age": np.tile(AGES[:ages], people),
            "over": (values * size).ravel(),
            "under": size,
            "n": 1,
        }
    )


def rise(plateau: float, start: float, days: float, people: int = 10, ages: int = 13) -> np.ndarray:
    """People alike, on the curve."""
    return np.tile(plateau - (plateau - start) * np.exp(-AGES[:ages] / days), (people, 1))


@pytest.mark.parametrize(
    ("plateau", "start", "days"), [(0.96, 0.85, 20.0), (1.0, 0.6, 12.0), (0.97, 0.9, 40.0)]
)
def test_a_curve_without_noise_is_found_again(plateau, start, days):
    """To the step of the grid of days, one in seventy-five."""
    found = learning_curve(weeks(rise(plateau, start, days)), Unit.INDEX)

    assert plateau == pytest.approx(found.plateau.value, abs=0.002)
    assert start == pytest.approx(found.start.value, abs=0.003)
    assert days == pytest.approx(found.days.value, rel=0.02)
    assert (10, 130) == (found.people, found.plateau.n)


def test_its_interval_comes_from_people():
    """Whose levels differ by six points: about 1.96 sd / sqrt(people) on either side of the plateau."""
    level = np.random.default_rng(1).normal(0, 0.06, (40, 1))
    found = learning_curve(weeks(rise(1.0, 0.6, 15.0, people=40) + level), Unit.INDEX).plateau

    assert 1.96 * 0.06 / np.sqrt(40) == pytest.approx((found.high - found.low) / 2, rel=0.35)


def test_it_is_the_same_every_time():
    """The bootstrap has a fixed seed; another seed draws others."""
    noisy = weeks(rise(0.96, 0.85, 20.0) + np.random.default_rng(2).normal(0, 0.02, (10, 13)))

    assert learning_curve(noisy).plateau == learning_curve(noisy).plateau
    assert learning_curve(noisy).plateau.low != learning_curve(noisy, seed=1).plateau.low


def test_no_value_exceeds_the_most():
    """A share that still rises near 1 is not expected beyond it; a pace may be."""
    rising = weeks(rise(1.2, 0.8, 30.0))
    free, bound = learning_curve(rising, Unit.INDEX), learning_curve(rising)

    assert 1.2 == pytest.approx(free.plateau.value, abs=0.01)
    assert Unit.INDEX is free.plateau.unit is free.start.unit
    assert 1.0 == bound.plateau.value
    assert bound.fitted[["value", "low", "high"]].to_numpy().max() <= 1


def test_where_nothing_is_learnt_no_days_are_given():
    """Noise around a level: the level stands, the days would be noise."""
    flat = weeks(0.95 + np.random.default_rng(3).normal(0, 0.02, (12, 13)))
    found = learning_curve(flat)

    assert ("no learning to be seen",) == found.days.flags
    assert found.plateau.low < 0.95 < found.plateau.high


def test_where_it_still_rises_no_plateau_is_given():
    """A straight line for five weeks."""
    line = weeks(np.tile(0.6 + 0.002 * AGES[:5], (10, 1)))
    found = learning_curve(line)

    assert ("no plateau within 32 days",) == found.plateau.flags == found.days.flags
    assert found.start.exists
    assert len(found.fitted)


@pytest.mark.parametrize(
    ("people", "ages", "why"),
    [(0, 13, "only 0 people"), (1, 13, "only one person"), (4, 13, "only 4 people"), (9, 4, "only 4 weeks")],
)
def test_too_few_people_or_weeks_give_no_curve(people, ages, why):
    """But the points are there to be drawn."""
    found = learning_curve(weeks(rise(0.96, 0.85, 20.0, people=people, ages=ages)))

    assert why == found.why
    assert (why,) == found.plateau.flags == found.start.flags == found.days.flags
    assert (ages if people else 0) == len(found.points)
    assert [] == found.fitted["age"].tolist()


def test_weeks_of_few_weigh_less():
    """The first week's single label does not bend the curve of hundreds."""
    frame = weeks(rise(0.96, 0.85, 20.0))
    first = frame["age"] == AGES[0]
    frame.loc[first, ["over", "under"]] = [[0.0, 0.01]] * 10

    assert 0.96 == pytest.approx(learning_curve(frame).plateau.value, abs=0.003)


def test_the_band_lies_around_the_curve():
    """At every age."""
    noisy = weeks(rise(0.96, 0.85, 20.0) + np.random.default_rng(4).normal(0, 0.02, (10, 13)))
    fitted = learning_curve(noisy).fitted

    assert (fitted["low"] <= fitted["value"]).all()
    assert (fitted["value"] <= fitted["high"]).all()


def test_a_learning_rate_is_found_again_within_people():
    """Time per label on the 80 % curve; people differ in level by a third, which is not learning."""
    done = np.arange(1, 11) - 0.5
    level = np.linspace(0.8, 1.2, 8)[:, None]
    frame = weeks(np.ones((8, 10)))
    frame["under"] = (100 * level * done ** np.log2(0.8)).ravel()
    early = (frame["age"] < 30) | (frame["person_id"] < "p04")  # the slower were there for half the time
    found = learning_rate(frame[early])

    assert 0.8 == pytest.approx(found.value)
    assert 0 == pytest.approx(found.high - found.low, abs=1e-9)
    assert ("only 4 people",) == learning_rate(frame[frame["person_id"] < "p04"]).flags


def seen(audits: list[tuple], work: list[tuple]) -> JoinerEvidence:
    """(person, day, right, weight) and (person, day, expected, active)."""
    frames = [
        pd.DataFrame(rows, columns=["person_id", "at", *columns])
        for rows, columns in ((audits, ["right", "weight"]), (work, ["expected", "active"]))
    ]
    made = [f.assign(local_date=START + pd.to_timedelta(f["at"], unit="D")) for f in frames]
    return JoinerEvidence(made[0].assign(known=made[0]["local_date"]), made[1])


def test_weeks_are_counted_from_each_start_of_production():
    """Day 6 is of the first week, day 7 of the second; what came before, after the watch, or late is not."""
    joiner = pd.DataFrame(
        {"person_id": ["a"], "cohort_id": ["c"], "started": [START], "until": [START + pd.Timedelta(days=20)]}
    )
    facts = seen(
        [("a", -1, 1, 1), ("a", 0, 1, 1), ("a", 6, 0, 1), ("a", 7, 2, 2), ("a", 20, 1, 1), ("b", 3, 1, 1)],
        [("a", 13, 30.0, 40.0), ("a", 14, 10.0, 10.0)],
    )

    assert [(3.5, 1, 2, 2), (10.5, 2, 2, 1)] == list(
        accuracy_weeks(joiner, facts)[["age", "over", "under", "n"]].itertuples(index=False, name=None)
    )
    assert [(10.5, 30, 40)] == list(
        pace_weeks(joiner, facts, until=14)[["age", "over", "under"]].itertuples(index=False, name=None)
    )


def test_the_tenured_lie_within_the_spread_of_their_true_accuracies():
    """80 people of Beta(192, 8) on 100 audits each: narrower than what is observed of them."""
    rng = np.random.default_rng(6)
    true = rng.beta(192, 8, 80)
    right = rng.binomial(100, true)
    facts = seen(
        [(f"p{n}", at, float(at < k), 1.0) for n, k in enumerate(right) for at in range(100)],
        [(f"p{n}", 0, 0.9 + n / 400, 1.0) for n in range(80)],
    )
    accuracy, pace = middle_half(pd.DataFrame({"person_id": [f"p{n}" for n in range(80)]}), facts)

    assert np.quantile(true, [0.25, 0.5, 0.75]) == pytest.approx(
        [accuracy.low, accuracy.middle, accuracy.high], abs=0.006
    )
    assert accuracy.high - accuracy.low < np.subtract(*np.quantile(right / 100, [0.75, 0.25]))
    assert (0.949375, 0.99875, 1.048125, 80) == pytest.approx(dataclasses.astuple(pace))


def test_too_few_tenured_are_no_yardstick():
    """Four."""
    people = [f"p{n}" for n in range(4)]
    facts = seen([(who, 0, 1.0, 1.0) for who in people], [(who, 0, 1.0, 1.0) for who in people])

    assert (None, None) == middle_half(pd.DataFrame({"person_id": people}), facts)

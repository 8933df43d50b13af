"""Ratios and products of sums vary as their people do, linearised rather than drawn."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from labelqa.estimates import Unit
from labelqa.measures.clusters import (
    by_people,
    clustered_product,
    clustered_ratio,
    product_by_people,
    student,
)

POWERS = {"active": 1, "labels": -1, "handling": -1, "paid": 1}


@pytest.fixture(scope="module")
def people() -> pd.DataFrame:
    """150 people of unequal hours and pace: seconds paid, handling and active, and labels."""
    rng = np.random.default_rng(4)
    paid = rng.integers(100_000, 180_000, 150).astype(float)
    handling, pace = paid * rng.beta(16, 4, 150), rng.lognormal(3.8, 0.25, 150)
    labels = np.round(handling / pace)
    return pd.DataFrame(
        {"person_id": np.arange(150), "paid": paid, "handling": handling, "labels": labels}
    ).assign(active=labels * pace)


def bootstrap(people: pd.DataFrame, powers: dict[str, int]) -> np.ndarray:
    """The 95 % percentile interval of a product of powers of sums: people drawn 1 000 times."""
    drawn = np.random.default_rng(1).multinomial(len(people), np.full(len(people), 1 / len(people)), 1000)
    values = np.prod([(drawn @ people[name].to_numpy()) ** power for name, power in powers.items()], axis=0)
    return np.quantile(values, [0.025, 0.975])


def test_groups_without_a_denominator_are_left_out():
    """A site whose paid seconds are 0 has no ratio."""
    frame = pd.DataFrame(
        {"person_id": list("abcd"), "site_id": list("xxyy"), "k": [1, 2, 0, 0], "n": [2, 2, 0, 0]}
    )

    assert ["x"] == clustered_ratio(frame, "k", "n", ("site_id",)).index.tolist()
    assert ["x"] == clustered_product(frame, {"k": 1, "n": -1}, ("site_id",)).index.tolist()


def test_a_product_of_two_sums_is_the_ratio(people):
    """The same value, and on the log scale its standard error over the value."""
    ratio = clustered_ratio(people, "handling", "paid").iloc[0]
    product = clustered_product(people, {"handling": 1, "paid": -1}).iloc[0]

    assert (ratio["value"], ratio["se"] / ratio["value"]) == pytest.approx((product["value"], product["se"]))


def test_a_linearised_ratio_agrees_with_the_bootstrap_of_people(people):
    """Within 6 % of its width, where people are many."""
    found = by_people(clustered_ratio(people, "handling", "paid"), "utilisation", (), most=1).only()

    assert [found.low, found.high] == pytest.approx(
        bootstrap(people, {"handling": 1, "paid": -1}), abs=0.06 * (found.high - found.low)
    )


def test_a_linearised_product_agrees_with_the_bootstrap_of_people(people):
    """Within 6 % of its width, where people are many."""
    found = product_by_people(clustered_product(people, POWERS), "capacity", (), Unit.FTE).only()

    assert [found.low, found.high] == pytest.approx(
        bootstrap(people, POWERS), abs=0.06 * (found.high - found.low)
    )
    assert ("product-linearised", Unit.FTE, 150) == (found.method, found.unit, found.n)


def test_of_few_people_the_linearised_product_still_covers():
    """93 to 97 % of 1 000 samples of 8 people, where percentiles of a bootstrap cover 87 %."""
    rng = np.random.default_rng(9)
    sample, paid = np.repeat(np.arange(1000), 8), rng.integers(100_000, 180_000, 8000).astype(float)
    handling, labels = paid * rng.beta(16, 4, 8000), rng.poisson(60, 8000)
    frame = pd.DataFrame({"sample": sample, "person_id": np.tile(np.arange(8), 1000), "paid": paid})
    frame = frame.assign(handling=handling, labels=labels, active=labels * rng.gamma(9, 5, 8000))
    found = product_by_people(clustered_product(frame, POWERS, ("sample",)), "x", ("sample",), Unit.FTE).rows
    true = 45 / 0.8

    assert 0.93 <= ((found["low"] <= true) & (true <= found["high"])).mean() <= 0.97


def test_one_person_has_no_interval():
    """Neither a value without one."""
    alone = pd.DataFrame({"person_id": ["a"], "k": [1], "n": [2]})
    found = product_by_people(clustered_product(alone, {"k": 1, "n": -1}), "x", (), Unit.INDEX).only()

    assert not found.exists
    assert ("one person is too few for an interval",) == found.flags


def test_students_quantile_widens_with_few_people():
    """12.7 of two people, 1.96 of very many."""
    assert [12.7062, 1.9600] == pytest.approx(student([2, 1_000_000]), abs=1e-4)

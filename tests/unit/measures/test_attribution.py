"""Hard items and weak people leave different traces in double labels."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from builders.ratings import drawn, grid

from labelqa.measures import attribution


def answers(hard: float, weak: float, *, units: int = 600, people: int = 40, seed: int = 1) -> pd.DataFrame:
    """Two answers a unit, nine in ten right: units differ by `hard` and people by `weak` in log-odds."""
    rng = np.random.default_rng(seed)
    unit = np.repeat(np.arange(units), 2)
    person = np.concatenate([rng.choice(people, 2, replace=False) for _ in range(units)])
    odds = np.log(9) + rng.normal(0, hard, units)[unit] + rng.normal(0, weak, people)[person]
    return pd.DataFrame(
        {
            "overlap_group_id": unit,
            "person_id": [f"p{who:02}" for who in person],
            "correct": rng.random(len(unit)) < 1 / (1 + np.exp(-odds)),
        }
    )


def shares(found: attribution.VarianceShares) -> list[float]:
    """Item, agent, residual."""
    return [estimate.value for _, estimate in found.shares]


def test_components_equal_those_of_a_balanced_table():
    """Every person on every unit: the classical two-way analysis of variance (Searle et al. 1992)."""
    rng = np.random.default_rng(0)
    table = rng.normal(size=(40, 1)) + 0.5 * rng.normal(size=(1, 8)) + rng.normal(size=(40, 8))
    item, person = np.indices(table.shape)
    residual = table - table.mean(1, keepdims=True) - table.mean(0, keepdims=True) + table.mean()
    error = (residual**2).sum() / (39 * 7)
    by_item = (8 * table.mean(1).var(ddof=1) - error) / 8
    by_person = (40 * table.mean(0).var(ddof=1) - error) / 40

    found = attribution._components(table.ravel(), item.ravel(), person.ravel())

    assert [by_item, by_person, error] == pytest.approx(found.tolist())


@pytest.mark.parametrize(("hard", "weak", "sign"), [(2.5, 0.2, 1), (0.0, 2.0, -1)])
def test_the_source_of_errors_is_told(hard, weak, sign):
    """The difference of the two shares lies on the right side of 0, with its whole interval."""
    found = attribution.variance_shares(answers(hard, weak, units=2000))

    assert sign * found.difference.value > 0.1
    assert min(sign * found.difference.low, sign * found.difference.high) > 0
    assert 1 == pytest.approx(sum(shares(found)))
    assert found.difference.value == pytest.approx(shares(found)[0] - shares(found)[1])


def test_chance_alone_is_residual():
    """Nobody differs: the intervals of both shares reach 0 and hardly anything is left for them."""
    found = attribution.variance_shares(answers(0, 0))
    item, agent, residual = (estimate for _, estimate in found.shares)

    assert (0, 0) == (item.low, agent.low)
    assert residual.value > 0.85
    assert found.difference.low < 0 < found.difference.high


def test_the_interval_of_the_item_share_covers():
    """Of 80 samples at least 90 % hold what 60 000 units show."""
    whole = attribution.variance_shares(answers(1.5, 0.5, units=60_000, people=2000))
    found = [attribution.variance_shares(answers(1.5, 0.5, seed=seed)) for seed in range(80)]
    covered = [each.difference.low <= whole.difference.value <= each.difference.high for each in found]

    assert 0.9 <= np.mean(covered)


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (answers(0, 0).head(0), "no labels whose truth is known"),
        (answers(0, 0).assign(correct=True), "all labels are right"),
        (answers(0, 0).assign(correct=False), "no label is right"),
        (answers(0, 0).head(40), "too few double labels to tell items from people"),
        (
            answers(0, 0).drop_duplicates("overlap_group_id"),
            "too few double labels to tell items from people",
        ),
    ],
)
def test_variance_that_cannot_be_split_says_why(rows, why):
    """Nothing known, nothing wrong, nothing right, or no two labels on enough units."""
    found = attribution.variance_shares(rows)

    assert (0, why) == (len(found.shares), found.shares.why)
    assert (why,) == found.difference.flags


def test_truth_is_the_adjudicated_label_or_the_one_all_gave():
    """Disputed: u00 settled for b, u02 not settled yet; agreed: u01, and u03 which an SME overruled."""
    rows = grid("a a a a", "b a b a").assign(item_id=lambda frame: "i" + frame["overlap_group_id"])
    adjudications = pd.DataFrame({"item_id": ["iu00", "iu03"], "final_label_id": ["b", "c"]})
    found = attribution.against_truth(rows, adjudications)
    right = found.groupby("overlap_group_id")["correct"].sum()

    assert {"u00": 1, "u01": 2, "u03": 0} == right.to_dict()


def test_double_labels_of_the_sample_kind_are_split():
    """Whole way: labels, adjudications, shares; a queue is no part of it."""
    rows = drawn(400, 20, right=0.8)
    truth = rows.drop_duplicates("item_id")
    adjudications = pd.DataFrame({"item_id": truth["item_id"], "final_label_id": truth["truth"]})
    found = attribution.variance_shares(attribution.against_truth(rows, adjudications))

    assert ["item", "agent", "residual"] == [keys["source"] for keys, _ in found.shares]
    assert 400 == found.difference.n

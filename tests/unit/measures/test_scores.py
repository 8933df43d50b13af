"""The mean score equals least squares with errors robust to clusters of people on the same rows."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy import stats

from labelqa.contracts.decisions import NO_DESIGN
from labelqa.estimates import Unit
from labelqa.measures import scores
from labelqa.measures.accuracy import UNDRAWN


def audits(seed: int, n: int = 240, people: int = 15) -> pd.DataFrame:
    """Audits with scores that differ by person, drawn with two probabilities; one in ten without a score."""
    rng = np.random.default_rng(seed)
    person = rng.integers(0, people, n)
    score = (60 + 3 * person + rng.normal(0, 12, n)).clip(0, 100)
    return pd.DataFrame(
        {
            "person_id": [f"p{p}" for p in person],
            "queue_id": rng.choice(["q1", "q2"], n),
            "design_id": "monthly",
            "incl_prob": rng.choice([0.1, 0.4], n),
            "score": np.where(rng.random(n) < 0.1, np.nan, score),
        }
    )


@pytest.mark.parametrize("seed", [3, 4])
def test_scores_of_audits_are_weighted_by_the_design(seed):
    """statsmodels' weighted least squares on a constant, clustered by person."""
    rows = audits(seed)
    found = scores.of_audits(rows).only()

    scored = rows.dropna(subset="score")
    weight = 1 / scored["incl_prob"]
    assert np.average(scored["score"], weights=weight) == pytest.approx(found.value)
    groups = pd.factorize(scored["person_id"])[0]
    model = sm.WLS(scored["score"], np.ones(len(scored)), weights=weight)
    fitted = model.fit(cov_type="cluster", cov_kwds={"groups": groups, "use_correction": False})
    g = len(set(groups))
    half = stats.t.ppf(0.975, g - 1) * float(fitted.bse.iloc[0]) * (g / (g - 1)) ** 0.5
    assert (found.value - half, found.value + half) == pytest.approx((found.low, found.high))
    assert (len(scored), Unit.INDEX) == (found.n, found.unit)


def test_scores_of_labels_are_sums_of_hundredths():
    """Each day of a person counts by its scores."""
    days = pd.DataFrame(
        {"person_id": ["a", "a", "b", "c"], "scored": [2, 1, 4, 3], "points": [18_000, 7_550, 20_000, 30_000]}
    )
    found = scores.of_labels(days).only()

    assert (180 + 75.5 + 200 + 300) / 10 == pytest.approx(found.value)
    assert (10, 100) == (found.n, found.high)


def test_a_split_is_by_its_own_rows():
    """By queue as each queue alone."""
    rows = audits(5)
    by_queue = {keys["queue_id"]: each.value for keys, each in scores.of_audits(rows, ("queue_id",))}

    alone = {queue: scores.of_audits(part).only().value for queue, part in rows.groupby("queue_id")}
    assert alone == pytest.approx(by_queue)


def test_scores_of_no_known_design_say_so():
    """As accuracy by such audits does."""
    assert UNDRAWN in scores.of_audits(audits(6).assign(design_id=NO_DESIGN)).only().flags
    assert UNDRAWN not in scores.of_audits(audits(6)).only().flags


def test_without_a_score_there_is_no_mean():
    """And one person has no interval, so is not shown."""
    assert "no scores" == scores.of_audits(audits(7).assign(score=np.nan)).why
    assert not scores.of_audits(audits(7).assign(person_id="p")).only().exists

"""Differences within strata, with errors by people."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.api import WLS

from labelqa.measures.contrasts import contrast

SIGNS = {"one": 1, "other": -1}


def rows(seed: int = 4, n: int = 600) -> pd.DataFrame:
    """Thirty people on two sides, of two strata that differ."""
    rng = np.random.default_rng(seed)
    person = rng.integers(0, 30, n)
    stratum = rng.integers(0, 2, n)
    return pd.DataFrame(
        {"person_id": person, "cell": np.where(person < 12, "one", "other"), "stratum": stratum,
         "correct": rng.random(n) < np.where(stratum == 1, 0.9, 0.6), "weight": rng.uniform(0.5, 2, n)}
    )  # fmt: skip


def test_a_difference_is_that_of_a_clustered_regression():
    """One stratum: weighted least squares with errors by people, Student's t on the smaller side's people."""
    table = rows().drop(columns="stratum")
    found = contrast(table, SIGNS)
    x = np.column_stack([np.ones(len(table)), table["cell"] == "one"]).astype(float)
    options = {"groups": table["person_id"], "use_correction": False}
    fitted = WLS(table["correct"].astype(float), x, table["weight"]).fit(cov_type="cluster", cov_kwds=options)
    half = stats.t.ppf(0.975, 11) * fitted.bse.iloc[1] * np.sqrt(30 / 29)

    assert (fitted.params.iloc[1], half) == pytest.approx((found.value, found.high - found.value))
    assert (600, 30) == (found.n, found.n_eff)


def test_strata_count_by_mantel_and_haenszels_weights():
    """n1 n0 / (n1 + n0) of each: what one stratum has more of cannot make a difference."""
    table = rows().assign(weight=1.0)
    parts = []
    for _, part in table.groupby("stratum"):
        n = part.groupby("cell").size()
        share = part.groupby("cell")["correct"].mean()
        parts.append((n["one"] * n["other"] / n.sum(), share["one"] - share["other"]))
    expected = sum(w * d for w, d in parts) / sum(w for w, _ in parts)

    assert expected == pytest.approx(contrast(table, SIGNS).value)


def test_a_stratum_without_a_cell_says_nothing():
    """It is left out, whatever its share."""
    table = rows()
    extra = table[table["cell"] == "one"].assign(stratum=7, correct=False)

    assert contrast(table, SIGNS).value == contrast(pd.concat([table, extra]), SIGNS).value


def test_nothing_to_compare_is_absent_with_its_reason():
    """No whole stratum, or one person on a side."""
    table = rows()
    alone = table[(table["cell"] == "other") | (table["person_id"] == 3)]

    assert ("no rows to compare",) == contrast(table[table["cell"] == "one"], SIGNS).flags
    assert ("one person is too few for an interval",) == contrast(alone, SIGNS).flags

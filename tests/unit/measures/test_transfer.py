"""What a session changed at work: the change of those who attended less that of the others."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.api import WLS

from labelqa.measures.transfer import difference_in_differences, transfer

HELD, KNOWN = pd.Timestamp("2026-10-13"), pd.Timestamp("2026-11-01")
ATTENDED = {"a0", "a1", "a2"}


def audits(*cells: tuple[str, str, int, int], people: int = 3) -> pd.DataFrame:
    """(group letter, day, audits, right), each cell spread over `people`."""
    rows = [
        {"person_id": f"{group}{place % people}", "local_date": day,
         "verdict": "correct" if place < right else "incorrect", "incl_prob": 0.5}
        for group, day, count, right in cells
        for place in range(count)
    ]  # fmt: skip
    return pd.DataFrame(rows)


TAUGHT = audits(
    ("a", "2026-10-05", 30, 24),
    ("a", "2026-10-20", 30, 30),
    ("b", "2026-10-05", 40, 36),
    ("b", "2026-10-20", 40, 34),
)


def test_the_effect_is_the_difference_of_two_changes():
    """From .8 to 1 among those who attended, from .9 to .85 among the others: 25 points."""
    found = transfer(TAUGHT, ATTENDED, HELD, KNOWN)
    cells = (found.attended_before, found.attended_after, found.others_before, found.others_after)

    assert (0.8, 1.0, 0.9, 0.85) == pytest.approx(tuple(cell.value for cell in cells))
    assert (0.25, 140, 6) == pytest.approx((found.effect.value, found.effect.n, found.effect.n_eff))


def test_its_interval_is_that_of_a_clustered_regression():
    """Weighted least squares with errors robust to people, Student's t on the smaller group's people."""
    rng = np.random.default_rng(2)
    rows = pd.DataFrame({"person_id": rng.integers(0, 12, 400), "after": rng.random(400) < 0.5})
    rows = rows.assign(
        attended=rows["person_id"] < 5, correct=rng.random(400) < 0.8, incl_prob=rng.uniform(0.1, 1, 400)
    )
    found = difference_in_differences(rows)
    x = np.column_stack([np.ones(400), rows["attended"], rows["after"], rows["attended"] & rows["after"]])
    options = {"groups": rows["person_id"], "use_correction": False}
    fitted = WLS(rows["correct"].astype(float), x.astype(float), 1 / rows["incl_prob"]).fit(
        cov_type="cluster", cov_kwds=options
    )
    half = stats.t.ppf(0.975, 4) * fitted.bse.iloc[3] * np.sqrt(12 / 11)

    assert (fitted.params.iloc[3], half) == pytest.approx((found.value, found.high - found.value))


def test_the_day_itself_and_far_days_do_not_count():
    """Fourteen days on either side."""
    far = audits(("a", "2026-10-13", 9, 0), ("a", "2026-09-28", 9, 0), ("b", "2026-10-28", 9, 0))

    assert transfer(TAUGHT, ATTENDED, HELD, KNOWN) == transfer(
        pd.concat([TAUGHT, far], ignore_index=True), ATTENDED, HELD, KNOWN
    )


def test_days_that_were_not_seen_yet_are_flagged():
    """Nine of fourteen."""
    found = transfer(TAUGHT, ATTENDED, HELD, pd.Timestamp("2026-10-23"))

    assert ("only 9 of the 14 days after were seen",) == found.effect.flags


def test_a_session_at_the_end_has_no_effect_yet():
    """Nothing of the days after was seen."""
    found = transfer(TAUGHT, ATTENDED, HELD, pd.Timestamp("2026-10-14"))

    assert ("the 14 days after the session are not over",) == found.effect.flags


def test_without_a_comparison_there_is_no_effect():
    """Everybody attended, or nobody was audited, or one attended."""
    everybody = transfer(TAUGHT[TAUGHT["person_id"].str.startswith("a")], ATTENDED, HELD, KNOWN)
    one = transfer(TAUGHT[~TAUGHT["person_id"].isin({"a1", "a2"})], ATTENDED, HELD, KNOWN)

    assert ("no audits of others after the session",) == everybody.effect.flags
    assert ("no audits",) == everybody.others_after.flags
    assert ("one person is too few for an interval",) == one.effect.flags
    assert ("no audits of the session's queue",) == transfer(
        TAUGHT.head(0), ATTENDED, HELD, KNOWN
    ).effect.flags

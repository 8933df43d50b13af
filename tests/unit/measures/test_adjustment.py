"""Accuracy with the mistakes of QA taken out: by second looks, or by known error rates."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from labelqa.estimates import Estimate, Unit
from labelqa.measures.adjustment import double_sampled
from labelqa.measures.proportions import wilson


def share(k: int, n: int) -> Estimate:
    """k of n with Wilson's interval."""
    low, high = wilson(k, n)
    return Estimate(k / n, float(low), float(high), n, float(n), "wilson")


def known(value: float) -> Estimate:
    """A share without doubt."""
    return Estimate(value, value, value, 0, 0.0, "known")


def se(estimate: Estimate) -> float:
    """The standard error that n_eff stands for."""
    return float(np.sqrt(estimate.value * (1 - estimate.value) / estimate.n_eff))


def checked(passed: tuple[int, int], failed: tuple[int, int]) -> pd.DataFrame:
    """Reviewed verdicts as (wrong, reviewed) of labels passed and failed, one in ten of each."""
    rows = [
        {"failed": fails, "wrong": place < wrong, "verdict": "incorrect" if fails else "correct"}
        for fails, (wrong, n) in ((False, passed), (True, failed))
        for place in range(n)
    ]
    frame = pd.DataFrame(rows, columns=["failed", "wrong", "verdict"])
    return frame.assign(incl_prob=1.0, review_weight=10.0, person_id=[f"p{n}" for n in range(len(frame))])


def test_double_sampling_gives_the_derived_vector():
    """TP1: of 800 audits 150 fail; 3 of 60 passed are wrong and 52 of 60 failed: e .20312, SE .02697."""
    found = double_sampled(share(650, 800), checked((3, 60), (52, 60)))

    assert (0.20312, 0.02697) == (round(1 - found.adjusted.value, 5), round(se(found.adjusted), 5))
    assert (0.05, 8 / 60) == pytest.approx((found.wrongly_passed.value, found.wrongly_failed.value))
    assert (120, Unit.SHARE) == (found.adjusted.n, found.adjusted.unit)


def test_the_difference_is_adjusted_less_apparent():
    """Its interval leaves out what the apparent accuracy varies in both."""
    found = double_sampled(share(650, 800), checked((3, 60), (52, 60)))

    assert found.adjusted.value - found.apparent.value == pytest.approx(found.difference.value)
    assert Unit.POINTS is found.difference.unit
    assert found.difference.high - found.difference.low < found.adjusted.high - found.adjusted.low


def test_a_qa_without_mistakes_changes_nothing_but_the_interval():
    """Second looks at 60 of each do not prove that there are none."""
    found = double_sampled(share(650, 800), checked((0, 60), (60, 60)))

    assert (0.8125, 0.0) == pytest.approx((found.adjusted.value, found.difference.value))
    assert found.adjusted.low < found.apparent.low
    assert found.difference.low < 0 < found.difference.high


def test_a_rarely_drawn_verdict_weighs_more():
    """A passed label drawn at 1 % stands for ten drawn at 10 %."""
    rows = checked((1, 2), (1, 2))
    rows.loc[0, "incl_prob"] = 0.1

    assert 10 / 11 == pytest.approx(double_sampled(share(9, 10), rows).wrongly_passed.value)


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (checked((0, 9), (0, 0)), "no label that QA failed was reviewed"),
        (checked((0, 0), (9, 9)), "no label that QA passed was reviewed"),
        (pd.DataFrame(), "no label that QA passed was reviewed; no label that QA failed was reviewed"),
    ],
)
def test_without_second_looks_at_both_verdicts_nothing_is_adjusted(rows, why):
    """It says which are missing."""
    found = double_sampled(share(650, 800), rows)

    assert ((why,), (why,)) == (found.adjusted.flags, found.difference.flags)

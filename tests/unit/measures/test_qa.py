"""QA is judged by what second looks found, weighted up to all of its verdicts."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from labelqa.estimates import Estimate, Unit
from labelqa.measures import qa

Group = tuple[int, int, int]  # verdicts, reviewed, wrong labels among those


def looked(passed: Group, failed: Group, who: str = "q1") -> tuple[pd.DataFrame, pd.DataFrame]:
    """Audits of one QA, and the reviews of the first of those passed and failed."""
    rows, reviews = [], []
    for verdict, (count, seen, wrong) in (("correct", passed), ("incorrect", failed)):
        for place in range(count):
            audit = f"{who}-{verdict}-{place}"
            rows.append((audit, who, "p1", verdict, "cat"))
            holds = (place < wrong) == (verdict == "incorrect")
            if place < seen:
                reviews.append((f"r-{audit}", audit, "uphold" if holds else "overturn", seen / count))
    columns = ["audit_id", "qa_person_id", "person_id", "verdict", "label_id"]
    review_columns = ["review_id", "audit_id", "review_verdict", "incl_prob"]
    seen = pd.DataFrame(reviews, columns=review_columns).assign(final_label_id=None, reviewed_at=0)
    return pd.DataFrame(rows, columns=columns), seen


def measured(measure: Callable[..., qa.Estimates], passed: Group, failed: Group) -> Estimate:
    """A measure of one QA's verdicts."""
    return measure(qa.reviewed(*looked(passed, failed))).only()


def test_what_was_found_is_weighted_up_to_all_verdicts():
    """900 passed, of 90 reviewed 1 wrong; 100 failed, of 50 reviewed 45 wrong: 90 caught, 10 missed."""
    sensitivity = measured(qa.sensitivity, (900, 90, 1), (100, 50, 45))
    specificity = measured(qa.specificity, (900, 90, 1), (100, 50, 45))

    assert (0.9, 890 / 900) == pytest.approx((sensitivity.value, specificity.value))
    assert (140, 140) == (sensitivity.n, specificity.n)
    assert sensitivity.n_eff < 15 < specificity.n_eff


def test_the_share_of_verdicts_that_are_right_is_double_sampled():
    """The data of TP1: 650 x 57/60 and 150 x 52/60 of 800 verdicts, MOVER around it."""
    right = measured(qa.verdicts_right, (650, 60, 3), (150, 60, 52))

    assert (650 * 57 / 60 + 150 * 52 / 60) / 800 == pytest.approx(right.value)
    assert (120, "mover-wilson") == (right.n, right.method)
    assert 0.85 < right.low < right.value < right.high < 0.98


def test_reviews_of_a_thinner_month_count_for_more():
    """Of 900 passed in May every 30th is reviewed, 2 of 30 wrong; of 100 in June all, none: 60 missed."""
    may, june = looked((900, 30, 2), (0, 0, 0), "may"), looked((100, 100, 0), (60, 60, 60), "june")
    checked = qa.reviewed(*(pd.concat(parts) for parts in zip(may, june, strict=True)))

    assert 0.5 == pytest.approx(qa.sensitivity(checked).only().value)


def test_no_error_found_among_a_few_passed_is_no_proof_of_finding_all():
    """Nobody missed any of 20 reviewed among 300 passed: 100 %, but perhaps no more than half."""
    found = measured(qa.sensitivity, (300, 20, 0), (20, 10, 10))

    assert 1.0 == found.value == found.high
    assert found.low < 0.6


def test_who_fails_nothing_finds_nothing():
    """Two wrong labels in 50 passed, and none failed."""
    found = measured(qa.sensitivity, (500, 50, 2), (0, 0, 0))

    assert (0.0, 0.0) == (found.value, found.low)
    assert 0 < found.high < 0.6


def test_the_newest_review_counts():
    """An audit reviewed twice is one audit."""
    audits, reviews = looked((10, 10, 0), (10, 10, 10))
    again = reviews.iloc[:1].assign(review_id="later", review_verdict="overturn", reviewed_at=1)
    checked = qa.reviewed(audits, pd.concat([again, reviews]))

    assert (20, 20) == (len(checked), int(checked["review_weight"].notna().sum()))
    assert 10 / 11 == pytest.approx(qa.sensitivity(checked).only().value)


@pytest.mark.parametrize(
    ("verdict", "review", "final", "wrong"),
    [
        ("correct", "uphold", None, False),
        ("correct", "overturn", None, True),
        ("correct", "overturn", "cat", False),
        ("incorrect", "uphold", None, True),
        ("incorrect", "overturn", None, False),
        ("incorrect", "overturn", "dog", True),
    ],
)
def test_the_final_label_says_whether_an_overturned_verdict_holds_all_the_same(verdict, review, final, wrong):
    """A label "cat" failed for the wrong reason is still wrong where it should be "dog"."""
    audits = pd.DataFrame({"audit_id": ["a"], "verdict": [verdict], "label_id": ["cat"]})
    reviews = pd.DataFrame(
        {"review_id": ["r"], "audit_id": ["a"], "review_verdict": [review], "final_label_id": [final]}
    ).assign(incl_prob=1.0, reviewed_at=0)

    assert [wrong] == qa.reviewed(audits, reviews)["wrong"].tolist()


def test_each_qa_stands_alone():
    """Who misses more is below who misses less, and their figures do not depend on one another."""
    sharp, dull = looked((900, 90, 0), (100, 50, 50)), looked((950, 95, 5), (50, 25, 25), "q2")
    both = qa.reviewed(*(pd.concat(parts) for parts in zip(sharp, dull, strict=True)))
    found = {by["qa_person_id"]: estimate for by, estimate in qa.sensitivity(both, (qa.QA,))}

    assert qa.sensitivity(qa.reviewed(*dull)).only() == found["q2"]
    assert found["q2"].high < found["q1"].value


@pytest.mark.parametrize(
    ("passed", "failed", "why"),
    [
        ((10, 0, 0), (10, 5, 5), "no label that it passed was reviewed"),
        ((10, 5, 0), (10, 0, 0), "no label that it failed was reviewed"),
        ((10, 5, 0), (10, 5, 0), "no review found a wrong label"),
        ((10, 0, 0), (10, 0, 0), "no verdict was reviewed"),
        ((0, 0, 0), (0, 0, 0), "no audit came to a verdict"),
    ],
)
def test_what_was_not_reviewed_has_no_sensitivity(passed, failed, why):
    """Never 0 or 100 %: absent, with the reason."""
    found = measured(qa.sensitivity, passed, failed)

    assert (False, (why,)) == (found.exists, found.flags)


def test_the_interval_covers_the_truth():
    """80 quarters of a market: Se .80 and Sp .99 lie inside in at least 70."""
    rng = np.random.default_rng(5)
    inside = np.zeros(2)
    for _ in range(80):
        wrong = rng.random(4000) < 0.06
        failed = np.where(wrong, rng.random(4000) < 0.80, rng.random(4000) < 0.01)
        reviewed = rng.random(4000) < np.where(failed, 0.3, 0.08)
        checked = pd.DataFrame({"failed": failed, "wrong": wrong & reviewed}).assign(
            review_weight=np.where(reviewed, np.where(failed, 1 / 0.3, 1 / 0.08), np.nan)
        )
        found = qa.sensitivity(checked).only(), qa.specificity(checked).only()
        inside += [e.low <= truth <= e.high for e, truth in zip(found, (0.80, 0.99), strict=True)]

    assert (inside >= 70).all()


def test_appeals_count_once_they_are_decided():
    """Two of three decided overturned the verdict; one is open."""
    appeals = pd.DataFrame({"outcome": ["overturned", "upheld", "overturned", None]})
    found = qa.overturned(appeals).only()

    assert (2 / 3, 3, "wilson") == (found.value, found.n, found.method)
    assert "no appeals" == qa.overturned(appeals.iloc[:0]).why
    assert "no appeal was decided" == qa.overturned(appeals.iloc[3:]).why


def test_productivity_is_audits_for_each_person():
    """Three audits of one and one of another are two a person."""
    audits = pd.DataFrame({"qa_person_id": ["a", "a", "a", "b"], "audit_s": [10, 20, 60, None]})

    assert [3.0, 1.0] == qa.audits_made(audits, (qa.QA,)).rows["value"].tolist()
    assert (2.0, 4, Unit.COUNT) == (
        (made := qa.audits_made(audits).only()).value,
        made.n,
        made.unit,
    )
    assert "no audits" == qa.audits_made(audits.iloc[:0]).why


def test_audit_time_is_read_off_the_audits_that_were_timed():
    """Median and tenth percentile, by their stable names."""
    audits = pd.DataFrame({"qa_person_id": "a", "audit_s": [10, 20, 60, None]})

    assert 20.0 == qa.audit_seconds(audits).only().value
    assert 12.0 == qa.audit_seconds(audits, q=0.1).only().value
    assert ["qa.seconds.median", "qa.seconds.p10"] == [
        qa.audit_seconds(audits, q=q).figure for q in (0.5, 0.1)
    ]
    assert "how long audits took is not recorded" == qa.audit_seconds(audits.iloc[3:]).why
    assert "no audits" == qa.audit_seconds(audits.iloc[:0]).why

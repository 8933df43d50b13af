"""Scores against the key, how they changed, and whether people and sites agree."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.stats.contingency_tables import cochrans_q
from statsmodels.stats.contingency_tables import mcnemar as theirs

from labelqa.estimates import Unit
from labelqa.measures.calibration import (
    between_sites,
    change,
    cochran_q,
    common,
    equivalence,
    marked,
    mcnemar,
    score,
)
from labelqa.measures.proportions import newcombe, wilson

CONOVER = ["111", "111", "010", "110", "000", "111", "111", "110", "001", "010", "111", "111"]
SAS = {"000": 6, "100": 2, "001": 16, "101": 4, "010": 2, "110": 6, "011": 4, "111": 6}


def answers(right: np.ndarray, phase: str = "post", sites: str = "") -> pd.DataFrame:
    """Answers of people (rows) to items (columns); person i is at the site named by letter i of `sites`."""
    person, item = (each.ravel() for each in np.indices(right.shape))
    frame = pd.DataFrame(
        {
            "person_id": [f"p{i}" for i in person],
            "item_id": [f"i{i:02}" for i in item],
            "phase": phase,
            "label_id": np.where(right.ravel().astype(bool), "a", "b"),
            "key_label_id": "a",
            "site_id": [sites[i] if sites else "s" for i in person],
        }
    )
    return marked(frame)


def matrix(rows: list[str]) -> np.ndarray:
    """Rows of ones and noughts."""
    return np.array([[int(mark) for mark in row] for row in rows])


def rows_of(patterns: dict[str, int]) -> np.ndarray:
    """Each pattern as often as it says."""
    return matrix([pattern for pattern, count in patterns.items() for _ in range(count)])


def test_mcnemar_is_the_exact_test_on_what_changed():
    """MC1: of 794 + 86 + 150 + 570 the 86 and 150 changed; p 3.7159e-5."""
    assert 3.7159e-5 == pytest.approx(mcnemar(86, 150), rel=2e-5)
    assert theirs([[794, 86], [150, 570]], exact=True).pvalue == pytest.approx(mcnemar(86, 150))
    assert 1 == mcnemar(0, 0)


def test_the_mcnemar_chi_squared_of_the_vector_is_the_square_of_its_difference():
    """MC1: 17.3559, p 3.0993e-5, is (86 - 150)^2 / (86 + 150), which the exact test stands in for."""
    chi2 = (86 - 150) ** 2 / (86 + 150)

    assert (17.3559, 3.0993e-5) == pytest.approx((chi2, float(stats.chi2.sf(chi2, 1))), rel=2e-5)


def test_cochrans_q_is_conovers():
    """CQ1: twelve items, three raters: Q 2.8, p .246597."""
    found = cochran_q(matrix(CONOVER))

    assert (2.8, 0.246597) == pytest.approx((found.statistic, found.p), abs=5e-7)
    assert (2, 12) == (found.freedom, found.items)


def test_cochrans_q_is_that_of_sas():
    """CQ2: 46 items, three raters: Q 8.4706, p .0145."""
    found = cochran_q(rows_of(SAS))

    assert (8.4706, 0.0145) == pytest.approx((found.statistic, found.p), abs=5e-5)
    assert cochrans_q(rows_of(SAS)).statistic == pytest.approx(found.statistic)


@pytest.mark.parametrize("right", [np.ones((5, 3)), np.ones((5, 1)), np.empty((0, 3)), np.array([])])
def test_cochrans_q_is_undefined_where_no_item_tells_raters_apart(right):
    """All right, one rater, or no item."""
    assert math.isnan(cochran_q(right).statistic)


def test_raters_are_compared_on_the_items_that_all_answered():
    """The last person left out item 0; a site is right where most of its people are."""
    rows = answers(matrix(["101", "100", "011"]), sites="xxy")
    rows = rows[(rows["person_id"] != "p2") | (rows["item_id"] != "i00")]

    assert [[0, 0, 1], [1, 0, 1]] == common(rows, "post").to_numpy().tolist()
    assert [[0, 1], [0, 1]] == common(rows, "post", "site_id").to_numpy().tolist()


def test_one_persons_score_has_wilsons_interval():
    """15 of 20 items."""
    found = score(answers(matrix(["1" * 15 + "0" * 5])), "post", ("person_id",)).first()

    assert (0.75, 20, 20.0) == (found.value, found.n, found.n_eff)
    assert tuple(map(float, wilson(15, 20))) == pytest.approx((found.low, found.high))


def test_answers_to_one_item_are_alike():
    """Everybody fails the same 3 of 20 items: 240 answers are worth less than 20."""
    found = score(answers(np.tile([1] * 17 + [0] * 3, (12, 1))), "post").only()

    assert (0.85, 240) == (found.value, found.n)
    assert 16 < found.n_eff < 20


def test_the_interval_covers_where_people_and_items_differ():
    """Nine in ten of 300 sessions of 12 people and 20 items at least; rows taken alone cover far fewer."""
    rng, sessions, mean = np.random.default_rng(5), 300, 0.8884
    covered = np.zeros(2)
    for _ in range(sessions):
        logits = 2.5 + rng.normal(size=20)[None] + 0.5 * rng.normal(size=12)[:, None]
        right = rng.random((12, 20)) < 1 / (1 + np.exp(-logits))
        found, (low, high) = score(answers(right), "post").only(), wilson(right.sum(), right.size)
        covered += [found.low <= mean <= found.high, low <= mean <= high]

    assert covered[0] / sessions > 0.9 > 0.85 > covered[1] / sessions


def test_a_small_session_says_what_it_lacks():
    """Thirty items and five raters at least; a person's own score does not lack raters."""
    small = answers(matrix(["1" * 29] * 4))

    assert ("29 items, fewer than 30", "4 raters, fewer than 5") == score(small, "post").only().flags
    assert ("29 items, fewer than 30",) == score(small, "post", ("person_id",)).first().flags
    assert () == score(answers(matrix(["1" * 30] * 5)), "post").only().flags


def test_a_phase_that_nobody_answered_has_no_score():
    """The reason names it."""
    assert "no answers before the session" == score(answers(matrix(["1"])), "pre").why
    assert "no answers after the session" == score(pd.DataFrame(), "post").why


BEFORE, AFTER = matrix(["1100", "0110", "0011"]), matrix(["1110", "1110", "1011"])


def test_the_change_is_paired():
    """Of twelve answers three became right and none wrong; one more became right for one person each."""
    both = pd.concat([answers(BEFORE, "pre"), answers(AFTER)])
    found = change(both)

    assert (3, 0, 0.25) == tuple(found.rows.loc[0, ["gained", "lost", "p"]])
    assert (0.25, 12, Unit.POINTS) == (found.only().value, found.only().n, found.unit)


def test_the_change_of_people_who_differ_has_students_interval():
    """Mean changes of 0.25, 0.5 and 0: a t of two degrees of freedom."""
    after = AFTER.copy()
    after[0, 3], after[1], after[2] = 1, BEFORE[1], BEFORE[2]
    found = change(pd.concat([answers(BEFORE, "pre"), answers(after)])).only()
    low, high = stats.t.interval(0.95, 2, 0.5 / 3, stats.sem([0.5, 0, 0]))

    assert (max(-1, low), min(1, high)) == pytest.approx((found.low, found.high))
    assert (3.0, "student-people") == (found.n_eff, found.method)


def test_one_persons_change_is_agresti_and_mins():
    """Ten items, 4 gained, 1 lost: (4 - 1) / 12 and the adjusted standard error."""
    pre, post = matrix(["1000011111"]), matrix(["0111111111"])
    found = change(pd.concat([answers(pre, "pre"), answers(post)]), ("person_id",)).first()
    half = stats.norm.ppf(0.975) * math.sqrt(6 - 9 / 12) / 12

    assert (0.3, 3 / 12 - half, 3 / 12 + half) == pytest.approx((found.value, found.low, found.high))


def test_items_answered_once_do_not_count():
    """Nothing to pair."""
    assert "no item was answered before and after" == change(answers(BEFORE)).why


SITES = "xxxxyyyy"


def test_sites_that_score_alike_are_equivalent():
    """Eight people at 96 to 98 of 100: surely within 5 points."""
    right = np.array([[1] * k + [0] * (100 - k) for k in (96, 97, 98, 97, 97, 96, 97, 98)])
    found = equivalence(answers(right, sites=SITES), "post")

    assert [True, True] == found.rows["equivalent"].tolist()
    assert [False, False] == found.rows["different"].tolist()


def test_the_difference_of_sites_is_welchs():
    """As scipy's on the people's scores, and both one-sided tests at 5 points."""
    scores = (90, 80, 85, 95, 70, 75, 60, 65)
    right = np.array([[1] * k + [0] * (100 - k) for k in scores])
    found = equivalence(answers(right, sites=SITES), "post")
    x, y = np.array(scores[:4]) / 100, np.array(scores[4:]) / 100
    interval = stats.ttest_ind(x, y, equal_var=False).confidence_interval()

    first = next(iter(found))[1]
    assert (0.2, *interval) == pytest.approx((first.value, first.low, first.high))
    assert stats.ttest_ind(x - 0.05, y, equal_var=False, alternative="less").pvalue == pytest.approx(
        found.rows["p"][0]
    )
    assert (False, True) == (found.rows["equivalent"][0], found.rows["different"][0])


def test_sites_without_a_mistake_are_compared_by_answers():
    """Newcombe's interval of 120 of 120 and 120 of 120 lies within 5 points, that of 40 of 40 does not."""
    many, few = (equivalence(answers(np.ones((8, n)), sites=SITES), "post") for n in (30, 10))
    first = next(iter(many))[1]

    assert newcombe(120, 120, 120, 120) == pytest.approx((first.value, first.low, first.high))
    assert (True, False) == (many.rows["equivalent"][0], few.rows["equivalent"][0])


def test_one_site_has_nothing_to_be_compared_with():
    """And one person is too few."""
    assert "fewer than two sites took part" == equivalence(answers(BEFORE), "post").why
    found = equivalence(answers(BEFORE, sites="xyy"), "post")
    assert {("fewer than two people to compare",)} == {estimate.flags for _, estimate in found}


def test_variance_between_sites_is_the_intraclass_correlation():
    """Sites at .9 and .5, people .1 apart within: by hand F = 32, ICC = 31 / 33, Fisher's F interval."""
    right = np.array([[1] * k + [0] * (10 - k) for k in (10, 8, 6, 4)])
    found = between_sites(answers(right, sites="xxyy"), "post")
    ends = [8 / stats.f.ppf(0.975, 1, 2), 8 * stats.f.ppf(0.975, 2, 1)]

    assert 7 / 9 == pytest.approx(found.value)
    assert (0, (ends[1] - 1) / (ends[1] + 1)) == pytest.approx((found.low, found.high))
    assert (4, 2) == (found.n, found.n_eff)


def test_one_site_has_no_variance_between_sites():
    """Nor have sites whose people all score the same, nor a session nobody took."""
    assert ("fewer than two sites took part",) == between_sites(answers(BEFORE), "post").flags
    alike = between_sites(answers(np.ones((4, 5)), sites="xxyy"), "post")
    assert ("the people of a site do not differ in their scores",) == alike.flags
    assert ("no answers before the session",) == between_sites(answers(BEFORE), "pre").flags

"""Accuracy from audits follows the sampling design; on gold items, people are what counts."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from scipy import stats

from labelqa.estimates import Z95, Estimate, Unit
from labelqa.measures import accuracy
from labelqa.measures.proportions import mover, wilson

MV1 = ([90_000, 7_000, 3_000], [100, 60, 60], [98, 51, 48])


def test_overall_accuracy_weighs_strata_by_their_frames(stratified):
    """MV1: .9655, where the pooled audits would say .8955; its two light strata count as one."""
    audits = stratified(*MV1)
    found = accuracy.by_design(audits).only()

    assert (0.9655, 0.91974, 0.97981) == tuple(np.round((found.value, found.low, found.high), 5))
    assert (220, "mover-wilson", ()) == (found.n, found.method, found.flags)
    assert 0.89545 == round(accuracy.judged(audits)["correct"].mean(), 5)


def test_people_who_are_alike_widen_the_interval(stratified):
    """One of ten gets everything wrong: his audits are worth less than as many people's."""
    rows = [{"person_id": f"p{place % 10}", "wrong": place % 10 == 0} for place in range(200)]
    audits = stratified([10_000], [200], [0]).assign(**pd.DataFrame(rows)[["person_id"]])
    audits["verdict"] = np.where(pd.DataFrame(rows)["wrong"], "incorrect", "correct")
    effect = accuracy.design_effect(accuracy.judged(audits))
    found = accuracy.by_design(audits).only()
    worth = 200 / (1 + 19 * (stats.t.ppf(0.975, 9) / Z95) ** 2)

    assert 20 == pytest.approx(effect)
    assert tuple(map(float, wilson(0.9 * worth, worth))) == pytest.approx((found.low, found.high))
    assert (worth, ("design effect 20.0",)) == (pytest.approx(found.n_eff, rel=0.01), found.flags)


def test_the_design_effect_equals_that_of_least_squares(stratified):
    """One stratum of equal weights, as many of each person: the cluster-robust variance over that of rows."""
    audits = accuracy.judged(stratified([9_000], [240], [216], people=12)).sort_values("correct")
    audits["person_id"] = np.repeat([f"p{person}" for person in range(12)], 20)
    residual = audits["correct"] - audits["correct"].mean()
    people = residual.groupby(audits["person_id"]).sum()

    assert 12 / 11 * (people**2).sum() / (residual**2).sum() == pytest.approx(accuracy.design_effect(audits))


def test_people_with_much_of_the_work_hide_nothing(zencrowd, reference):
    """Of people with unequally many answers least squares finds less, for the mean is mostly theirs."""
    rows = zencrowd[zencrowd["market_id"] == "US"]
    rows = rows.assign(design_id="all", stratum_id="all", frame_size=len(rows), incl_prob=1.0)

    assert 1 < accuracy.design_effect(rows) / reference["gold"]["by_market"]["US"]["design_effect"] < 1.3


def test_unsure_counts_in_neither_part(stratified):
    """As if those audits had not been drawn."""
    audits = stratified(*MV1)
    unsure = audits.tail(60).assign(verdict="unsure", stratum_id="s0", frame_size=90_000)

    both = pd.concat([audits, unsure], ignore_index=True)

    assert_frame_equal(accuracy.by_design(audits).rows, accuracy.by_design(both).rows)


def test_a_domain_weighs_its_cells_by_what_they_stand_for(stratified):
    """Two strata drawn at 1 % and 10 %: a wrong decision of the first weighs ten times one of the second."""
    audits = stratified([10_000, 1_000], [100, 100], [90, 50])
    audits["site_id"] = ["a", "b"] * 100
    found = {keys["site_id"]: estimate for keys, estimate in accuracy.by_design(audits, ("site_id",))}

    assert {"a": 100, "b": 100} == {site: estimate.n for site, estimate in found.items()}
    assert (5000 * 0.9 + 500 * 0.5) / 5500 == pytest.approx(found["a"].value)


def test_what_a_domain_weighs_is_an_estimate_too(stratified):
    """Half of each stratum's audits fell to the site, by chance: sum(W^2 (1 - a) / n (p - e)^2) is added."""
    audits = stratified([10_000, 1_000], [100, 100], [90, 50])
    audits["site_id"] = ["a", "b"] * 100
    found = next(e for keys, e in accuracy.by_design(audits, ("site_id",)) if keys["site_id"] == "a")
    p, weight = np.array([0.9, 0.5]), np.array([10, 1]) / 11
    varies = np.sum(weight**2 * 0.5 / 50 * (p - weight @ p) ** 2)

    assert mover(weight, p, *wilson(50 * p, 50), variance=varies) == pytest.approx(
        (found.value, found.low, found.high)
    )
    assert varies > 0


def test_strata_of_a_few_audits_are_collapsed(stratified):
    """Twenty alike with four each count as one of eighty."""
    found = accuracy.by_design(stratified([100] * 20, [4] * 20, [4, 3] * 10)).only()

    assert (0.875, *map(float, wilson(70, 80))) == pytest.approx((found.value, found.low, found.high))


def test_audits_are_worth_no_more_than_they_are(stratified):
    """A heavy stratum without an error has no variance to show; n_eff does not take that for certainty."""
    assert 100.0 == accuracy.by_design(stratified([90_000, 10_000], [50, 50], [50, 30])).only().n_eff


def test_audits_of_no_known_site_are_shown_as_such(stratified):
    """They are not dropped."""
    audits = stratified([1000], [40], [36]).assign(site_id=[None, "a"] * 20)

    assert ["a", "unknown"] == [keys["site_id"] for keys, _ in accuracy.by_design(audits, ("site_id",))]


@pytest.mark.parametrize("by", [(), ("site_id",)])
def test_all_correct_has_an_interval(stratified, by):
    """The upper end is 1, the lower is not."""
    audits = stratified([900, 100], [30, 1], [30, 1]).assign(site_id="a")
    found = accuracy.by_design(audits, by).first()

    assert (1.0, 1.0) == (found.value, found.high)
    assert 0.5 < found.low < 0.95
    assert 0 < found.n_eff <= 31


def test_a_single_audit_says_next_to_nothing(stratified):
    """But it says it without a fault."""
    found = accuracy.by_design(stratified([500], [1], [1])).only()

    assert (1.0, 1, ("one person",)) == (found.value, found.n, found.flags)
    assert 0.21 == round(found.low, 2)


@pytest.mark.parametrize(
    "measure",
    [accuracy.by_design, accuracy.critical, accuracy.first_pass, accuracy.on_gold, accuracy.on_gold_rows],
)
@pytest.mark.parametrize("by", [(), ("site_id",)])
def test_nothing_to_go_by_is_said(measure, by):
    """An empty frame has no columns to rely on."""
    found = measure(pd.DataFrame(), by)

    assert (0, True) == (len(found), found.why.startswith("no a"))
    assert not found.first().exists


def test_audits_without_a_verdict_are_said(stratified):
    """All unsure is not the same as none."""
    audits = stratified([10], [3], [3]).assign(verdict="unsure")

    assert "no audit came to a verdict" == accuracy.by_design(audits).why


def test_critical_accuracy_counts_critical_errors_only(stratified):
    """An incorrect decision without a critical class is none."""
    audits = stratified([1000], [100], [90])
    audits.loc[audits.index[-4:], "critical_class"] = ["user", "business", "none", "compliance"]
    found = accuracy.critical(audits)

    assert ("accuracy.critical.overall", 0.97) == (found.figure, found.only().value)


def test_critical_classes_that_nobody_recorded_are_no_perfection(stratified):
    """An empty column says nothing about critical errors."""
    audits = stratified([10], [3], [2])

    assert "critical classes are not recorded" == accuracy.critical(audits).why
    assert "critical classes are not recorded" == accuracy.critical(audits.drop(columns="critical_class")).why


def test_first_pass_yield_is_the_accuracy_of_first_attempts(stratified):
    """Second attempts are a domain of their own; where attempts are not recorded all are first."""
    audits = stratified([10_000], [100], [90]).assign(attempt=[1, 2] * 50)
    audits["again"] = audits["attempt"]
    alone = {by["again"]: estimate for by, estimate in accuracy.by_design(audits, ("again",))}
    found, none = accuracy.first_pass(audits), accuracy.first_pass(audits.assign(attempt=None))

    assert ("accuracy.first_pass.overall", alone["1"]) == (found.figure, found.only())
    assert accuracy.by_design(audits).only() == none.only()


def test_second_attempts_alone_have_no_first_pass_yield(stratified):
    """The reason is given."""
    audits = stratified([100], [10], [9]).assign(attempt=2)

    assert "no first attempt was audited" == accuracy.first_pass(audits).why


def test_defects_are_counted_in_a_thousand(stratified):
    """MV1: 34.5 (20.2 to 80.3)."""
    found = accuracy.defects(accuracy.by_design(stratified(*MV1)))
    defects = found.only()

    assert (34.5, 20.2, 80.3) == tuple(np.round((defects.value, defects.low, defects.high), 1))
    assert ("accuracy.defects.overall", Unit.INDEX) == (found.figure, found.unit)
    assert "no audits" == accuracy.defects(accuracy.by_design(pd.DataFrame())).why


@pytest.mark.parametrize("market", ["US", "IN"])
def test_gold_accuracy_equals_the_reference(zencrowd, reference, market):
    """Value, n and both intervals of the ZenCrowd answers, as statsmodels has them but for Student's t."""
    rows = zencrowd[zencrowd["market_id"] == market]
    expected = reference["gold"]["by_market"][market]
    people, answers = accuracy.on_gold(rows).only(), accuracy.on_gold_rows(rows).only()

    assert (expected["n"], expected["accuracy"]) == (people.n, round(people.value, 6))
    doubt = stats.t.ppf(0.975, rows["person_id"].nunique() - 1) / Z95
    wider = people.value + doubt * (np.array(expected["cluster95"]) - people.value)
    assert list(wider) == pytest.approx([people.low, people.high], abs=2e-6)
    assert expected["wilson95"] == [round(answers.low, 6), round(answers.high, 6)]
    assert expected["n"] / expected["design_effect"] == pytest.approx(people.n_eff, rel=1e-6)
    assert ("cluster-robust", "wilson") == (people.method, answers.method)


def test_gold_accuracy_by_market_is_that_of_each(zencrowd):
    """Splitting by a column equals measuring each part."""
    split = {keys["market_id"]: e for keys, e in accuracy.on_gold(zencrowd, ("market_id",))}
    parts = {m: accuracy.on_gold(zencrowd[zencrowd["market_id"] == m]).only() for m in ("IN", "US")}

    assert parts == split


@pytest.mark.parametrize("right", [[True] * 12, [False] * 12, [True, False] * 6])
def test_gold_answers_without_clustering_have_wilsons_interval(right):
    """Everything right or wrong, or people no more alike than chance."""
    answers = pd.DataFrame({"person_id": ["a", "a", "b", "b"] * 3, "correct": right})
    found = accuracy.on_gold(answers).only()

    assert ("wilson", 12.0) == (found.method, found.n_eff)
    assert (found.low, found.high) == pytest.approx(tuple(map(float, wilson(sum(right), 12))))
    assert ("only 2 people",) == found.flags


def test_gold_answers_of_few_people_are_as_doubtful_as_four_people_are():
    """Of four people with ten answers each, who differ: Student's quantile of three degrees of freedom."""
    right = np.repeat([10, 9, 8, 5], 10) > np.tile(np.arange(10), 4)
    answers = pd.DataFrame({"person_id": np.repeat([*"abcd"], 10), "correct": right})
    found = accuracy.on_gold(answers).only()
    error = np.sqrt(4 / 3 * ((np.array([10, 9, 8, 5]) - 8) ** 2).sum()) / 40

    assert 0.8 - stats.t.ppf(0.975, 3) * error == pytest.approx(found.low)
    assert 1.0 == found.high


def test_wrong_labels_turn_the_interval_round():
    """N (1 - p) with N (1 - high) and N (1 - low)."""
    found = accuracy.wrong_labels(Estimate(0.95, 0.94, 0.97, 400, 350.0, "mover-wilson"), 10_000)

    assert (500, 300, 600) == pytest.approx((found.value, found.low, found.high))
    assert not accuracy.wrong_labels(Estimate.absent("no audits"), 10_000).exists


@settings(max_examples=25, deadline=None)
@given(
    cells=st.lists(st.tuples(st.integers(1, 30), st.integers(0, 30)), min_size=1, max_size=9),
    people=st.integers(1, 12),
    by=st.sampled_from([(), ("site_id",)]),
    seed=st.integers(0, 2**16),
)
def test_order_and_weight_scale_change_nothing_and_intervals_hold_their_value(
    stratified, cells, people, by, seed
):
    """Any strata, any verdicts: rows may stand in any order, and inclusion probabilities have no unit."""
    drawn = [n for n, _ in cells]
    audits = stratified([100 * n for n in drawn], drawn, [min(n, k) for n, k in cells], people)
    audits["site_id"] = [f"site{place % 3}" for place in range(len(audits))]
    shuffled = audits.sample(frac=1, random_state=seed).assign(incl_prob=audits["incl_prob"] / 2)
    found, again = accuracy.by_design(audits, by).rows, accuracy.by_design(shuffled, by).rows

    assert_frame_equal(found, again)
    assert (found["low"] >= 0).all()
    assert (found["high"] <= 1).all()
    assert (found["low"] < found["high"]).all()
    assert found["value"].between(found["low"], found["high"]).all()
    assert (found["n_eff"] > 0).all()


@pytest.mark.parametrize(
    ("sizes", "drawn", "right"),
    [
        ([90_000, 7_000, 3_000], [200, 120, 120], [0.96, 0.85, 0.80]),
        ([2_000] * 30, [30] * 30, list(np.linspace(0.88, 0.99, 30))),
    ],
    ids=["three strata", "thirty strata"],
)
def test_the_interval_covers_the_truth_as_often_as_it_says(sizes, drawn, right):
    """93 to 98 % of 400 samples; the pooled audits' interval does not where rare strata are over-sampled."""
    rng = np.random.default_rng(20261123)
    samples, strata = (
        np.repeat(np.arange(400), sum(drawn)),
        np.tile(np.repeat(np.arange(len(sizes)), drawn), 400),
    )
    correct = rng.random(len(strata)) < np.array(right)[strata]
    audits = pd.DataFrame({"sample": samples, "design_id": samples, "stratum_id": strata, "correct": correct})
    audits["frame_size"] = np.array(sizes)[strata]
    audits["incl_prob"] = (np.array(drawn) / np.array(sizes))[strata]
    audits["person_id"] = np.arange(len(audits))
    audits["verdict"] = np.where(correct, "correct", "incorrect")
    truth = np.average(right, weights=sizes)
    found = accuracy.by_design(audits, ("sample",)).rows
    low, high = wilson(audits.groupby("sample")["correct"].sum(), sum(drawn))

    assert 0.93 <= ((found["low"] <= truth) & (truth <= found["high"])).mean() <= 0.98
    if len(sizes) == 3:
        assert ((low <= truth) & (truth <= high)).mean() < 0.05

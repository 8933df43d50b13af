"""What wrong labels cost: those handed over, by kind, less the corrected, and those a target would avoid."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from labelqa.estimates import Estimate, Unit
from labelqa.measures import accuracy
from labelqa.measures.impact import KINDS, avoidable, by_kind, shortfall, with_kinds, wrong_delivered

VIOLATIONS = {"spam", "hate"}


@pytest.fixture
def audits(stratified) -> pd.DataFrame:
    """A hundred audits of ten thousand labels in two batches; five are wrong, two of them missed."""
    rows = stratified([10_000], [100], [95])
    rows["label_id"] = rows["ref_label_id"] = "fine"
    wrong = [("fine", "spam"), ("fine", "hate"), ("spam", "fine"), ("spam", "hate"), ("fine", None)]
    rows.loc[rows.index[-5:], ["label_id", "ref_label_id"]] = wrong
    rows["batch_id"] = ["b1", "b2"] * 50
    return rows.assign(corrected_before_delivery=False)


def test_every_wrong_label_is_of_one_kind(audits):
    """What nobody said the right label of is of none in particular; right labels have no kind."""
    kinds = with_kinds(audits, VIOLATIONS)["kind"]

    assert ["missed", "missed", "false", "other_violation", "other"] == kinds.tail(5).tolist()
    assert kinds.head(95).isna().all()


def test_the_kinds_add_up_to_the_wrong_labels(audits):
    """Of ten thousand handed over 500 are wrong, as many as accuracy says."""
    rows, counts = with_kinds(audits, VIOLATIONS), {(): 10_000}
    wrong = wrong_delivered(rows, counts)
    parts = by_kind(rows, 10_000)

    assert [*zip(KINDS, [200, 100, 100, 100], strict=True)] == [
        (by["kind"], round(part.value, 6)) for by, part in parts
    ]
    assert "impact.delivered.by_kind" == parts.figure
    assert 500 == pytest.approx(wrong.only().value)
    assert accuracy.wrong_labels(accuracy.by_design(audits).only(), 10_000).low == pytest.approx(
        wrong.only().low
    )
    assert ("impact.delivered.overall", Unit.COUNT) == (wrong.figure, wrong.unit)
    assert "impact.delivered.missed.overall" == wrong_delivered(rows, counts, kind="missed").figure


def test_each_batch_has_its_own(audits):
    """Three of the five are in the second: 4 and 6 % of 4 000 and 6 000 labels."""
    found = wrong_delivered(with_kinds(audits, VIOLATIONS), {("b1",): 4000, ("b2",): 6000}, ("batch_id",))

    assert [("b1", 160.0), ("b2", 360.0)] == [(by["batch_id"], round(e.value, 6)) for by, e in found]
    assert [50, 50] == [e.n for _, e in found]


def test_what_was_corrected_is_taken_off(audits):
    """Also what a design found that is no basis of an estimate; a decision corrected twice counts once."""
    audits.loc[audits.index[-1], "corrected_before_delivery"] = True
    rows = with_kinds(audits, VIOLATIONS)
    risk = rows.tail(2).assign(design_id="risk", corrected_before_delivery=True)
    before = wrong_delivered(rows.assign(corrected_before_delivery=False), {(): 10_000}).only()
    after = wrong_delivered(rows, {(): 10_000}, seen=pd.concat([rows, risk])).only()

    assert (498, before.low - 2, before.high - 2) == pytest.approx((after.value, after.low, after.high))
    assert ("2 corrected before delivery",) == after.flags


def test_what_was_found_and_left_is_the_least(audits):
    """Every label was audited, so there is no fewer than that."""
    found = wrong_delivered(with_kinds(audits, VIOLATIONS), {(): 100}).only()

    assert (5.0, 5.0) == pytest.approx((found.value, found.low))


def test_whether_it_was_corrected_need_not_be_recorded(audits):
    """Then nothing was."""
    rows = with_kinds(audits.assign(corrected_before_delivery=None), VIOLATIONS)

    assert 500 == pytest.approx(wrong_delivered(rows, {(): 10_000}).only().value)


def test_without_audits_nothing_is_said():
    """It is no zero."""
    assert "no audits of what was handed over" == wrong_delivered(pd.DataFrame(), {(): 10}).why
    assert "no audits of what was handed over" == by_kind(pd.DataFrame(), 10).why


def test_avoidable_is_the_expected_shortfall_of_the_volume():
    """EL1's Beta(88, 12) with half an audit each added: some 700 of 10 000, with half the effect half."""
    seen = Estimate(0.88, 0.80, 0.93, 100, 100.0, "wilson")
    found, half = avoidable(seen, 0.95, 10_000), avoidable(seen, 0.95, 10_000, effect=0.5)

    assert 10_000 * float(shortfall(88.5, 12.5, 0.95)) == pytest.approx(found.value)
    assert (200, 1500) == pytest.approx((found.low, found.high))
    assert (found.value / 2, Unit.COUNT) == (pytest.approx(half.value), half.unit)


def test_above_the_target_little_is_avoidable_but_not_nothing():
    """The accuracy might be lower than it looks."""
    found = avoidable(Estimate(0.97, 0.96, 0.98, 900, 900.0, "wilson"), 0.95, 10_000)

    assert (0.0, True) == (found.low, 0 < found.value < 1)
    assert found.high == pytest.approx(found.value)
    assert not avoidable(Estimate.absent("no audits"), 0.95, 10_000).exists


def test_shortfall_equals_simulation():
    """A closed form against 10^6 draws."""
    draws = np.random.default_rng(1).beta(50, 3, 1_000_000)

    assert np.maximum(0.95 - draws, 0).mean() == pytest.approx(float(shortfall(50, 3, 0.95)), abs=1e-4)

"""What became of delivered lots, what their plans let through, and what audits found in them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from labelqa.measures import lots
from labelqa.measures.acceptance import AcceptancePlan, worst_outgoing
from labelqa.measures.accuracy import by_design
from labelqa.measures.proportions import wilson

DELIVERIES = pd.DataFrame(
    {
        "batch_id": ["b1", "b2", "b3", "b4", "b5"],
        "queue_id": ["chat", "chat", "image", "image", None],
        "n_labels": [1_000, 500, 1_000, 60, 90],
        "lot_n": [80, 80, 80, np.nan, 80],
        "lot_c": [7, 7, 7, np.nan, 80],
        "lot_verdict": ["accepted", "rejected", "accepted", None, "accepted"],
    }
)


def test_lots_without_a_plan_that_can_reject_were_not_inspected():
    """b4 has none; b5's accepts whatever is found."""
    assert ["b1", "b2", "b3"] == list(lots.inspected_lots(DELIVERIES)["batch_id"])


def test_the_share_that_passed_is_wilsons():
    """Two of three; by queue one of two and one of one."""
    found = lots.passed(DELIVERIES).only()
    low, high = wilson(2, 3)

    assert (2 / 3, float(low), float(high), 3) == (found.value, found.low, found.high, found.n)
    assert {"chat": 0.5, "image": 1.0} == {
        keys["queue_id"]: e.value for keys, e in lots.passed(DELIVERIES, ("queue_id",))
    }


def test_labels_of_rejected_lots_that_went_out_are_counted():
    """b2's 500, of three lots."""
    found = lots.rejected_labels(DELIVERIES).only()

    assert (500.0, 500.0, 500.0, 3) == (found.value, found.low, found.high, found.n)


def test_the_chance_of_a_lot_is_hypergeometric_in_its_size():
    """50 wrong of 1,000 and 25 of 500; b3 has no share to be tolerated."""
    found = lots.chance(DELIVERIES, pd.Series([0.05, 0.05, np.nan, 0.05, 0.05]))
    expected = {"b1": stats.hypergeom.cdf(7, 1_000, 50, 80), "b2": stats.hypergeom.cdf(7, 500, 25, 80)}
    small = lots.chance(DELIVERIES[:1].assign(n_labels=50), pd.Series([0.16]))

    assert pytest.approx(expected) == {keys["batch_id"]: e.value for keys, e in found}
    assert 0.0 == small.first().value  # inspected whole, and eight are wrong


def test_each_lot_has_its_plans_limit():
    """AOQL in its size."""
    found = lots.outgoing_limit(DELIVERIES)

    assert [worst_outgoing(AcceptancePlan(80, 7), size) for size in (1_000, 500, 1_000)] == list(
        found.rows["value"]
    )


def test_the_curve_is_of_the_plan_that_most_lots_have():
    """Three of five have (80, 7), at what is tolerated of most of them."""
    more = DELIVERIES[:3].assign(batch_id=["b6", "b7", "b8"], lot_n=[50, 80, 32], lot_c=[3, 5, 1])
    table = pd.concat([DELIVERIES, more], ignore_index=True)
    found = lots.characteristic(table, pd.Series([0.05, 0.02, 0.05, 0.01, 0.01, 0.01, np.nan, 0.01]))

    assert (AcceptancePlan(80, 7), 3, 5, 0.05) == (found.plan, found.lots, found.of, found.tolerated)
    assert pytest.approx(stats.binom.cdf(7, 80, 0.05)) == found.chance.value
    assert [0.1428, 0.0563] == [round(e.value, 4) for e in (found.limiting, found.outgoing)]
    assert pytest.approx(stats.binom.cdf(7, 80, found.shares)) == found.accepted
    assert (1.0, True) == (found.accepted[0], bool(found.accepted[-1] < 0.01))


def test_audits_of_a_lot_are_weighted_by_their_design(stratified):
    """As in any other domain; labels in no lot count in none."""
    audits = stratified((900, 100), (60, 40), (57, 30))
    audits["delivered_batch_id"] = np.where(np.arange(100) % 2, "b1", None)
    found = lots.audited(audits)
    expected = by_design(audits.assign(lot=audits["delivered_batch_id"].fillna("none")), ("lot",))

    assert ["b1"] == [keys["batch_id"] for keys, _ in found]
    assert next(e for keys, e in expected if keys["lot"] == "b1") == found.first()
    assert ("lots.accuracy.by_batch", 50) == (found.figure, found.first().n)


def test_what_audits_found_wrong_is_counted_by_lot(stratified):
    """Of those that came to a verdict."""
    audits = stratified((900,), (10,), (7,)).assign(delivered_batch_id=["b1"] * 4 + ["b2"] * 6)
    audits.loc[9, "verdict"] = "unsure"
    found = [(keys["batch_id"], e.value, e.n) for keys, e in lots.found_wrong(audits)]

    assert [("b1", 0.0, 4), ("b2", 2.0, 5)] == found


def test_without_lots_every_figure_says_so():
    """No inspected lot, no deliveries, no audits of lots."""
    none = DELIVERIES[3:4]
    asked = [lots.passed(none), lots.rejected_labels(none), lots.outgoing_limit(none)]
    empty = pd.DataFrame()

    assert ["no lot was inspected"] * 3 == [found.why for found in asked]
    assert None is lots.characteristic(none, pd.Series([0.05], index=none.index))
    assert "no lot was inspected" == lots.chance(empty, pd.Series(dtype=float)).why
    assert ["no label of a lot was audited"] * 2 == [lots.audited(empty).why, lots.found_wrong(empty).why]

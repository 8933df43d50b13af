"""Gold that is known beforehand, by vendor and site and by agent."""

from __future__ import annotations

import pandas as pd
import pytest

from labelqa.measures.risks.detectors.known_gold import agents_know_gold, gold_known


@pytest.fixture(scope="module")
def errant(calm):
    """A quarter of labels is wrong, by audits and on gold; ten times the gold."""
    more = calm.erring(lambda rows: rows["verdict"] == "correct", 0.23)
    gold = pd.concat([calm.frames["gold_answers"]] * 10, ignore_index=True)
    gold = gold.assign(label_event_id=[f"g{i}" for i in gold.index], correct=gold.index % 4 > 0)
    return more.with_table("gold_answers", gold)


def known(errant, where):
    """Gold is answered right where `where` holds."""
    return errant.changed("gold_answers", correct=lambda rows: rows["correct"] | where(rows))


def test_a_vendor_that_knows_the_gold_is_found(errant):
    """Its lead over blind audits is above the margin; the other's is not."""
    leaked = known(errant, lambda rows: rows["vendor_id"] == "mer")
    found = {case.entity.id: case for case in gold_known(leaked.data())}

    assert found["mer"].p < 1e-6 < 0.05 < found["nw"].p
    assert 0.25 == pytest.approx(found["mer"].estimate.value, abs=0.06)
    labels = leaked.data().volume("vendor_id")["mer"]
    assert found["mer"].estimate.value * labels == pytest.approx(found["mer"].affected.value)
    assert found["mer"].affected.value / 4 == pytest.approx(found["mer"].wrong.value)


def test_items_answered_again_stand_beside_it(errant):
    """The share of the month's answers to items that the person had answered before."""
    few = errant.changed("gold_answers", item_id=lambda rows: "gi" + (rows.index % 5).astype(str))
    case = next(each for each in gold_known(few.data()) if each.entity.id == "mer")

    assert case.parts()["again"].value > 0.95
    assert case.parts()["gold"].value - case.parts()["audits"].value == pytest.approx(case.estimate.value)


def test_a_vendors_only_site_is_the_vendor(errant):
    """It has no case of its own; a site of a vendor with two stands within the vendor."""
    found = [*gold_known(errant.data())]
    sites = {case.entity.id: case.within.id for case in found if case.entity.type == "site"}

    assert {"bth": "mer", "yog": "nw", "smg": "nw"} == sites or {"yog": "nw", "smg": "nw"} == sites


def test_what_all_have_in_common_is_no_ones_own(errant):
    """Where everybody knows the gold nobody stands out; one alone does."""
    everybody = [*agents_know_gold(known(errant, lambda rows: rows["person_id"] > "").data())]
    one = known(errant, lambda rows: rows["person_id"] == "p05")
    alone = {case.entity.id: case for case in agents_know_gold(one.data())}

    assert max(case.posterior for case in everybody) < 0.5
    assert min(case.p for case in everybody) > 0.05 / 36
    assert "p05" == min(alone, key=lambda name: alone[name].p)
    assert alone["p05"].p < 0.01

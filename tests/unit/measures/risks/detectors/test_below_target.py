"""Accuracy below target: of what has a contract, of sites and teams."""

from __future__ import annotations

import dataclasses
import math

import pandas as pd
import pytest

from labelqa.estimates import Target, judge
from labelqa.measures.accuracy import by_design
from labelqa.measures.false_discovery import mid_p
from labelqa.measures.risks.calm_market import OCTOBER
from labelqa.measures.risks.calm_market import targets as agree
from labelqa.measures.risks.detectors.below_target import below_target, units_below


def cases(found) -> dict[str, object]:
    """Cases by what they are about."""
    return {f"{case.entity.type} {case.entity.id}": case for case in found}


def test_the_probability_of_a_miss_is_the_verdicts_own(calm):
    """So that no finding says what the verdict on the same target denies."""
    data = calm.data()
    case = cases(below_target(data))["market ID"]
    verdict = judge(by_design(data.audits).only(), Target(0.95))

    assert 1 - verdict.probability == case.posterior
    assert (0.95, verdict.target.value) == (case.base, case.base)
    assert math.isnan(case.p)


def test_a_market_below_target_costs_what_is_missing(calm):
    """A month of 22,000 labels of which one in ten is wrong: 5 % of them are too many."""
    bad = calm.erring(lambda rows: rows["local_date"] >= "2026-10-01", 0.08)
    case = cases(below_target(bad.data()))["market ID"]
    labels = bad.data().labels

    assert case.posterior > 0.99
    assert (0.95 - case.estimate.value) * labels == pytest.approx(case.wrong.value, rel=0.05)
    assert case.wrong.low <= case.wrong.value <= case.wrong.high


def test_vendors_and_queues_are_held_to_their_own_targets(calm):
    """A vendor to what was agreed with it, a queue only where something was agreed."""
    own = agree(accuracy=(0.95, 0.90)).assign(vendor_id="mer", target=0.99)
    queue = agree(accuracy=(0.95, 0.90)).assign(queue_id="shop", target=0.98)
    table = pd.concat([calm.frames["targets"], own, queue], ignore_index=True)
    found = cases(below_target(calm.with_table("targets", table).data()))

    assert {"market ID": 0.95, "vendor mer": 0.99, "vendor nw": 0.95, "queue shop": 0.98} == {
        name: case.base for name, case in found.items()
    }


def test_a_vendor_that_is_the_market_is_not_told_twice(calm):
    """Its case would be the market's."""
    alone = calm.changed("audited_labels", vendor_id=lambda rows: "nw")

    assert {"market ID"} == set(cases(below_target(alone.data())))


def test_too_few_audits_prove_nothing(calm):
    """Below an effective n of 100 there is no probability, whatever the share."""
    few = calm.with_table(
        "audited_labels", calm.frames["audited_labels"].tail(60).assign(verdict="incorrect")
    )
    case = cases(below_target(few.data()))["market ID"]

    assert math.isnan(case.posterior)


def test_a_teams_p_value_is_exact_on_its_effective_audits(calm):
    """Mid-p of three months' audits; sites of a vendor with one site are left to the vendor."""
    bad = calm.erring(lambda rows: rows["person_id"].isin(["p02", "p08", "p14", "p20", "p26", "p32"]), 0.12)
    found = cases(units_below(bad.data()))
    case = found["team bth-0"]
    e = case.estimate

    assert {"site smg", "site yog"} == {name for name in found if name.startswith("site")}
    assert float(mid_p(e.value * e.n_eff, e.n_eff, 0.95)) == case.p
    assert case.p < 0.001 < min(each.p for name, each in found.items() if name != "team bth-0")
    assert case.posterior > 0.95


def test_a_vendors_edition_is_held_to_what_was_agreed_with_it(calm):
    """Its own row of the table stands in the place of the market's."""
    own = agree(accuracy=(0.93, 0.85)).assign(vendor_id="nw")
    table = pd.concat([calm.frames["targets"], own], ignore_index=True)
    data = calm.with_table("targets", table).data(dataclasses.replace(OCTOBER, vendor="nw"))
    found = cases(below_target(data))

    assert 0.93 == found["vendor nw"].base
    assert "market ID" not in found

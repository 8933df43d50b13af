"""Accuracy below a target: of what has a contract, of sites and teams, of agents."""

from __future__ import annotations

import dataclasses
import math

import pandas as pd
import pytest

from labelqa.estimates import Target, judge
from labelqa.measures import agents
from labelqa.measures.accuracy import by_design
from labelqa.measures.false_discovery import mid_p
from labelqa.measures.risks import targets
from labelqa.measures.risks.targets import agreed, market_target

from .scene import OCTOBER
from .scene import targets as agree


def cases(found) -> dict[str, object]:
    """Cases by what they are about."""
    return {f"{case.entity.type} {case.entity.id}": case for case in found}


def test_the_probability_of_a_miss_is_the_verdicts_own(calm):
    """So that no finding says what the verdict on the same target denies."""
    material = calm.material()
    case = cases(targets.below_target(material))["market ID"]
    verdict = judge(by_design(material.audits).only(), Target(0.95))

    assert 1 - verdict.probability == case.posterior
    assert (0.95, verdict.target.value) == (case.base, case.base)
    assert math.isnan(case.p)


def test_a_market_below_target_costs_what_is_missing(calm):
    """A month of 22,000 labels of which one in ten is wrong: 5 % of them are too many."""
    bad = calm.erring(lambda rows: rows["local_date"] >= "2026-10-01", 0.08)
    case = cases(targets.below_target(bad.material()))["market ID"]
    labels = bad.material().labels

    assert case.posterior > 0.99
    assert (0.95 - case.estimate.value) * labels == pytest.approx(case.wrong.value, rel=0.05)
    assert case.wrong.low <= case.wrong.value <= case.wrong.high


def test_vendors_and_queues_are_held_to_their_own_targets(calm):
    """A vendor to what was agreed with it, a queue only where something was agreed."""
    own = agree(accuracy=(0.95, 0.90)).assign(vendor_id="mer", target=0.99)
    queue = agree(accuracy=(0.95, 0.90)).assign(queue_id="shop", target=0.98)
    table = pd.concat([calm.frames["targets"], own, queue], ignore_index=True)
    found = cases(targets.below_target(calm.with_table("targets", table).material()))

    assert {"market ID": 0.95, "vendor mer": 0.99, "vendor nw": 0.95, "queue shop": 0.98} == {
        name: case.base for name, case in found.items()
    }


def test_a_vendor_that_is_the_market_is_not_told_twice(calm):
    """Its case would be the market's."""
    alone = calm.changed("audited_labels", vendor_id=lambda rows: "nw")

    assert {"market ID"} == set(cases(targets.below_target(alone.material())))


def test_too_few_audits_prove_nothing(calm):
    """Below an effective n of 100 there is no probability, whatever the share."""
    few = calm.with_table(
        "audited_labels", calm.frames["audited_labels"].tail(60).assign(verdict="incorrect")
    )
    case = cases(targets.below_target(few.material()))["market ID"]

    assert math.isnan(case.posterior)


def test_a_teams_p_value_is_exact_on_its_effective_audits(calm):
    """Mid-p of three months' audits; sites of a vendor with one site are left to the vendor."""
    bad = calm.erring(lambda rows: rows["person_id"].isin(["p02", "p08", "p14", "p20", "p26", "p32"]), 0.12)
    found = cases(targets.units_below(bad.material()))
    case = found["team bth-0"]
    e = case.estimate

    assert {"site smg", "site yog"} == {name for name in found if name.startswith("site")}
    assert float(mid_p(e.value * e.n_eff, e.n_eff, 0.95)) == case.p
    assert case.p < 0.001 < min(each.p for name, each in found.items() if name != "team bth-0")
    assert case.posterior > 0.95


def test_an_agent_is_judged_as_the_list_of_agents_judges(calm):
    """The same posterior of being below the floor, and a mid-p beside it."""
    bad = calm.erring(lambda rows: rows["person_id"] == "p05", 0.25)
    material = bad.material()
    found = cases(targets.agents_below(material))
    gold = material.quarter("gold_answers") if len(material.table("gold_answers")) else None
    checks = {"gold": gold, "since": material.start}
    listed = agents.agents(material.quarter_audits, material.volume("person_id"), 0.95, 0.90, **checks).rows
    worst = listed.set_index("person_id").loc["p05"]

    assert worst["p_below_floor"] == pytest.approx(found["person p05"].posterior)
    assert worst["wrong_above_target"] == pytest.approx(found["person p05"].wrong.value)
    assert "person p05" == min(found, key=lambda name: found[name].p)
    assert 36 == len(found)


def test_who_made_no_label_this_month_is_nobodys_risk(calm):
    """Nobody could be coached."""
    labels = calm.frames["label_days"]
    gone = labels[(labels["person_id"] != "p05") | (labels["local_date"] < "2026-10-01")]
    found = cases(targets.agents_below(calm.with_table("label_days", gone).material()))

    assert "person p05" not in found
    assert 35 == len(found)


def test_evidence_is_the_audits_that_failed(calm):
    """Of the agent, over three months, at most twenty ids and how many there are."""
    bad = calm.erring(lambda rows: rows["person_id"] == "p05", 0.9)
    material = bad.material()
    shown = cases(targets.agents_below(material))["person p05"].evidence()
    audits = material.quarter("audited_labels").set_index("audit_id")

    assert ("audited_labels", 20) == (shown.table, len(shown.ids))
    seen = audits.loc[[*shown.ids], ["person_id", "verdict"]].drop_duplicates().to_numpy().tolist()

    assert [["p05", "incorrect"]] == seen
    assert shown.total > 20


def test_targets_that_do_not_hold_are_no_targets(calm):
    """Over, not yet begun, of another market, of a role, or at most."""
    right = agree(accuracy=(0.95, 0.90))
    wrong = [
        right.assign(valid_to=pd.Timestamp(2026, 10, 1).date()), right.assign(market_id="SG"),
        right.assign(valid_from=pd.Timestamp(2026, 11, 1).date()), right.assign(role="qa"),
        right.assign(direction="at_most"), right.assign(metric="on_time"),
    ]  # fmt: skip
    without = [calm.with_table("targets", table).material() for table in wrong]

    assert [[]] * len(wrong) == [agreed(material) for material in without]
    assert (0.95, 0.90) == (market_target(calm.material()).target, market_target(calm.material()).floor)


def test_a_vendors_edition_is_held_to_what_was_agreed_with_it(calm):
    """Its own row of the table stands in the place of the market's."""
    own = agree(accuracy=(0.93, 0.85)).assign(vendor_id="nw")
    table = pd.concat([calm.frames["targets"], own], ignore_index=True)
    material = calm.with_table("targets", table).material(dataclasses.replace(OCTOBER, vendor="nw"))
    found = cases(targets.below_target(material))

    assert 0.93 == found["vendor nw"].base
    assert "market ID" not in found

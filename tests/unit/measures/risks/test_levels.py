"""Families, levels and the ledger: how many tests, how many flagged, at most how many in error."""

from __future__ import annotations

import dataclasses
import math

import pytest

from labelqa.estimates import Estimate, Unit
from labelqa.findings import Entity
from labelqa.measures.risks.calm_market import OCTOBER
from labelqa.measures.risks.cases import Case
from labelqa.measures.risks.detectors import agents_below_floor, below_target
from labelqa.measures.risks.levels import Suspicion, judge_all, ledger, told_once

FD1 = (
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459),
    *(0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0),
)
"""The p values of Benjamini and Hochberg (1995)."""


def case(name: str, **facts: object) -> Case:
    """A case about somebody."""
    wrong = Estimate(5.0, 1.0, 9.0, 50, 50.0, "x", Unit.COUNT)
    made = Case(Entity.of("person", person_id=name), Estimate(0.8, 0.7, 0.9, 50, 50.0, "x"), 0.9, wrong=wrong)
    return dataclasses.replace(made, **facts)


def agent(name: str, **facts: object) -> Suspicion:
    """A case of the detector of agents below the floor."""
    detector = agents_below_floor.DETECTOR
    return Suspicion(detector, detector.rules[0], case(name, **facts))


def contract(name: str, **facts: object) -> Suspicion:
    """A case of the detector of what is below its target."""
    detector = below_target.DETECTOR
    return Suspicion(detector, detector.rules[0], case(name, **facts))


def test_a_family_is_tested_together():
    """FD1: at .05 four of fifteen are significant, whatever other families hold."""
    cases = [agent(f"p{i}", p=p) for i, p in enumerate(FD1)] + [contract("m", posterior=0.5)]
    found = judge_all(cases, dataclasses.replace(OCTOBER, q=0.05))

    assert [True] * 4 + [False] * 12 == [each.significant for each in found]
    assert (0.0015, 0.003, 0.0095) == pytest.approx(tuple(each.q for each in found[:3]))
    assert math.isnan(found[-1].q)


@pytest.mark.parametrize(
    ("posterior", "significant", "likely"), [(0.96, True, True), (0.9, False, True), (0.8, False, False)]
)
def test_without_a_p_value_the_posterior_decides(posterior, significant, likely):
    """From .95 on it is decided, above .80 it is watched."""
    (found,) = judge_all([contract("m", posterior=posterior)], OCTOBER)

    assert (significant, likely, likely) == (found.significant, found.likely, found.flagged)


def test_a_likely_one_is_watched_whatever_its_q():
    """An agent of whom there is little, whose peers say more."""
    cases = [agent(f"p{i}", p=0.4) for i in range(20)] + [agent("likely", p=0.04, posterior=0.85)]
    found = judge_all(cases, OCTOBER)[-1]

    assert (False, True) == (found.significant, found.flagged)
    assert 0.85 == found.confidence


def test_the_ledger_counts_all_tests_and_bounds_the_false():
    """A tenth of those significant by q, and what is left to certainty of those flagged otherwise."""
    cases = [agent(f"p{i}", p=p) for i, p in enumerate((1e-5, 2e-5, *([0.5] * 8)))]
    cases += [agent("likely", p=0.3, posterior=0.9), contract("m", posterior=0.97)]
    agents, contracts = ledger(judge_all(cases, OCTOBER), OCTOBER)

    assert ("agents", ("agents_below_floor",), 11, 3, 2) == (
        agents.name,
        agents.kinds,
        agents.tests,
        agents.flagged,
        agents.significant,
    )
    assert 0.3 == pytest.approx(agents.expected_false)
    assert (1, 1, pytest.approx(0.03)) == (contracts.tests, contracts.flagged, contracts.expected_false)


@pytest.mark.parametrize(("loss", "told"), [(5.0, {"site"}), (2.0, {"site", "market"})])
def test_a_whole_is_not_told_beside_the_part_that_makes_it(loss, told):
    """A site with 60 % of the market's loss or more stands for the market."""
    market, site = Entity.of("market", market_id="ID"), Entity.of("site", site_id="bth")
    part = Estimate(loss, 0.0, 9.0, 50, 50.0, "x", Unit.COUNT)
    cases = [
        contract("m", entity=market, posterior=0.99),
        contract("s", entity=site, posterior=0.99, wrong=part, within=market),
    ]

    assert told == {each.case.entity.type for each in told_once(judge_all(cases, OCTOBER))}

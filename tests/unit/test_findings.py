"""Findings: their names, their order of severity, what stands."""

from __future__ import annotations

import dataclasses
import math
import re

import pytest

from labelqa.estimates import Estimate, Unit
from labelqa.findings import (
    Entity,
    Evidence,
    Family,
    Finding,
    Findings,
    Grade,
    Level,
    Recommendation,
    Severity,
    State,
)

NONE = Estimate.absent("none", Unit.COUNT)


def finding(**over: object) -> Finding:
    """An agent below the floor."""
    facts = {
        "kind": "agents_below_floor",
        "number": "R2",
        "entity": Entity.of("person", person_id="p1"),
        "period": "2026-10-01",
        "level": Level.ACT,
        "state": State.NEW,
        "estimate": Estimate(0.8, 0.7, 0.9, 50, 50.0, "x"),
        "base": 0.9,
        "p": 0.01,
        "q": 0.05,
        "posterior": 0.97,
        "wrong": NONE,
        "affected": NONE,
        "severity": Severity(Grade.S2, 20.0, 1.0, 0.97, 1),
        "evidence": Evidence("audited_labels"),
        "recommendation": Recommendation("coach_agent", "team lead", "accuracy", 28, 14, NONE, NONE),
    }
    return Finding(**{**facts, **over})


@pytest.mark.parametrize(
    ("ids", "name"),
    [
        ({"person_id": "p1"}, r"r2\.person\.p1"),
        ({"person_id": "SG-0019"}, r"r2\.person\.sg-0019-[0-9a-f]{6}"),
        ({"person_id": "a b/c"}, r"r2\.person\.a-b-c-[0-9a-f]{6}"),
        ({"one": "a", "other": "b"}, r"r2\.person\.a-b-[0-9a-f]{6}"),
        ({"person_id": "ไทย"}, r"r2\.person\.-[0-9a-f]{6}"),
    ],
)
def test_a_name_is_fit_for_files_and_the_same_each_time(ids, name):
    """Small letters; ids that had to be respelt carry a digest."""
    found = finding(entity=Entity.of("person", **ids))

    assert re.fullmatch(name, found.name)
    assert found.name == finding(entity=Entity.of("person", **ids), base=0.5).name


def test_ids_that_are_respelt_alike_have_names_of_their_own():
    """Two findings of a report never share one."""
    names = {finding(entity=Entity.of("person", person_id=i)).name for i in ("A/B", "A-B", "a-b", "a b")}

    assert 4 == len(names)


@pytest.mark.parametrize(("periods", "factor"), [(0, 1.0), (1, 1.25), (3, 1.75), (9, 1.75)])
def test_the_score_grows_with_loss_certainty_and_time(periods, factor):
    """log10(1 + L) c (1 + .25 min(k, 3))."""
    assert math.log10(100) * 0.9 * factor == pytest.approx(Severity(Grade.S2, 99.0, 1.0, 0.9, periods).score)


def test_what_is_resolved_stands_at_no_level():
    """It is told, and counted nowhere."""
    found = Findings((finding(), finding(state=State.RESOLVED), finding(level=Level.WATCH)), ())

    assert (1, 1, 3) == (len(found.at(Level.ACT)), len(found.at(Level.WATCH)), len(found))
    assert 2 == len(found.at("act", "watch"))


def test_the_gravest_are_one_of_each_entity():
    """What else is found of the same agent stands in the list, and what is watched is not to be acted on."""
    other = finding(entity=Entity.of("person", person_id="p2"))
    found = (
        finding(level=Level.WATCH),
        finding(kind="speeding"),
        finding(),
        other,
        finding(kind="straight_lining"),
    )

    assert [("speeding", "p1"), ("agents_below_floor", "p2")] == [
        (e.kind, e.entity.id) for e in Findings(found, ()).gravest(3)
    ]
    assert 1 == len(Findings(found, ()).gravest(1))


def test_the_ledger_adds_up():
    """Tests, flags and the bound on false ones, over families."""
    ledger = (
        Family("agents", ("agents_below_floor",), 300, 5, 4, 0.5),
        Family("charts", ("sudden_shift", "slow_drift"), 12, 4, 4, 0.4),
    )
    found = Findings((), ledger)

    assert (312, 9, pytest.approx(0.9)) == (found.tests, found.flagged, found.expected_false)


def test_a_finding_is_not_altered():
    """It is a frozen value."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        finding().kind = "below_target"

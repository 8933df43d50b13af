"""What scripts/bench detection counts as found, as so and as a decoy to act on, and what it bounds."""

from __future__ import annotations

import dataclasses
import importlib
import json

import numpy as np
import pandas as pd
import pytest

from labelqa.estimates import Estimate
from labelqa.findings import (
    Entity,
    Evidence,
    Finding,
    Findings,
    Grade,
    Level,
    Recommendation,
    Severity,
    State,
)
from labelqa.measures.risks.detectors import BY_SLUG

NONE = Estimate.absent("not asked")
END = pd.Timestamp("2026-11-01")
DROP = {
    "kind": "site_drop",
    "entity_type": "site",
    "entity": "batam",
    "effect": {"label": "fake", "as": "misuse"},
    "window": ["2026-10-05", "2026-10-11"],
}
LEAK = {"kind": "gold_leak", "entity_type": "vendor", "entity": "lumen-works", "effect": {}}


@pytest.fixture
def bench(repository, monkeypatch):
    """The benchmark, its companies and what is true of them."""
    monkeypatch.syspath_prepend(repository / "scripts")
    names = ("detection", "detection.companies", "detection.truth")
    return tuple(importlib.import_module(f"benchmarks.{name}") for name in names)


def finding(
    kind: str, type_: str = "site", level: Level = Level.ACT, periods: int = 1, **ids: str
) -> Finding:
    """A finding of October, new."""
    return Finding(
        kind=kind,
        number=BY_SLUG[kind].number,
        entity=Entity.of(type_, **ids),
        period="2026-10-01",
        level=level,
        state=State.NEW,
        estimate=NONE,
        base=0.95,
        p=0.01,
        q=0.05,
        posterior=np.nan,
        wrong=NONE,
        affected=NONE,
        severity=Severity(Grade.S3, 120.0, 1.0, 0.95, periods),
        evidence=Evidence(""),
        recommendation=Recommendation("investigate", "QA lead", "", 14, 7, NONE, NONE),
    )


def flag(bench, *, true: bool = True, decoy: str = "", kind: str = "sudden_shift", level: str = "act"):
    """A flag of a report of October."""
    return bench[1].Flag("ID", kind, "site", "batam", level, true, true, decoy, 0.05, 120.0)


def company(bench, *flags: object, seed: int = 1, found: str = "act"):
    """A company in which one site drop was planted, and one decoy."""
    incidents = {"site_drop:ID:batam": bench[1].Found(found, ("sudden_shift",), 27)}
    return bench[1].Company(seed, True, flags, incidents, ("unlucky_agent:ID:a1",), 400)


@pytest.mark.parametrize(
    ("found", "answer", "named"),
    [
        (finding("sudden_shift", site_id="batam"), DROP, True),
        (finding("sudden_shift", site_id="medan"), DROP, False),
        (finding("lenient_auditors", site_id="batam"), DROP, False),
        (finding("sudden_shift", site_id="batam"), DROP | {"decoy": True}, False),
        (finding("confusion_growth", "label_pair", label_id="misuse", ref_label_id="fake"), DROP, True),
        (finding("confusion_growth", "label_pair", label_id="misuse", ref_label_id="other"), DROP, False),
        (finding("known_gold", "person", person_id="p1"), LEAK, True),
        (finding("speeding", "person", person_id="p1"), LEAK, False),
        (
            finding("ineffective_actions", "action_team", team_id="t1", action_id="A1"),
            {
                "kind": "action_without_effect",
                "entity_type": "team",
                "entity": "t1",
                "effect": {"action": "A1"},
            },
            True,
        ),
        (
            finding("copying", "pair", person_id="p2", other_person_id="p1"),
            {"kind": "copying", "entity_type": "pair", "entity": "p1+p2", "effect": {}},
            True,
        ),
    ],
)
def test_an_incident_is_named_by_a_rule_for_its_kind_and_its_very_entity(bench, found, answer, named):
    """A decoy never is."""
    assert named is bench[2].matches(found, answer)


def test_what_was_found_counts_from_its_first_day_to_the_first_report(bench):
    """To the end of the month whose report names it first; the higher level counts."""
    look = bench[1]._found
    both = [
        finding("sudden_shift", level=Level.WATCH, periods=3, site_id="batam"),
        finding("below_target", site_id="batam"),
    ]
    early = DROP | {"window": ["2026-08-10", "2026-10-31"]}

    assert bench[1].Found("act", ("below_target", "sudden_shift"), 27) == look(
        Findings(tuple(both), ()), DROP
    )
    assert 22 == look(Findings(tuple(both), ()), early).days
    assert bench[1].Found(bench[1].MISSED) == look(Findings((), ()), DROP)


@pytest.fixture
def truth(bench):
    """Half of 400 labels at each of two sites; one site has 20 % wrong in October, else nobody errs."""
    days = pd.to_datetime(np.repeat(["2026-08-10", "2026-10-06"], 200))
    site = np.tile(["batam", "medan"], 200)
    wrong = (days >= "2026-10-01") & (site == "batam") & (np.arange(400) % 10 < 2)
    true = np.where(np.arange(400) % 4 < 2, "fake", "misuse")
    given = np.where(wrong, np.where(true == "fake", "misuse", "fake"), true)
    rows = {"day": days, "site_id": site, "true": true, "label_id": given, "wrong": wrong}
    return bench[2].Truth("ID", pd.DataFrame(rows))


def test_truth_is_of_every_label(truth):
    """Of a site, of a month, and of what was taken for something else."""
    october, pair = (pd.Timestamp("2026-10-01"), END), {"ref_label_id": "fake", "label_id": "misuse"}

    assert (0.8, 1.0) == (
        truth.accuracy(*october, site_id="batam"),
        truth.accuracy(*october, site_id="medan"),
    )
    assert 0.2 == pytest.approx(truth.taken_for(*october, site_id="batam", **pair))
    assert np.isnan(truth.accuracy(*october, site_id="nowhere"))


@pytest.mark.parametrize(
    ("found", "so"),
    [
        (finding("below_target", site_id="batam"), True),
        (finding("below_target", site_id="medan"), False),
        (dataclasses.replace(finding("sudden_shift", site_id="batam"), cause="2026-10-05"), True),
        (dataclasses.replace(finding("sudden_shift", site_id="medan"), cause="2026-10-05"), False),
        (finding("confusion_growth", "label_pair", label_id="misuse", ref_label_id="fake"), True),
        (finding("lenient_auditors", "auditor", qa_person_id="q1"), False),
    ],
)
def test_accuracy_is_judged_by_the_truth_and_all_else_by_the_answer_key(bench, truth, found, so):
    """Below its target, fallen by a point, confused a quarter more often, or planted."""
    assert so is bench[2].is_true(found, truth, [], END)


def test_a_company_is_looked_at_once(bench, tmp_path):
    """What was seen stays in the folder and is read from there."""
    seen = company(bench, flag(bench))
    (tmp_path / "planted-1").mkdir()
    (tmp_path / "planted-1.json").write_text(json.dumps(dataclasses.asdict(seen)), encoding="utf-8")

    assert seen == bench[1].company(1, True, tmp_path)


def test_bounds_are_on_what_is_missed_and_on_what_is_not_so(bench):
    """A third missed, a quarter of flags not so, a decoy in a third of companies, one in six markets."""
    planted = [
        company(bench, flag(bench), flag(bench), found="watch"),
        company(bench, flag(bench, true=False), flag(bench, true=False, level="watch"), found="missed"),
        company(bench, flag(bench, decoy="unlucky_agent:ID:a1")),
    ]
    null = [dataclasses.replace(company(bench, flag(bench, true=False)), planted=False, found={})]
    bounds = {bound.name: (bound.value, bound.held) for bound in bench[0].bounds(planted, null)}

    assert (pytest.approx(1 / 3), False) == bounds["site_drop missed in"]
    assert (pytest.approx(1 / 4), False) == bounds["to act on and not so"]
    assert (pytest.approx(1 / 3), False) == bounds["a decoy to act on in"]
    assert (pytest.approx(1 / 6), True) == bounds["null company"]


def test_the_table_has_kinds_then_decoys_then_rules(bench):
    """As wide as its head; shares in percent, days as the median."""
    planted = [company(bench, flag(bench, true=False)), company(bench, found="missed")]
    lines = [*bench[0]._incidents(planted), *bench[0]._decoys(planted), *bench[0]._rules(planted, planted)]

    assert ("site_drop", "R1 R3 R5", "2", "50%", "50%", "27") == lines[0][:6]
    assert ("decoy: unlucky_agent", "", "2", "", "0%") == lines[-2][:5]
    assert ("R3", "1", "1", "0", "0", "1", "0") == (lines[-1][0], *lines[-1][6:])
    assert {len(bench[0].HEAD)} == {len(line) for line in lines}

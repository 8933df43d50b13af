"""All rules at once: nothing in a calm market, everything counted, and what a vendor may see."""

from __future__ import annotations

import dataclasses
import datetime as dt

import numpy as np
import pytest

from labelqa.findings import Level, State
from labelqa.measures.risks import DETECTORS, TABLES, find
from labelqa.measures.risks.calm_market import OCTOBER, CalmMarket


@pytest.fixture(scope="module")
def bad(calm) -> CalmMarket:
    """A site that falls by ten points in October, and an agent whose labels are wrong one time in three."""
    october = calm.erring(
        lambda rows: (rows["site_id"] == "bth") & (rows["local_date"] >= "2026-10-01"), 0.12
    )
    return october.erring(lambda rows: rows["person_id"] == "p04", 0.35)


def test_a_calm_market_calls_for_nothing(calm):
    """Some two hundred tests, nothing to act on."""
    found = find(calm.frames, OCTOBER)

    assert found.tests > 100
    assert [] == [each.name for each in found if each.level is Level.ACT]


def test_what_goes_wrong_is_found_named_and_ranked(bad):
    """The site and the agent to act on, the gravest first, each once."""
    found = find(bad.frames, OCTOBER)
    names = [each.name for each in found]

    assert {"r2.person.p04", "r3.site.bth"} <= {each.name for each in found.at(Level.ACT)}
    assert len(names) == len(set(names))
    scores = [each.severity.score for each in found.at(Level.ACT)]
    assert sorted(scores, reverse=True) == scores
    assert {State.NEW, State.PERSISTING} <= {each.state for each in found}


def test_the_ledger_counts_every_test_of_every_rule(bad):
    """As many as there are cases, flagged as many as there are findings or wholes told by their parts."""
    found = find(bad.frames, OCTOBER)
    kinds = {kind for family in found.ledger for kind in family.kinds}

    assert kinds.isdisjoint(found.off)
    assert (
        {
            "below_target",
            "agents_below_floor",
            "sudden_shift",
            "confusion_growth",
            "known_gold",
            "straight_lining",
        }
        <= kinds
        <= {each.slug for each in DETECTORS}
    )
    assert found.flagged >= len([each for each in found if each.state is not State.RESOLVED])
    assert sum(family.tests for family in found.ledger) == found.tests
    assert 0 < found.expected_false < found.flagged


def test_rules_without_their_tables_are_off_with_the_reason(calm):
    """What the extract lacks is said, not passed over."""
    off = find(calm.frames, OCTOBER).off

    assert {
        "speeding",
        "slow_ramp",
        "utilisation_loss",
        "late_requests",
        "unread_procedures",
        "ineffective_actions",
    } - {"slow_ramp"} == set(off)
    assert "table handling_people is missing" == off["speeding"]


@pytest.mark.parametrize("table", TABLES)
def test_any_table_may_be_missing_or_empty(bad, table):
    """Every rule does without, or is off."""
    if table not in bad.frames:
        return
    without = {name: frame for name, frame in bad.frames.items() if name != table}

    for frames in (without, {**without, table: bad.frames[table].iloc[:0]}):
        find(frames, OCTOBER)


def test_without_labels_nothing_is_looked_for(calm):
    """No test, no finding, a reason for each rule."""
    found = find({}, OCTOBER)

    assert (0, 0, {each.slug for each in DETECTORS}) == (len(found), found.tests, set(found.off))


def test_the_same_frames_give_the_same_findings(bad):
    """Twice over."""
    first, second = (find(bad.frames, OCTOBER) for _ in range(2))

    assert repr(first) == repr(second)


def test_a_vendors_edition_has_people_only_where_there_is_to_act(bad):
    """Nothing of auditors, of samples or of demand; of people nothing that is only watched."""
    rows = {
        n: f[f["vendor_id"] == "nw"] if "vendor_id" in f and n != "targets" else f
        for n, f in bad.frames.items()
    }
    found = find(rows, dataclasses.replace(OCTOBER, vendor="nw"))

    assert {"lenient_auditors", "late_requests", "audit_sampling"} <= set(found.off)
    assert {Level.ACT} == {each.level for each in found if each.entity.type in ("person", "pair")}
    assert "r2.person.p04" in {each.name for each in found}


def test_a_quarter_is_looked_at_against_the_quarters_before(bad):
    """Its counts are those of a month; what lies before the data is not looked at."""
    quarter = dataclasses.replace(OCTOBER, start=dt.date(2026, 8, 1))
    found = find(bad.frames, quarter)

    assert found.tests > 50
    agent = next(each for each in found if each.name == "r2.person.p04")
    month = next(each for each in find(bad.frames, OCTOBER) if each.name == "r2.person.p04")
    assert month.wrong.value == pytest.approx(agent.wrong.value, rel=0.15)
    assert np.isfinite(agent.severity.loss)

"""Agents whose accuracy is below the floor."""

from __future__ import annotations

import pytest

from labelqa.measures import agents
from labelqa.measures.risks.detectors.agents_below_floor import agents_below


def cases(found) -> dict[str, object]:
    """Cases by what they are about."""
    return {f"{case.entity.type} {case.entity.id}": case for case in found}


def test_an_agent_is_judged_as_the_list_of_agents_judges(calm):
    """The same posterior of being below the floor, and a mid-p beside it."""
    bad = calm.erring(lambda rows: rows["person_id"] == "p05", 0.25)
    data = bad.data()
    found = cases(agents_below(data))
    gold = data.quarter("gold_answers") if len(data.table("gold_answers")) else None
    checks = {"gold": gold, "since": data.start}
    listed = agents.agents(data.quarter_audits, data.volume("person_id"), 0.95, 0.90, **checks).rows
    worst = listed.set_index("person_id").loc["p05"]

    assert worst["p_below_floor"] == pytest.approx(found["person p05"].posterior)
    assert worst["wrong_above_target"] == pytest.approx(found["person p05"].wrong.value)
    assert "person p05" == min(found, key=lambda name: found[name].p)
    assert 36 == len(found)


def test_who_made_no_label_this_month_is_nobodys_risk(calm):
    """Nobody could be coached."""
    labels = calm.frames["label_days"]
    gone = labels[(labels["person_id"] != "p05") | (labels["local_date"] < "2026-10-01")]
    found = cases(agents_below(calm.with_table("label_days", gone).data()))

    assert "person p05" not in found
    assert 35 == len(found)


def test_evidence_is_the_audits_that_failed(calm):
    """Of the agent, over three months, at most twenty ids and how many there are."""
    bad = calm.erring(lambda rows: rows["person_id"] == "p05", 0.9)
    data = bad.data()
    shown = cases(agents_below(data))["person p05"].evidence()
    audits = data.quarter("audited_labels").set_index("audit_id")

    assert ("audited_labels", 20) == (shown.table, len(shown.ids))
    seen = audits.loc[[*shown.ids], ["person_id", "verdict"]].drop_duplicates().to_numpy().tolist()

    assert [["p05", "incorrect"]] == seen
    assert shown.total > 20

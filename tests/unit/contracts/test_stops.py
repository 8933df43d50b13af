"""What stops a market, always with one message that lists everything."""

from __future__ import annotations

import datetime as dt

import pytest

from labelqa.errors import DataError


def refusals(company, **which: str) -> list[str]:
    """What freezing says against the company's data."""
    with pytest.raises(DataError) as refused:
        company.freeze(**which)
    assert all(problem.remedy for problem in refused.value.problems)
    return [str(problem) for problem in refused.value.problems]


def test_d15_a_key_delivered_twice_stops_the_market_naming_keys_and_rows(company):
    """A join on such a key would count rows twice."""
    company.rows["labels"].append(company.label(7))

    [problem] = refusals(company)

    assert problem.startswith(
        "labels: 1 keys (label_event_id) stand more than once: "
        "e7 (data/labels.parquet row 41, data/labels.parquet row 7)"
    )


def test_d16_one_audit_id_with_two_verdicts_stops_the_market(company):
    """Which verdict would win depends on the order of rows."""
    company.rows["audits"].append(company.audit(1, verdict="incorrect"))

    assert any(
        "audits: 1 keys (audit_id) stand more than once: a1" in problem for problem in refusals(company)
    )


@pytest.mark.parametrize("verdict", [None, "nan", "None"])
def test_d24_an_audit_without_a_verdict_stops_the_market(company, verdict):
    """Left out silently it would flatter the accuracy."""
    company.rows["audits"][1]["verdict"] = verdict

    assert any("1 audits have no verdict: a2 (data/audits.parquet row 2)" in p for p in refusals(company))


def test_an_audit_of_a_decision_that_is_not_there_stops_the_market(company):
    """Its frame cannot be the one that it names."""
    company.rows["audits"][0]["label_event_id"] = "e999"

    assert any("1 audits are of decisions that are not in labels: a1" in p for p in refusals(company))


def test_an_audit_of_ones_own_decision_stops_the_market(company):
    """Nobody audits themselves."""
    company.rows["audits"][0]["qa_person_id"] = "p1"

    assert any("audits of their own decisions: a1" in problem for problem in refusals(company))


@pytest.mark.parametrize("probability", [0.0, -0.1, 1.5, float("nan"), None])
def test_an_impossible_inclusion_probability_stops_the_market(company, probability):
    """Every weight of the stratum rests on it."""
    company.rows["audits"][0]["incl_prob"] = probability

    assert any("1 audits have an inclusion probability" in problem for problem in refusals(company))


def test_probabilities_that_do_not_add_up_to_the_frame_stop_the_market(company):
    """Four audits at 0.1 stand for forty decisions, not for fifty."""
    for audit in company.rows["audits"]:
        audit["frame_size"] = 50

    [problem] = refusals(company)

    assert "monthly/2026-10/all (40 represented, frame size 50)" in problem


@pytest.mark.parametrize(("frame", "probability"), [(4000, 0.001005), (10, 0.41)])
def test_probabilities_may_be_rounded(company, frame, probability):
    """By one percent of the frame (3,980 of 4,000) and half a decision (9.8 of 10)."""
    for audit in company.rows["audits"]:
        audit |= {"frame_size": frame, "incl_prob": probability}

    assert 4 == company.freeze().facts.rows["audited_labels"]


def test_fewer_audits_than_were_drawn_stop_the_market(company):
    """An audit that was drawn and not delivered is no random loss."""
    company.rows["audits"].pop()

    assert any("monthly/2026-10/all (3 audits, sample size 4)" in problem for problem in refusals(company))


def test_a_stratum_with_two_frames_stops_the_market(company):
    """One stratum has one frame."""
    company.rows["audits"][0]["frame_size"] = 39

    assert any("monthly/2026-10/all (39 and 40)" in problem for problem in refusals(company))


def test_a_judgemental_design_owes_no_frame(company):
    """Its rows never weigh in an estimate."""
    company.rows["sample_designs"][0] |= {"is_probability": False, "method": "judgemental"}
    company.rows["audits"].pop()

    assert 3 == company.freeze().facts.rows["audited_labels"]


def test_a_stratum_that_reaches_beyond_the_period_is_not_held_against_it(company):
    """A week's report sees a part of a month's sample, and cannot know what is still to come."""
    for audit in company.rows["audits"]:
        audit |= {"sample_size": 8, "frame_size": 80}
    later = {n: dt.datetime(2026, 10, 20, 2, n, tzinfo=dt.UTC) for n in (41, 42, 43)}
    company.rows["labels"] += [company.label(n, submitted_at=at) for n, at in later.items()]
    company.rows["audits"] += [
        company.audit(n, labelled_at=at, sample_size=8, frame_size=80) for n, at in later.items()
    ]

    assert 4 == company.freeze(period="2026-W40").facts.rows["audited_labels"]
    assert 7 == company.freeze(period="2026-W43").facts.rows["audited_labels"]
    assert any("(7 audits, sample size 8)" in problem for problem in refusals(company, period="2026-10"))


def test_a_person_in_two_vendors_at_one_time_stops_the_market(company):
    """Their decisions would count for both."""
    company.rows["vendors"].append({"vendor_id": "v2", "name": "Second"})
    company.rows["people"].append(company.person("p1", vendor_id="v2", valid_from=dt.date(2026, 6, 1)))

    assert any("p1 (v1 and v2 on 2026-06-01)" in problem for problem in refusals(company))


def test_another_markets_roster_is_not_this_markets_affair(company):
    """One market's failure is its own."""
    company.rows["people"] += [company.person("p9"), company.person("p9", valid_from=dt.date(2026, 6, 1))]

    assert "s1" == company.freeze().number


def test_a_control_total_that_differs_stops_the_market(company):
    """D8: a file cut short looks like a quiet month."""
    company.extra = "control_totals: {labels: {SG: {2026-10: 41, 2025-01: 7}}}\n"

    assert [
        "labels: 40 rows of SG in 2026-10, but the control total is 41; "
        "deliver the month again, complete and once"
    ] == refusals(company)


def test_a_control_total_that_agrees_does_not(company):
    """Also where a row of it was set aside."""
    company.project += "rejected_share: 0.5\n"
    company.rows["labels"][10]["label_id"] = None
    company.extra = "control_totals: {labels: {SG: {2026-10: 40}}}\n"

    assert "s1" == company.freeze().number


def test_everything_wrong_is_said_at_once(company):
    """Three mistakes cost one run."""
    company.rows["labels"].append(company.label(7))
    company.rows["audits"][0]["verdict"] = None
    company.rows["people"].append(company.person("p1", valid_from=dt.date(2026, 6, 1)))

    assert ["people", "labels", "audits"] == [problem.partition(":")[0] for problem in refusals(company)]

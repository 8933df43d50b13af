"""Probability samples whose probabilities are true."""

from __future__ import annotations

import numpy as np
import pytest

from labelqa.sample.audits import without_replacement

FRAME = (
    "SELECT market_id, STRFTIME(local_at, '%Y-%m') || '/' || queue_id || '/' ||"
    " CASE WHEN is_violation THEN 'violation' ELSE 'clean' END AS stratum_id, COUNT(*) AS decisions"
    " FROM decisions JOIN label_classes USING (label_id) WHERE NOT is_gold GROUP BY ALL"
)


def test_frame_and_sample_sizes_are_the_decisions_and_audits_of_the_stratum(troubled):
    """Counted from the labels themselves: every stratum has its frame, and its sample is what was audited."""
    strata = (
        "SELECT market_id, stratum_id, MIN(frame_size), MAX(frame_size), MIN(sample_size), MAX(sample_size),"
        " COUNT(*) FROM audits WHERE design_id = 'monthly_estimate' GROUP BY ALL"
    )
    frames = {(market, stratum): count for market, stratum, count in troubled.rows(FRAME)}
    rows = troubled.rows(strata)

    assert frames.keys() == {(market, stratum) for market, stratum, *_ in rows}
    for market, stratum, least, most, smallest, largest, audits in rows:
        assert (frames[market, stratum],) * 2 == (least, most)
        assert (audits,) * 2 == (smallest, largest)


def test_inverse_probabilities_sum_to_the_frame(troubled):
    """Exactly, but for rounding in the last place."""
    sums = "SELECT SUM(1 / incl_prob), MIN(frame_size) FROM audits GROUP BY market_id, design_id, stratum_id"

    for represented, frame in troubled.rows(sums):
        assert frame == pytest.approx(represented, rel=1e-9)


def test_no_decision_is_drawn_twice_by_a_design(troubled):
    """Without replacement."""
    twice = "SELECT 1 FROM audits GROUP BY design_id, label_event_id HAVING COUNT(*) > 1"

    assert [] == troubled.rows(twice)


def test_nobody_audits_their_own_decisions(troubled):
    """Agents who became QAs audit others' work only, and only since then."""
    pairs = (
        "SELECT COUNT(*) FROM audits a JOIN labels l USING (label_event_id)"
        " WHERE a.qa_person_id = l.person_id"
    )
    promoted = (
        "SELECT COUNT(*), COUNT(*) FILTER (audited_at >= valid_from) FROM audits"
        " JOIN people ON person_id = qa_person_id AND role = 'qa' WHERE qa_person_id IN"
        " (SELECT person_id FROM labels)"
    )
    [(audits, since)] = troubled.rows(promoted)

    assert 0 == troubled.value(pairs)
    assert audits == since > 0


def test_audits_follow_within_three_days(troubled):
    """labelled_at is the decision's time, and the audit comes after it."""
    late = (
        "SELECT COUNT(*) FROM audits a JOIN labels l USING (label_event_id)"
        " WHERE a.labelled_at <> l.submitted_at OR audited_at < labelled_at"
        " OR audited_at > labelled_at + INTERVAL 3 DAY"
    )

    assert 0 == troubled.value(late)


def test_reviews_are_drawn_from_each_verdict_with_its_own_probability(troubled):
    """The inverse probabilities of a stratum sum to its audits with that verdict."""
    reviewed = "SELECT market_id, stratum_id, SUM(1 / incl_prob) FROM audit_reviews GROUP BY ALL ORDER BY ALL"
    audited = (
        "SELECT a.market_id, STRFTIME(d.local_at, '%Y-%m') || '/' || verdict, COUNT(*) FROM audits a"
        " JOIN decisions d USING (label_event_id)"
        " WHERE design_id = 'monthly_estimate' AND verdict <> 'unsure' GROUP BY ALL ORDER BY ALL"
    )

    assert [
        (market, stratum, pytest.approx(count, rel=1e-9)) for market, stratum, count in troubled.rows(audited)
    ] == troubled.rows(reviewed)


def test_each_member_of_a_stratum_is_as_likely_to_be_drawn():
    """Ten thousand draws of two from five and one from three hit every place equally often."""
    rng, stratum, size = np.random.default_rng(1), np.array([0, 1, 0, 0, 1, 0, 1, 0]), np.array([2, 1])
    hits = np.zeros(8)
    for _ in range(10_000):
        hits[without_replacement(stratum, size, rng.random(8))] += 1

    assert np.where(stratum == 0, 2 / 5, 1 / 3) == pytest.approx(hits / 10_000, abs=0.02)

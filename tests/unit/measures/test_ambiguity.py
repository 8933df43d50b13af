"""Errors laid to the SOP by clause, and the disagreement of those who know."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from builders.ratings import drawn, grid

from labelqa.estimates import Unit
from labelqa.measures import ambiguity
from labelqa.measures.proportions import wilson


@pytest.fixture
def audits(stratified) -> pd.DataFrame:
    """200 audits at 10 %, with 8 errors of clause a and 2 of b, and 100 at 1 %, with 1 of a."""
    rows = stratified([2000, 10_000], [200, 100], [190, 99]).assign(clause_id=None, reason_id=None)
    wrong = rows.index[rows["verdict"] == "incorrect"]
    rows.loc[wrong, "clause_id"] = ["a"] * 8 + ["b"] * 2 + ["a"]
    rows.loc[wrong, "reason_id"] = (
        ["sop_gap", "sop_ambiguous"] + ["agent_slip"] * 6 + [None, "tool", "sop_gap"]
    )
    return rows


def test_a_clauses_share_is_weighted_as_the_audits_were_drawn(audits):
    """Two of eight at weight 10 and one at weight 100: 120 of 180, not 3 of 9."""
    found = ambiguity.by_clause(audits, 12_000).rows.set_index("clause_id")
    n_eff = 180**2 / (8 * 100 + 100**2)

    assert (120 / 180, 9, 9) == (
        pytest.approx(found.loc["a", "value"]),
        found.loc["a", "n"],
        found.loc["a", "errors"],
    )
    assert n_eff == pytest.approx(found.loc["a", "n_eff"])
    assert tuple(map(float, wilson(n_eff * 2 / 3, n_eff))) == pytest.approx(
        tuple(found.loc["a", ["low", "high"]])
    )


def test_the_share_over_all_clauses_is_weighted_too(audits):
    """One error at weight 10 and one at 100, laid to the SOP, and another at 10, of 190."""
    found = ambiguity.sop_share(audits)

    assert ("ambiguity.sop.overall", 10) == (found.figure, found.only().n)
    assert 120 / 190 == pytest.approx(found.only().value)
    assert "no audits" == ambiguity.sop_share(pd.DataFrame()).why


def test_clauses_stand_by_the_wrong_labels_they_cost(audits):
    """For 24 000 delivered labels twice the audits' weights, which sum to 12 000; the shares run up to 1."""
    found = ambiguity.by_clause(audits, 24_000).rows

    assert ["a", "b"] == found["clause_id"].tolist()
    assert [360, 40] == pytest.approx(found["wrong"].tolist())
    assert [240, 0] == pytest.approx(found["unclear"].tolist())
    assert [0.9, 1.0] == pytest.approx(found["cumulative"].tolist())
    assert (found["wrong_low"] < found["wrong"]).all()
    assert (found["wrong"] < found["wrong_high"]).all()


def test_errors_without_a_reason_count_as_errors_only(audits):
    """One of clause b's two errors has a reason; n is one."""
    found = ambiguity.by_clause(audits, 12_000).rows.set_index("clause_id")

    assert (2, 1, 0.0) == tuple(found.loc["b", ["errors", "n", "value"]])


def test_a_clause_whose_errors_have_no_reason_has_no_share(audits):
    """But its wrong labels are counted."""
    audits.loc[audits["clause_id"] == "b", "reason_id"] = None
    clause, share = list(ambiguity.by_clause(audits, 12_000))[1]

    assert ({"clause_id": "b"}, False) == (clause, share.exists)
    assert ("no error has its reason recorded",) == share.flags


def test_the_project_says_which_reasons_blame_the_sop(audits):
    """With "tool" among them clause b's one known error counts."""
    found = ambiguity.by_clause(audits, 12_000, reasons=("tool",)).rows.set_index("clause_id")

    assert [0.0, 1.0] == found.loc[["a", "b"], "value"].tolist()


def test_errors_of_no_clause_are_not_dropped(audits):
    """They are "unknown", and the cumulative share still ends at 1."""
    audits.loc[audits["clause_id"] == "b", "clause_id"] = None
    found = ambiguity.by_clause(audits, 12_000).rows

    assert ["a", "unknown"] == found["clause_id"].tolist()
    assert 1 == pytest.approx(found["cumulative"].iloc[-1])


def test_audits_that_say_nothing_of_clauses_say_why(audits):
    """No audits, no errors, no reasons."""
    right = audits[audits["verdict"] == "correct"]

    assert "no audits" == ambiguity.by_clause(pd.DataFrame(), 100).why
    assert "no audit found a wrong label" == ambiguity.by_clause(right, 100).why
    assert "no error has its reason recorded" == ambiguity.by_clause(audits.assign(reason_id=None), 100).why


def test_the_competent_are_the_better_half():
    """Of six people of whom three guess, the model finds the other three."""
    rows = drawn(300, 6, per_unit=3)
    guess = rows["person_id"] >= "p003"
    rows.loc[guess, "label_id"] = np.random.default_rng(4).choice(["a", "b", "c"], guess.sum())

    assert {"p000", "p001", "p002"} == ambiguity.competent(rows)
    assert frozenset() == ambiguity.competent(rows.head(0))


def test_competence_is_over_all_queues():
    """Labels of one queue inform nothing about the classes of another; a person's skill is over both."""
    rows = drawn(200, 6, per_unit=3)
    other = rows.assign(
        overlap_group_id="x" + rows["overlap_group_id"], queue_id="chat", label_id="chat." + rows["label_id"]
    )

    assert ambiguity.competent(rows) == ambiguity.competent(pd.concat([rows, other], ignore_index=True))


def test_entropy_is_in_bits():
    """Units (a a a a), (a a b b) and (a b b b): 0, 1 and .811 bits; the fifth person is not asked."""
    rows = grid("a a a", "a a b", "a b b", "a b b", "c c c")
    found = ambiguity.entropy(rows, {"p0", "p1", "p2", "p3"}).only()
    quarter = -(0.25 * np.log2(0.25) + 0.75 * np.log2(0.75))

    bits = np.array([0, 1, quarter])
    share = bits.mean() / 2
    n_eff = share * (1 - share) / (bits.var() / 4 / 2)
    low, high = wilson(share * n_eff, n_eff)

    assert (bits.mean(), 3, Unit.INDEX) == (pytest.approx(found.value), found.n, found.unit)
    assert (2 * low, 2 * high, n_eff) == pytest.approx((found.low, found.high, found.n_eff))


def test_people_who_agree_may_still_differ_elsewhere():
    """0 bits in ten units leave room for more."""
    found = ambiguity.entropy(grid(" ".join("ab" * 5), " ".join("ab" * 5)), {"p0", "p1"}).only()

    assert (0.0, 0.0) == (found.value, found.low)
    assert 0.2 < found.high < 0.4


def test_disagreement_counts_units_where_the_competent_differ():
    """Two of four units; Wilson."""
    rows = grid("a a b b", "a b b a", "c c c c")
    found = ambiguity.disagreement(rows, {"p0", "p1"}).only()

    assert (0.5, 4) == (found.value, found.n)
    assert tuple(map(float, wilson(2, 4))) == (found.low, found.high)


@pytest.mark.parametrize("measure", [ambiguity.entropy, ambiguity.disagreement])
def test_ambiguity_without_competent_labels_says_why(measure):
    """Nobody competent, one person, no two labels on a unit, no labels."""
    rows = grid("a b", "b a", ". a")

    assert "no labels of competent people" == measure(rows, set()).why
    assert "no labels of competent people" == measure(pd.DataFrame(), {"p0"}).why
    assert ("one rater agrees with nobody",) == measure(rows, {"p0"}).only().flags
    assert ("no unit has two labels",) == measure(grid("a .", ". a"), {"p0", "p1"}).only().flags


def test_entropy_splits_by_queue():
    """Each queue's own."""
    rows = drawn(60, 4).assign(
        queue_id=lambda frame: np.where(frame["overlap_group_id"] < "u00030", "x", "y")
    )
    people = set(rows["person_id"])
    split = {keys["queue_id"]: e for keys, e in ambiguity.entropy(rows, people, ("queue_id",))}

    assert {q: ambiguity.entropy(rows[rows["queue_id"] == q], people).only() for q in ("x", "y")} == split

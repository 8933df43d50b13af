"""Every column that holds labels is held against the taxonomy of its row's queue."""

from __future__ import annotations

import datetime as dt

import pytest

from labelqa.contracts import CANONICAL, ColumnKind
from labelqa.errors import DataError

OCTOBER = dt.datetime(2026, 10, 2, 2, tzinfo=dt.UTC)
OTHERS = {"label_classes", "sop_clauses"}  # where classes are declared, and what is of no queue


@pytest.fixture
def graded(company):
    """The company with a second queue of other classes, and a row of every table that holds labels."""
    company.project += "rejected_share: 1\n"
    company.rows["queues"].append({**company.rows["queues"][0], "queue_id": "q2", "taxonomy_version": "t2"})
    company.rows["label_classes"] += [
        {**company.rows["label_classes"][0], "taxonomy_version": "t2", "label_id": name, "name": name}
        for name in ("sharp", "blurred")
    ]
    at, market = OCTOBER, {"market_id": "SG"}
    company.rows["labels"][4] |= {"is_gold": True}
    company.rows["labels"].append(
        company.label(41, queue_id="q2", label_id="sharp", item_id="i5", is_gold=True)
    )
    company.rows |= {
        "audit_reviews": [
            {
                "review_id": "r1",
                "audit_id": "a1",
                "reviewer_id": "x",
                "design_id": "monthly",
                "stratum_id": "s",
                "incl_prob": 1.0,
                "review_verdict": "overturn",
                "final_label_id": "bad",
                "labelled_at": at,
                "reviewed_at": at,
                **market,
            }
        ],
        "appeals": [
            {"appeal_id": "p1", "audit_id": "a1", "raised_at": at, "final_label_id": "bad", **market}
        ],
        "gold": [
            {
                "item_id": "i5",
                "gold_version": "1",
                "ref_label_id": "ok",
                "acceptable_label_ids": ["ok", "bad"],
            },
            {"item_id": "i5", "queue_id": "q2", "gold_version": "1", "ref_label_id": "sharp"},
        ],
        "adjudications": [
            {"item_id": "i5", "final_label_id": "blurred", "method": "sme", "adjudicated_at": at, **market}
        ],
        "overlaps": [
            {
                "overlap_group_id": "o1",
                "person_id": "p1",
                "item_id": "i1",
                "queue_id": "q1",
                "label_id": "ok",
                "submitted_at": at,
                **market,
            }
        ],
        "calibration_sessions": [{"session_id": "c1", "queue_id": "q2", "held_at": at, **market}],
        "calibration_responses": [
            {
                "session_id": "c1",
                "item_id": "x",
                "person_id": "p1",
                "phase": "pre",
                "label_id": "sharp",
                "key_label_id": "sharp",
                **market,
            }
        ],
    }
    return company


def _columns_of_labels():
    return [
        (table.name, column)
        for table in CANONICAL.values()
        if table.name not in OTHERS
        for column in table.columns
        if column.name.endswith(("label_id", "label_ids")) and column.name != "suggested_label_id"
    ]


def test_labels_that_their_queues_know_are_kept(graded):
    """Of the row's own queue, of its decision's, its audit's, its item's or its session's."""
    assert {} == graded.freeze().facts.rejected


@pytest.mark.parametrize(
    ("table", "column"), _columns_of_labels(), ids=lambda part: getattr(part, "name", part)
)
def test_a_label_of_another_spelling_is_set_aside(graded, table, column):
    """One of another case is another label, in every column that holds labels, in whichever table."""
    wrong, reason = (
        ("OK", "is not a class")
        if column.kind is ColumnKind.TEXT
        else (["ok, bad"], "holds what is no class")
    )
    graded.rows[table][0] |= {column.name: wrong}

    rejected = graded.freeze().facts.rejected

    assert 1 == rejected[table][f"{column.name} {reason} of its queue's taxonomy"]


def test_a_class_of_another_queue_is_no_class_of_this_one(graded):
    """A sharp picture is no answer to whether it is allowed."""
    graded.rows["audits"][1] |= {"verdict": "incorrect", "ref_label_id": "sharp"}
    graded.rows["labels"][5] |= {"suggested_label_id": "sharp"}
    graded.rows["gold"][1] |= {"ref_label_id": "ok"}

    reason = "is not a class of its queue's taxonomy"
    assert {
        "labels": {f"suggested_label_id {reason}": 1},
        "audits": {f"ref_label_id {reason}": 1},
        "gold": {f"ref_label_id {reason}": 1},
    } == graded.freeze().facts.rejected


def test_a_market_is_stopped_where_gold_is_written_another_way(company):
    """Rather than judged by answers that nobody could give."""
    company.rows["labels"] = [company.label(n, is_gold=True) for n in range(1, 41)]
    company.rows["gold"] = [
        {"item_id": f"i{n}", "gold_version": "1", "ref_label_id": "OK"} for n in range(1, 41)
    ]
    company.drop("audits", "sample_designs")

    with pytest.raises(DataError, match="40 of 40 rows break their contract: ref_label_id is not a class"):
        company.freeze()

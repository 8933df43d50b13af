"""Several labels of one decision: a list in a row becomes one combined class, and its members stay known."""

from __future__ import annotations

import pyarrow.parquet as pq
import pytest

LENIENT = "organisation: Test Company\nrejected_share: 0.9\n"


@pytest.fixture
def listed(company):
    """A company whose rows of labels are a CSV file with these lists."""

    def make(column: str, *cells: str, **others: str):
        company.project = LENIENT
        names = [
            *("label_event_id", "item_id", "market_id", "queue_id", "person_id", "submitted_at", column),
            *others,
        ]
        lines = [
            [f"e{n}", f"i{n}", "SG", "q1", f"p{n % 2 + 1}", "2026-10-02T03:00:00Z", cell, *others.values()]
            for n, cell in enumerate(cells)
        ]
        company.write_csv("labels.csv", names, lines)
        columns = ", ".join(f"{name}: {name}" for name in names)
        mapping = f"{{files: data/labels.csv, columns: {{{columns}}}}}"
        company.rows, company.mappings = {}, {"labels": mapping} | company.mappings
        return company.freeze()

    return make


def labels(snapshot) -> list[str]:
    """What was counted, by label."""
    days = pq.read_table(snapshot.folder / "label_days.parquet").to_pylist()
    return sorted(row["label_id"] for row in days for _ in range(row["labels"]))


def test_lists_are_read_however_they_are_written(listed):
    """Bars, JSON, whatever order, however often: a set."""
    snapshot = listed("label_ids", "b|a", '["a","b"]', "a", '{"choices": ["a"]}', "[]", "a|b|a")

    assert ["a", "a", "a|b", "a|b", "a|b", "none"] == labels(snapshot)
    classes = pq.read_table(snapshot.folder / "label_classes.parquet").to_pylist()
    assert {"a": None, "b": None, "a|b": ["a", "b"], "none": []} == {
        row["label_id"]: row["member_ids"] for row in classes
    }


def test_what_only_looks_like_json_is_refused(listed):
    """A list cut off is not taken for an empty one."""
    facts = listed("label_ids", "a|b", '["a","b"').facts

    assert {"label_ids is not a list", "label_id is missing"} == {*facts.rejected["labels"]}


def test_the_right_answer_beside_several_labels_is_the_whole_set(listed):
    """Not one of several acceptable ones."""
    snapshot = listed("label_ids", "a|b", "b|a", "a", gold_label_ids="b|a")
    answers = pq.read_table(snapshot.folder / "gold_answers.parquet").to_pylist()

    assert [("a", False), ("a|b", True), ("a|b", True)] == sorted(
        (r["label_id"], r["correct"]) for r in answers
    )


def test_sets_of_a_mapped_taxonomy_join_it_unless_it_lacks_a_member(listed, company):
    """As severe as the severest, and a violation where one of its members is."""
    company.write_csv(
        "classes.csv",
        ["taxonomy_version", "label_id", "name", "is_violation", "severity_weight"],
        [["t", "a", "A", "true", "3"], ["t", "b", "B", "false", "1"]],
    )
    company.mappings = {"label_classes": "{files: data/classes.csv}"}
    snapshot = listed("label_ids", "a|b", "b", "b|c")
    classes = {
        row["label_id"]: row for row in pq.read_table(snapshot.folder / "label_classes.parquet").to_pylist()
    }

    assert {"a", "b", "a|b"} == {*classes}
    assert (True, 3.0, "a + b") == tuple(
        classes["a|b"][name] for name in ("is_violation", "severity_weight", "name")
    )
    assert "label_ids holds what is no class of its queue's taxonomy" in snapshot.facts.rejected["labels"]
    assert ["a|b", "b"] == labels(snapshot)


def test_labels_of_spans_and_boxes_are_their_set(listed):
    """A shape that is not written as one is refused."""
    spans = listed("spans", "0-4:PER|9-12:ORG", "0-4:PER", "4:PER")

    assert ["ORG|PER", "PER"] == labels(spans)
    assert {"spans holds what is not START-END:LABEL": 1} == spans.facts.rejected["labels"]


def test_boxes_may_lie_anywhere(listed):
    """With fractions, and with a colon in the label."""
    boxes = listed("boxes", "0,0,10.5,4:car", "[]", "-1,2,3,4:car: red", "0,0,10:car")

    assert ["car", "car: red", "none"] == labels(boxes)
    assert {"boxes holds what is not X,Y,WIDTH,HEIGHT:LABEL": 1} == boxes.facts.rejected["labels"]

"""Labels of the same units are counted by queue, by label, and once a person."""

from __future__ import annotations

import pandas as pd
from builders.ratings import grid

from labelqa.measures.ratings import Counts, independent, ratings


def counted(rows: pd.DataFrame, *by: str, **options: object) -> dict:
    """Labels and table of every queue by group."""
    return {
        keys: [(queue.labels, queue.table.tolist()) for queue in rated.queues]
        for keys, rated in ratings(rows, by, **options)
    }


def test_units_are_counted_by_label():
    """Units in order, labels in order."""
    assert {(): [(("a", "b"), [[2, 0], [1, 1], [0, 1]])]} == counted(grid("a a .", "a b b"))


def test_labels_on_offer_are_counted_though_nobody_gave_them():
    """The taxonomy of the queue decides."""
    found = counted(grid("a", "a").assign(queue_id="image"), classes={"image": ["a", "c"], "chat": ["d"]})

    assert {(): [(("a", "c"), [[2, 0]])]} == found


def test_queues_are_counted_apart():
    """Their labels are of different taxonomies."""
    rows = grid("a b", "a b").assign(queue_id=["image", "chat", "image", "chat"])

    assert {(): [(("b",), [[2]]), (("a",), [[2]])]} == counted(rows)


def test_a_label_is_counted_against_the_rest():
    """One group a label that somebody gave, in the queues that use it."""
    rows = grid("a b", "c b").assign(queue_id="image")
    offered = {"image": ["a", "b", "c", "d"]}

    assert {
        ("image", "a"): [(("a", "rest"), [[1, 1], [0, 2]])],
        ("image", "b"): [(("b", "rest"), [[0, 2], [2, 0]])],
        ("image", "c"): [(("c", "rest"), [[1, 1], [0, 2]])],
    } == counted(rows, "queue_id", "label_id", classes=offered)


def test_the_first_label_of_a_person_counts():
    """In the order of the rows."""
    rows = pd.concat([grid("a b"), grid("b b")], ignore_index=True)

    assert ["a", "b"] == independent(rows)["label_id"].tolist()


def test_what_counts_alone_say_is_known_of_them():
    """Used labels, labels a unit, agreement of pairs, distinct rows."""
    counts = Counts(
        ("a", "b", "c"), pd.DataFrame([[2, 0, 0], [1, 1, 0], [2, 0, 0], [1, 0, 0]]).to_numpy(float)
    )
    rows, times = counts.paired().patterns()

    assert ("a", "b") == counts.used
    assert [2, 2, 2, 1] == counts.per_unit.tolist()
    assert [1, 0, 1] == counts.paired().agreed.tolist()
    assert ([[1, 1, 0], [2, 0, 0]], [1, 2]) == (rows.tolist(), times.tolist())

"""Labels made are counted without gold items, skips and what was removed since."""

from __future__ import annotations

import pandas as pd
import pytest

from labelqa.measures import volume

MONDAY, TUESDAY = pd.Timestamp(2026, 10, 5), pd.Timestamp(2026, 10, 6)


@pytest.fixture
def days() -> pd.DataFrame:
    """Two people on two days; 4 of 30 labels were skipped, 3 removed, and 9 are of gold items."""
    rows = [
        (MONDAY, "ads", "p1", 10, 1, 0, False),
        (MONDAY, "ads", "p2", 10, 3, 2, False),
        (TUESDAY, "shop", "p1", 10, 0, 1, None),
        (TUESDAY, "shop", "p3", 9, 0, 0, True),
    ]
    columns = ["local_date", "queue_id", "person_id", "labels", "skipped", "removed", "is_gold"]
    return pd.DataFrame(rows, columns=columns)


def test_labels_made_are_those_but_for_gold_skips_and_what_was_removed(days):
    """9 and 5 of one queue, 9 of the other; what is not known to be gold counts."""
    assert {(): 23} == volume.delivered(days)
    assert {("ads",): 14, ("shop",): 9} == volume.delivered(days, ("queue_id",))
    assert 23 == volume.labels(days).only().value


def test_a_count_by_day_has_a_row_for_each_queue_and_day(days):
    """In the column labels."""
    rows = volume.by_day(days)

    assert [(MONDAY, "ads", 14), (TUESDAY, "shop", 9)] == [*rows.itertuples(index=False, name=None)]


def test_people_count_once_though_they_labelled_gold_items_only(days):
    """They gave labels."""
    assert 3 == volume.people(days).only().value


def test_nothing_made_is_a_count_of_none(days):
    """Of no rows, and of gold items only."""
    assert {(): 0} == volume.delivered(days[days["labels"] == 9])
    assert volume.made(pd.DataFrame()).empty


def test_before_removed_work_was_counted_nothing_is_removed(days):
    """As a snapshot frozen then has no such column."""
    assert {(): 26} == volume.delivered(days.drop(columns="removed"))

"""What is whole in form but perhaps not in fact is counted and said."""

from __future__ import annotations

import datetime as dt

import pytest

from labelqa.errors import DataError

NOWHERE = "labels: 1 row names no market, of all markets' rows of these weeks, and no report has them"


@pytest.fixture
def unaudited(company):
    """The company without audits."""
    company.drop("audits", "sample_designs")
    return company


def test_a_frame_of_more_labels_than_there_are_is_said(company):
    """Coverage is of the labels that are here, and the frame says that there are more."""
    for audit in company.rows["audits"]:
        audit |= {"frame_size": 400, "incl_prob": 0.01}

    assert (
        "audits: the frames of October 2026 hold 360 decisions more than labels: less is covered than said",
    ) == company.freeze().facts.notes


def test_repeated_labels_of_one_person_are_said(unaudited):
    """In labels and among double labels; a gold item is meant to come again."""
    unaudited.rows["labels"][2]["item_id"] = "i1"
    unaudited.rows["labels"] += [unaudited.label(n, item_id="g", is_gold=True) for n in (41, 42)]
    unaudited.rows["overlaps"] = [
        {"overlap_group_id": f"o{n}", "person_id": "p1", "market_id": "SG", "item_id": "i1", "queue_id": "q1",
         "label_id": "ok", "submitted_at": dt.datetime(2026, 10, 1, 2, tzinfo=dt.UTC)}
        for n in (1, 2, 3)
    ]  # fmt: skip

    assert (
        "overlaps: 2 labels in October 2026 are a person's second or later ones on an item and queue",
        "labels: 1 decision in October 2026 repeats one of its person, item and queue, and counts too",
    ) == unaudited.freeze().facts.notes


def test_rows_of_no_market_count_against_the_table_not_against_each_market(unaudited):
    """Of eighty rows of two markets one names none: no more than a hundredth and a bit of all."""
    unaudited.markets = {"SG": "Asia/Singapore", "ID": "Asia/Jakarta"}
    unaudited.rows["labels"] += [
        unaudited.label(n, market_id="ID", label_event_id=f"d{n}") for n in range(100, 200)
    ]
    unaudited.rows["labels"][0]["market_id"] = None

    facts = unaudited.freeze().facts

    assert {} == facts.rejected
    assert (NOWHERE,) == facts.notes


def test_a_table_of_many_rows_of_no_market_is_refused(unaudited):
    """For each market, with the same words."""
    unaudited.markets = {"SG": "Asia/Singapore", "ID": "Asia/Jakarta"}
    for label in unaudited.rows["labels"][:5]:
        label["market_id"] = None

    with pytest.raises(
        DataError, match=r"5 of 40 rows of all markets name no market, such as data/labels\.parquet row \d+;"
    ):
        unaudited.freeze()

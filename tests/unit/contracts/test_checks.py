"""Rows that break their contract are set aside with their reasons."""

from __future__ import annotations

import datetime as dt

import pyarrow.parquet as pq
import pytest

from labelqa.errors import DataError

LENIENT = "rejected_share: 0.5\n"


@pytest.fixture
def lenient(company):
    """The company where half of a table may be set aside, and without audits of what is."""
    company.project += LENIENT
    company.drop("audits", "sample_designs")
    return company


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"label_id": None}, "label_id is missing"),
        ({"label_id": ""}, "label_id is missing"),
        ({"label_id": "cat"}, "label_id is not a class of its queue's taxonomy"),
        ({"queue_id": "q7"}, "queue_id is not in queues"),
        ({"person_id": None}, "person_id is missing"),
        ({"person_id": "nan"}, "person_id is not in people"),
        ({"active_ms": -1}, "active_ms is below 0"),
        ({"attempt": 0}, "attempt is below 1"),
        ({"status": "done"}, "status is none of open, final, superseded"),
        ({"submitted_at": None}, "submitted_at is missing"),
        (
            {"submitted_at": dt.datetime(2569, 10, 1, tzinfo=dt.UTC)},
            "submitted_at is not between 1990 and 2200",
        ),
        ({"market_id": None}, "market_id is missing"),
    ],
)
def test_a_bad_decision_is_set_aside_with_its_reason(lenient, change, reason):
    """D11, D24: counted in the manifest, kept in rejected/, and in no mart."""
    lenient.rows["labels"][2] |= change

    snapshot = lenient.freeze()

    assert {"labels": {reason: 1}} == snapshot.facts.rejected
    rejected = pq.read_table(snapshot.folder / "rejected/labels.parquet").to_pylist()
    assert [("data/labels.parquet", 3, "e3", reason)] == [
        (row["source_file"], row["source_row"], row["key"], row["reasons"]) for row in rejected
    ]
    days = pq.read_table(snapshot.folder / "label_days.parquet").to_pylist()
    assert 39 == sum(row["labels"] for row in days)


def test_a_row_with_two_faults_names_both(lenient):
    """And counts under each."""
    lenient.rows["labels"][0] |= {"attempt": 0, "label_id": None}

    snapshot = lenient.freeze()

    assert {"attempt is below 1": 1, "label_id is missing": 1} == snapshot.facts.rejected["labels"]
    rejected = pq.read_table(snapshot.folder / "rejected/labels.parquet").to_pylist()
    assert ["label_id is missing; attempt is below 1"] == [row["reasons"] for row in rejected]


def test_a_rejected_row_keeps_what_the_source_said(lenient):
    """As text, also where it could not be read."""
    lenient.rows.pop("labels")
    lenient.write_csv(
        "labels.csv",
        [
            "label_event_id",
            "item_id",
            "market_id",
            "queue_id",
            "person_id",
            "label_id",
            "submitted_at",
            "active_ms",
        ],
        [
            ["e1", "i1", "SG", "q1", "p1", "ok", "2026-10-01T02:00:00Z", "1.5"],
            ["e2", "i2", "SG", "q1", "p1", "ok", "2026-10-01T02:00:00Z", "15"],
        ],
    )
    lenient.mappings["labels"] = "{files: data/labels.csv}"

    rejected = pq.read_table(lenient.freeze().folder / "rejected/labels.parquet").to_pylist()

    assert [("active_ms is not a whole number", "1.5", "e1")] == [
        (row["reasons"], row["active_ms"], row["label_event_id"]) for row in rejected
    ]


def test_more_rejected_rows_than_the_share_stop_the_market(company):
    """One of forty is above the one percent that is the default."""
    company.drop("audits")
    company.rows["labels"][0]["label_id"] = "cat"

    with pytest.raises(DataError, match=r"1 of 40 rows break their contract: label_id is not a class"):
        company.freeze()


def test_the_audit_of_a_decision_that_was_set_aside_goes_with_it(company):
    """It is not an audit of nothing, which would stop the market."""
    company.project += LENIENT
    company.rows["labels"][0]["label_id"] = "cat"

    snapshot = company.freeze()

    assert {"its decision was set aside": 1} == snapshot.facts.rejected["audits"]
    assert 3 == snapshot.facts.rows["audited_labels"]


def _interval(start, end, person="p1"):
    return {
        "person_id": person,
        "market_id": "SG",
        "start_at": dt.datetime(2026, 10, 1, *start, tzinfo=dt.UTC),
        "end_at": dt.datetime(2026, 10, 1, *end, tzinfo=dt.UTC),
        "state": "handling",
        "paid": True,
    }


def test_intervals_that_overlap_or_end_before_they_start_are_set_aside(lenient):
    """The later one of two that overlap; another person's time is no overlap."""
    lenient.rows["time"] = [
        _interval((2, 0), (3, 0)),
        _interval((2, 30), (2, 40)),
        _interval((3, 0), (4, 0)),
        _interval((2, 0), (4, 0), "p2"),
        _interval((6, 0), (5, 0), "p2"),
    ]

    snapshot = lenient.freeze()

    assert {
        "end_at is before start_at": 1,
        "it starts before an earlier interval of the person ends": 1,
    } == snapshot.facts.rejected["time"]
    days = pq.read_table(snapshot.folder / "time_days.parquet").to_pylist()
    assert {("p1", 7200), ("p2", 7200)} == {(row["person_id"], row["seconds"]) for row in days}


def test_planned_intervals_that_overlap_are_set_aside(lenient):
    """Nobody is planned to do two things at once; a plan that follows another is none."""
    planned = [((2, 0), (6, 0)), ((4, 0), (5, 0)), ((6, 0), (7, 0))]
    lenient.rows["schedules"] = [
        {name: value for name, value in _interval(*each).items() if name not in ("state", "paid")}
        | {"planned_state": "work"}
        for each in planned
    ]

    assert {"it starts before an earlier interval of the person ends": 1} == lenient.freeze().facts.rejected[
        "schedules"
    ]


def test_a_missing_id_in_a_small_table_is_set_aside_and_not_overlooked(lenient):
    """A roster row of nobody cannot be anyone's."""
    lenient.rows["people"].append(lenient.person("") | {"person_id": None})

    assert {"person_id is missing": 1} == lenient.freeze().facts.rejected["people"]


def test_d5_an_id_with_spaces_around_it_is_set_aside(lenient):
    """Nothing else would ever match it."""
    lenient.rows["label_classes"].append({**lenient.rows["label_classes"][0], "label_id": "ok "})

    assert {"label_id has spaces around it": 1} == lenient.freeze().facts.rejected["label_classes"]


@pytest.mark.parametrize("sign", ["\u202e", "\u200f", "\u2028", "\n", "\x00", "\x85", "\ufeff"])
def test_an_id_with_a_sign_that_nobody_sees_is_set_aside(lenient, sign):
    """Mended, it might become another's id: whoever delivers it has to say which it is."""
    lenient.rows["labels"][2] |= {"item_id": f"i3{sign}"}

    assert {"labels": {"item_id holds a sign that nobody sees": 1}} == lenient.freeze().facts.rejected


def test_a_name_with_signs_that_nobody_sees_is_mended(lenient):
    """It is read by people and joined with nothing: what parts words is a space, the rest is dropped."""
    names = {
        "vendors": "\ufeffAder\u202e Batam",
        "sites": "Ader\r\nBatam",
        "queues": "Ader\x07Batam\u2029",
        "label_classes": " \u200e Ader Batam",
    }
    for table, name in names.items():
        lenient.rows[table][0]["name"] = name
    frozen = lenient.freeze().folder

    assert ["Ader Batam"] * len(names) == [
        pq.read_table(frozen / f"{table}.parquet")["name"].to_pylist()[-1] for table in names
    ]


def test_a_name_of_nothing_that_is_seen_is_missing(lenient):
    """An optional one is, a required one sets its row aside."""
    lenient.rows["label_classes"].append(
        {**lenient.rows["label_classes"][0], "label_id": "odd", "name": "\u200f\u200e"}
    )
    lenient.rows["people"][0] |= {"ramp_track": "\u202e\u2028"}
    snapshot = lenient.freeze()

    assert {"label_classes": {"name is missing": 1}} == snapshot.facts.rejected
    assert None is pq.read_table(snapshot.folder / "people.parquet")["ramp_track"].to_pylist()[0]

"""For every reason to set rows aside, the first row that it holds for: file, number and values."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pytest

from labelqa.contracts import Privacy, TableContract
from labelqa.contracts.declare import ref, text
from labelqa.errors import DataError
from labelqa.snapshots.examples import examples

AT = dt.datetime(2026, 10, 5, 2, tzinfo=dt.UTC)


def told(company, table: str) -> dict[str, str]:
    """By reason, the row that is shown."""
    company.project += "rejected_share: 1.0\n"
    return {reason: found.told() for reason, found in company.freeze().facts.examples[table].items()}


def shift(person: str, start: float, end: float, **others: object) -> dict[str, object]:
    """An interval of somebody's time, in hours."""
    times = {"start_at": AT + dt.timedelta(hours=start), "end_at": AT + dt.timedelta(hours=end)}
    return {"person_id": person, "market_id": "SG", "state": "handling", "paid": True, **times, **others}


def test_each_reason_shows_the_first_row_that_it_holds_for(company):
    """Whatever else that row breaks; the columns that the reason names, or the key where it names none."""
    company.rows["time"] = [
        shift("p1", 0, 2),
        shift("p1", 1, 3),
        shift("p1", 5, 4),
        shift("p2", 0, 1, state="asleep"),
        shift("p2", 3, 4, state=None),
        shift("p2", 7, 6, state="asleep"),
    ]

    assert {
        "end_at is before start_at": "'2026-10-05 06:00:00' and '2026-10-05 07:00:00' in"
        " data/time.parquet row 3",
        "it starts before an earlier interval of the person ends": "'p1' and '2026-10-05 03:00:00' in"
        " data/time.parquet row 2",
        "state is missing": "data/time.parquet row 5",
        "state is none of handling, waiting, break, lunch, training, coaching, meeting, calibration,"
        " system_down, admin, leave, absence": "'asleep' in data/time.parquet row 4",
    } == told(company, "time")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("95%", "'95%'"),
        ("a\u202eb\tc", "'a\\u202eb\\tc'"),
        ("9" * 80, f"'{'9' * 39}…'"),
        ("ไทย", "'ไทย'"),
    ],
)
def test_a_value_is_shown_on_one_line_as_the_file_has_it(company, value, shown):
    """Signs that cannot be seen are spelt out, and a long value is cut."""
    company.drop("audits", "sample_designs", "labels")
    company.mappings["labels"] = "{files: data/labels.csv}"
    names = ["label_event_id", "item_id", "market_id", "queue_id", "person_id", "label_id", "submitted_at"]
    row = ["e1", "i1", "SG", "q1", "p1", "ok", "2026-10-01T02:00:00Z"]
    company.write_csv("labels.csv", [*names, "active_ms"], [[*row, "1"], ["e2", *row[1:], value]])

    assert {"active_ms is not a whole number": f"{shown} in data/labels.csv row 2"} == told(company, "labels")


def test_what_is_personal_is_found_by_its_row_only():
    """The example leads to the file; its value goes no further than that."""
    owners = TableContract("owners", "Whose it is.", ("id",), (ref("id"), text("name", Privacy.PERSONAL)))
    row = {"id": "o1", "name": " Somebody ", "reasons": "name has spaces around it"}
    rejected = pa.Table.from_pylist([{**row, "source_file": "data/owners.csv", "source_row": 1}])

    assert {"name has spaces around it": "data/owners.csv row 1"} == {
        reason: found.told() for reason, found in examples(owners, rejected).items()
    }


def test_a_refusal_shows_a_row_for_every_reason(company):
    """Not for the commonest only."""
    for row, change in zip(company.rows["labels"], ({"label_id": "x"}, {"person_id": "px"}), strict=False):
        row |= change
    company.rows["labels"][4]["attempt"] = 0
    company.rows["labels"][5]["active_ms"] = -1
    company.drop("audits", "sample_designs")

    with pytest.raises(DataError) as refused:
        company.freeze()

    [problem] = [problem.what for problem in refused.value.problems]
    assert "4 of 40 rows break their contract" in problem
    for shown in ("'x' in data/labels.parquet row 1", "'px' in data/labels.parquet row 2",
                  "'0' in data/labels.parquet row 5", "'-1' in data/labels.parquet row 6"):  # fmt: skip
        assert shown in problem

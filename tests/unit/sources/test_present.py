"""Columns that files call otherwise, or lack."""

from __future__ import annotations

import pytest

from labelqa.errors import DataError

HEAD = [
    "label_event_id",
    "item_id",
    "market_id",
    "queue_id",
    "person_id",
    "label_id",
    "submitted_at",
    "seconds",
]
ROW = ["e1", "i1", "SG", "q1", "p1", "ok", "2026-10-01T02:00:00Z", "12"]
PLAIN = ", ".join(f"{name}: {name}" for name in HEAD[:-2])


@pytest.fixture
def renamed(company):
    """Two months' labels, in which the column of times has two names; the second month has no seconds."""
    company.drop("audits", "sample_designs", "labels")
    company.write_csv("labels-1.csv", HEAD, [ROW])
    other = ["done" if name == "submitted_at" else name for name in HEAD[:-1]]
    company.write_csv("labels-2.csv", other, [["e2", *ROW[1:-1]]])
    return company


def mapped(company, submitted: str, active: str) -> list[tuple[int, int | None]]:
    """Labels and milliseconds of the day, where the two columns come from there."""
    columns = f"{PLAIN}, submitted_at: {submitted}, active_ms: {active}"
    company.mappings["labels"] = f'{{files: "data/labels-*.csv", columns: {{{columns}}}}}'
    return [(row["labels"], row["active_ms"]) for row in company.frozen("label_days")]


ACTIVE = '{expression: "CAST(seconds AS BIGINT) * 1000", optional: true}'
SUBMITTED = "{column: submitted_at, other_names: [done]}"


def test_a_column_has_other_names_in_other_files_and_may_be_lacking(renamed):
    """The second file has another name for the time, and nothing that the expression needs."""
    assert [(2, 12_000)] == mapped(renamed, SUBMITTED, ACTIVE)


def test_a_column_that_no_name_finds_is_lacking(renamed):
    """Unless it is optional."""
    with pytest.raises(DataError, match="has no column submitted_at"):
        mapped(renamed, "submitted_at", ACTIVE)


def test_an_expression_that_is_not_optional_needs_its_columns(renamed):
    """The engine says which is not there."""
    with pytest.raises(DataError, match="seconds"):
        mapped(renamed, SUBMITTED, '{expression: "CAST(seconds AS BIGINT) * 1000"}')

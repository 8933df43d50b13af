"""When a run freezes anew."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from builders import moved

from labelqa.errors import DataError
from labelqa.params import load
from labelqa.periods import parse
from labelqa.progress import Step
from labelqa.snapshots import fingerprints, freeze, freshness
from labelqa.snapshots.freshness import Asked, Found

from ..conftest import Company

OCTOBER = parse("2026-10")
DURING, AFTER, LATE = dt.date(2026, 10, 20), dt.date(2026, 11, 1), dt.date(2027, 10, 1)


def found(company, today: dt.date = AFTER) -> Found:
    """The snapshot for a run on that day, with everything written as it is now."""
    root = company.written()
    return freshness.find(load(root), Asked("SG", OCTOBER, today), root / "outputs", root)


def test_unchanged_sources_are_not_read_again(company):
    """Their fingerprint is enough; a file written anew is read, and the same content changes nothing."""
    steps: list[Step] = []
    root = company.written()
    asked = Asked("SG", OCTOBER, AFTER)
    first = freshness.find(load(root), asked, root / "outputs", root, watch=steps.append)
    again = freshness.find(load(root), asked, root / "outputs", root, watch=steps.append)
    company.written()
    rewritten = freshness.find(load(root), asked, root / "outputs", root, watch=steps.append)

    assert [first.snapshot] * 2 == [again.snapshot, rewritten.snapshot]
    assert 2 == len(steps)


def test_a_backup_or_another_mode_is_no_change(company):
    """A hard link and a chmod touch the file's record, not what was written."""
    root = company.written()
    asked, data = Asked("SG", OCTOBER, AFTER), root / "data" / "labels.parquet"
    before = fingerprints.fingerprint(load(root), asked.market, asked.period, root, ended=True)
    (root / "backup").hardlink_to(data)
    data.chmod(0o640)

    assert before == fingerprints.fingerprint(load(root), asked.market, asked.period, root, ended=True)


def test_a_corrected_mapping_freezes_anew(company):
    """What a snapshot holds follows from the params too."""
    found(company)
    company.mappings["labels"] = (
        "{files: data/labels.parquet, where: \"label_event_id <> 'e40'\", columns: {"
        + ", ".join(f"{name}: {name}" for name in company.rows["labels"][0])
        + "}}"
    )
    again = found(company)

    assert "s2" == again.snapshot.number
    assert "the sources or params changed since s1" in again.note


def test_a_provisional_snapshot_is_replaced_once_the_period_has_ended(company):
    """Even where not a row came in between: its reports are no longer provisional."""
    during, after = found(company, DURING), found(company, AFTER)

    assert (True, "s1") == (during.snapshot.facts.provisional, during.snapshot.number)
    assert (False, "s2") == (after.snapshot.facts.provisional, after.snapshot.number)
    assert "the period has ended since s1 was frozen on 2026-10-20" in after.note


def test_a_closed_period_survives_the_loss_of_its_sources(company):
    """A year later the files are gone; the snapshot stays, and the run says what broke."""
    first = found(company)
    root = company.written()
    (root / "data" / "labels.parquet").unlink()
    later = freshness.find(load(root), Asked("SG", OCTOBER, LATE), root / "outputs", root)

    assert first.snapshot == later.snapshot
    assert "the sources broke since s1 was frozen" in later.note


def test_a_lost_fingerprint_costs_a_freezing_and_nothing_else(company):
    """The same content is the same snapshot."""
    first = found(company)
    (first.snapshot.folder.parent / fingerprints.KEPT).write_text("half a li")
    again = found(company)

    assert (first.snapshot.number, "") == (again.snapshot.number, again.note)


def test_files_that_change_while_they_are_read_are_refused(company):
    """What was read of them is not known to be one state of the data."""
    root = company.written()

    def deliver(step: Step) -> None:
        company.rows["labels"].append(Company.label(41))
        company.written()

    with pytest.raises(DataError, match="changed while they were read"):
        freeze(load(root), "SG", OCTOBER, root / "outputs", root, today=AFTER, watch=deliver)


def as_it_stands(root: Path, today: dt.date = AFTER) -> Found:
    """The snapshot for a run on that day, with no file written anew."""
    return freshness.find(load(root), Asked("SG", OCTOBER, today), root / "outputs", root)


@pytest.fixture
def warehouse(company, postgresql):
    """The company, its decisions in PostgreSQL."""
    data = company.written() / "data" / "labels.parquet"
    moved.into_postgresql(pq.read_table(data), postgresql, "labels")
    company.rows.pop("labels")
    company.extra = f'databases: {{warehouse: {{url: "{postgresql.url}"}}}}\n'
    company.mappings["labels"] = "{database: warehouse, table: labels}"
    return company


def test_a_database_that_tells_of_no_change_is_read_anew_while_the_period_is_open(warehouse, postgresql):
    """The same rows are the same snapshot, without a word; others are another."""
    root = warehouse.written()
    first, again = as_it_stands(root), as_it_stands(root)
    postgresql.execute("DELETE FROM labels WHERE label_event_id = 'e40'")
    less = as_it_stands(root)

    assert Found(first.snapshot) == again
    assert "2026-10/SG: the sources or params changed" in less.note
    assert (40, 39) == tuple(each.snapshot.facts.kept["labels"] for each in (first, less))


def test_a_database_is_left_alone_once_the_period_has_closed(warehouse, monkeypatch):
    """Nobody logs in: with a wrong password nothing fails, and nothing is said to have changed."""
    root = warehouse.written()
    first = as_it_stands(root)
    monkeypatch.setenv("LABELQA_DATABASE_WAREHOUSE", "owner:wrong")

    assert Found(first.snapshot) == as_it_stands(root, LATE)


def test_a_database_that_tells_of_changes_is_read_when_it_does(warehouse, postgresql):
    """What its query answers is its fingerprint: rows that it does not tell of stay unread."""
    warehouse.mappings["labels"] = (
        "{database: warehouse, table: labels, changed: SELECT max(item_id) FROM labels}"
    )
    root = warehouse.written()
    first = as_it_stands(root)
    postgresql.execute("UPDATE labels SET active_ms = 1 WHERE label_event_id = 'e40'")
    untold = as_it_stands(root)
    postgresql.execute("UPDATE labels SET item_id = 'j' WHERE label_event_id = 'e40'")

    assert Found(first.snapshot) == untold
    assert "frozen anew as s2" in as_it_stands(root).note


def test_rows_that_change_while_they_are_read_spoil_nothing(warehouse):
    """A busy table is read as it was at one moment; that it changed since makes the next run read it."""
    warehouse.mappings["labels"] = (
        "{database: warehouse, table: labels, changed: SELECT clock_timestamp()::text AS at}"
    )
    root = warehouse.written()

    assert Found(as_it_stands(root).snapshot) == as_it_stands(root)


def test_an_object_of_a_store_is_known_by_its_version(company, s3):
    """Not read again until it was written anew."""
    s3.put("labels.parquet", (company.written() / "data" / "labels.parquet").read_bytes())
    company.mappings["labels"] = '{files: "s3://labels/labels.parquet"}'
    steps: list[Step] = []
    root = company.written()
    asked = Asked("SG", OCTOBER, AFTER)
    first = freshness.find(load(root), asked, root / "outputs", root, watch=steps.append)
    again = freshness.find(load(root), asked, root / "outputs", root, watch=steps.append)
    s3.put("labels.parquet", moved.parquet(pq.read_table(root / "data" / "labels.parquet").slice(0, 39)))
    less = freshness.find(load(root), asked, root / "outputs", root, watch=steps.append)

    assert first.snapshot == again.snapshot
    assert (40, 39) == tuple(each.snapshot.facts.kept["labels"] for each in (first, less))
    assert 2 == len(steps)

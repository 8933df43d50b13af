"""When a run freezes anew."""

from __future__ import annotations

import datetime as dt

import pytest

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

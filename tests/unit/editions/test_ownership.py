"""Whose a row is where a person, a queue or a session is not one vendor's alone."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from labelqa.editions.ownership import Holder
from labelqa.sealed import seal
from labelqa.snapshots import Snapshot, open_snapshot

from .conftest import VENDOR

OTHER = "meridian"
MOVED_ON = dt.date(2026, 8, 3)
Change = Callable[[pa.Table], pa.Table]


@pytest.fixture
def changed(cutting, tmp_path) -> Callable[[Mapping[str, Change]], Snapshot]:
    """The market's snapshot with some of its tables changed."""

    def make(changes: Mapping[str, Change]) -> Snapshot:
        folder = tmp_path / "s1"
        shutil.copytree(cutting.snapshot.folder, folder)
        for name, change in changes.items():
            table = change(pq.read_table(folder / f"{name}.parquet"))
            (folder / f"{name}.parquet").unlink()
            pq.write_table(table, folder / f"{name}.parquet")
        seal(folder, cutting.snapshot.manifest.facts)
        return open_snapshot(folder)

    return make


def an_agent(snapshot: Snapshot) -> str:
    """One of the vendor's agents who took part in every calibration session."""
    responses = pq.read_table(snapshot.folder / "calibration_responses.parquet").to_pandas()
    held = responses.groupby("person_id")["session_id"].nunique()
    people = pq.read_table(snapshot.folder / "people.parquet").to_pandas()
    ours = people[(people["vendor_id"] == VENDOR) & (people["role"] == "agent") & people["valid_to"].isna()]
    return str(held[held.index.isin(ours["person_id"])].idxmax())


def moving(person: str) -> Change:
    """The roster in which a person went to another vendor in August."""

    def change(people: pa.Table) -> pa.Table:
        others = people.filter(pc.not_equal(people["person_id"], person))
        (row,) = people.filter(pc.equal(people["person_id"], person)).to_pylist()
        there = row | {"vendor_id": OTHER, "site_id": "meridian-batam", "valid_from": MOVED_ON}
        rows = pa.Table.from_pylist([row | {"valid_to": MOVED_ON}, there], people.schema)
        return pa.concat_tables([others, rows])

    return change


def held_by(snapshot: Snapshot, vendor: str, name: str, at: str, person: str) -> pd.Series:
    """The local days of a person's rows that are a vendor's own."""
    table = Holder(snapshot, vendor).rows(name).to_pandas()
    if name == "calibration_responses":
        sessions = pq.read_table(snapshot.folder / "calibration_sessions.parquet").to_pandas()
        table = table.merge(sessions[["session_id", "held_at"]], on="session_id")
    return pd.to_datetime(table.loc[table["person_id"] == person, at], utc=True).dt.tz_convert("Asia/Jakarta")


@pytest.mark.parametrize(
    ("name", "at"),
    [
        ("schedules", "start_at"),
        ("calibration_responses", "held_at"),
        ("overlaps", "submitted_at"),
        ("training", "completed_at"),
    ],
)
def test_what_a_person_did_for_another_vendor_is_that_ones(cutting, changed, name, at):
    """Until the day of the move it is the first one's, from then on the second one's, and nobody's twice."""
    person = an_agent(cutting.snapshot)
    before = held_by(cutting.snapshot, VENDOR, name, at, person)
    snapshot = changed({"people": moving(person)})
    moved = pd.Timestamp(MOVED_ON, tz="Asia/Jakarta")
    first, second = (held_by(snapshot, vendor, name, at, person) for vendor in (VENDOR, OTHER))

    assert (first < moved).all()
    assert (second >= moved).all()
    assert sorted(before) == sorted([*first, *second])


def test_what_a_person_has_read_goes_along_and_what_comes_later_does_not_come_back(cutting, changed):
    """The second vendor must know whether the person may work; the first one has no more to do with it."""
    person = an_agent(cutting.snapshot)
    snapshot = changed({"people": moving(person)})
    name, at = "sop_acknowledgements", "acknowledged_at"
    every = held_by(cutting.snapshot, VENDOR, name, at, person)
    moved = pd.Timestamp(MOVED_ON, tz="Asia/Jakarta")

    assert sorted(every) == sorted(held_by(snapshot, OTHER, name, at, person))
    assert sorted(every[every < moved]) == sorted(held_by(snapshot, VENDOR, name, at, person))
    assert 0 < (every < moved).sum() < len(every)


def with_copy(column: str, of: str, **other: Any) -> Change:
    """A table with one row more: a copy of one, with other values in some columns."""

    def change(table: pa.Table) -> pa.Table:
        row = table.filter(pc.equal(table[column], of)).to_pylist()[0]
        return pa.concat_tables([table, pa.Table.from_pylist([row | other], table.schema)])

    return change


@pytest.mark.parametrize(
    ("name", "column", "of", "other"),
    [
        ("queues", "queue_id", "live", {"queue_id": "pilot", "taxonomy_version": "t", "sop_family": "f"}),
        ("label_classes", "taxonomy_version", "live-2026", {"taxonomy_version": "t"}),
        ("sop_versions", "sop_family", "sop-live", {"sop_family": "f"}),
        ("sop_clauses", "sop_family", "sop-live", {"sop_family": "f"}),
        ("sample_designs", "design_id", "ramp_checks", {"design_id": "pilot_checks"}),
        ("targets", "metric", "accuracy", {"queue_id": "pilot"}),
    ],
)
def test_what_only_others_work_with_is_not_there(cutting, changed, name, column, of, other):
    """A queue, its labels and rules, a design of audits, a target: they tell of work that others do."""
    snapshot = changed({name: with_copy(column, of, **other)})

    for vendor in (VENDOR, OTHER):
        before, after = Holder(cutting.snapshot, vendor).rows(name), Holder(snapshot, vendor).rows(name)
        assert before.equals(after)
        assert len(after) > 0

"""The sample company's market, from its files to an extract."""

from __future__ import annotations

import datetime as dt

import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from builders.workspace import sample_workspace

from labelqa.contracts import CANONICAL, FROZEN
from labelqa.editions import cut
from labelqa.params import jobs, load
from labelqa.periods import parse
from labelqa.snapshots import freeze
from labelqa.snapshots.freezing import ONLY_IN_MARTS
from labelqa.snapshots.snapshot_set import SnapshotSet


@pytest.fixture(scope="module")
def frozen(repository, tmp_path_factory):
    """October of the market whose clocks change, its params and its workspace."""
    root = tmp_path_factory.mktemp("sample")
    sample_workspace(repository, root, labels=60_000)
    params = load(root)
    return (
        freeze(params, "GB", parse("2026-10"), root / "outputs", root, today=dt.date(2026, 11, 23)),
        params,
        root,
    )


def test_everything_the_sample_writes_keeps_its_contract(frozen):
    """No table is missing, for it has no scores; no row is set aside; what is noted is of work removed."""
    snapshot, _, _ = frozen
    whole = set(CANONICAL) - set(ONLY_IN_MARTS) | set(FROZEN)

    assert {"score_days"} == whole - set(snapshot.tables())
    assert ({}, {}) == (snapshot.facts.missing, snapshot.facts.rejected)
    assert [] == [note for note in snapshot.facts.notes if "removed since" not in note]


def test_the_marts_count_every_row_of_the_files_once(frozen):
    """Decisions, handling times and seconds add up to those of the files."""
    snapshot, _, root = frozen
    start = dt.datetime(2026, 5, 3, 23, tzinfo=dt.UTC).replace(tzinfo=None)
    labels = ds.dataset(root / "data/labels/market=GB").to_table(filter=pc.field("submitted_at") >= start)
    time = ds.dataset(root / "data/time/market=GB").to_table(filter=pc.field("start_at") >= start)
    spent = pc.sum(pc.cast(pc.subtract(time["end_at"], time["start_at"]), "int64")).as_py()

    days, handling, times = (
        pq.read_table(snapshot.folder / f"{name}.parquet")
        for name in ("label_days", "handling_days", "time_days")
    )
    assert labels.num_rows == pc.sum(days["labels"]).as_py()
    assert pc.sum(labels["active_ms"]).as_py() == pc.sum(handling["active_ms"]).as_py()
    assert pc.count(labels["active_ms"]).as_py() == pc.sum(handling["timed"]).as_py()
    assert spent // 1_000_000 == pc.sum(times["seconds"]).as_py()


def test_the_extract_opens_in_pandas(frozen, tmp_path):
    """What the notebook gets."""
    snapshot, params, _ = frozen
    [job] = jobs(params, parse("2026-10"), reports=["market_report"], markets=["GB"], editions=["internal"])

    extract = cut(SnapshotSet.of(snapshot), job, params, tmp_path / "extract")

    assert snapshot.facts.rows["audited_labels"] == len(extract.table("audited_labels"))

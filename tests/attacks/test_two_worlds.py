"""T1: a vendor's extract is the same whatever the others did: non-interference, tried on drawn worlds."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from builders.worlds import DRAWN, World

from labelqa.editions import cut
from labelqa.editions.peers import NAME as BENCHMARKS
from labelqa.extracts import Extract
from labelqa.sealed import MANIFEST
from labelqa.snapshots import Snapshot
from labelqa.snapshots.snapshot_set import SnapshotSet

from .conftest import AUDIENCES, LABELS, PERIOD, REPORTS, edition_of, frozen, jobs, keys, sample_workspace

COUNT = int(os.environ.get("LABELQA_WORLDS", "5"))
MONTHS = os.environ.get("LABELQA_WORLD_MONTHS", PERIOD).split()
CLEARED = {f"{BENCHMARKS}.parquet", MANIFEST}  # what is told of others, and the digests of all files


@pytest.fixture(scope="session")
def company(made_once, repository) -> Path:
    """A workspace of the sample company."""
    return made_once("worlds", lambda folder: sample_workspace(repository, folder, labels=LABELS))


def bytes_of(extract: Extract) -> dict[str, bytes]:
    """The files that hold nothing of others."""
    return {path.name: path.read_bytes() for path in extract.folder.iterdir() if path.name not in CLEARED}


def cut_for(vendor: str, report: str, snapshot: Snapshot, company: Path, into: Path) -> Extract:
    """A vendor's extract of a report."""
    market, months = snapshot.facts.market, snapshot.facts.period
    known, (job,) = jobs(company, months, markets=[market], reports=[report], editions=[edition_of(vendor)])
    return cut(SnapshotSet.of(snapshot), job, known, into, keys())


@pytest.mark.parametrize("month", MONTHS)
@pytest.mark.parametrize(("market", "vendor"), AUDIENCES)
def test_e1_what_others_did_changes_no_byte_of_an_extract(market, vendor, month, company, tmp_path):
    """Half of their rows gone, the rest turned round and doubled, and what is said of the market changed."""
    here = frozen(company, market, company / "outputs", month)
    mine = {report: bytes_of(cut_for(vendor, report, here, company, tmp_path / report)) for report in REPORTS}

    for seed in range(COUNT):
        there = World(here, vendor, np.random.default_rng(seed)).write(tmp_path / str(seed) / here.number)
        for report, held in mine.items():
            other = bytes_of(cut_for(vendor, report, there, company, tmp_path / f"{report}{seed}"))

            assert [] == [name for name in sorted({*held, *other}) if held.get(name) != other.get(name)]


@pytest.mark.parametrize("table", sorted(set(DRAWN) & {"audited_labels", "audit_reviews"}))
def test_another_world_is_another_one(table, company, tmp_path):
    """A world whose others are as before would prove nothing."""
    here = frozen(company, "TH", company / "outputs")
    there = World(here, "kestrel", np.random.default_rng(0)).write(tmp_path / "world")

    assert (here.folder / f"{table}.parquet").read_bytes() != (there.folder / f"{table}.parquet").read_bytes()

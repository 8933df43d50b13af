"""A market of the sample company, cut for one of its vendors."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pytest

from labelqa.editions import cut
from labelqa.extracts import Extract
from labelqa.keys import Keys, parse
from labelqa.params import Job, Params, jobs, load
from labelqa.periods import parse as period
from labelqa.snapshots import Snapshot, freeze
from labelqa.snapshots.snapshot_set import SnapshotSet

MARKET, VENDOR = "ID", "northwind"


@dataclass(frozen=True)
class Cutting:
    """A snapshot, the params, a vendor's job and keys: all that a cut is made of."""

    snapshot: Snapshot
    params: Params
    job: Job
    keys: Keys

    def cut(self, into: Path, edition: str = VENDOR) -> Extract:
        """The extract of an edition of the job's report."""
        job = Job(self.job.report, MARKET, self.job.period, edition, self.job.parameters)
        return cut(SnapshotSet.of(self.snapshot), job, self.params, into, self.keys)


@pytest.fixture(scope="session")
def cutting(sampled, tmp_path_factory) -> Cutting:
    """October of the market with four vendors."""
    params, when = load(sampled), period("2026-10")
    outputs = tmp_path_factory.mktemp("outputs")
    snapshot = freeze(params, MARKET, when, outputs, sampled, today=dt.date(2026, 11, 23))
    [job] = jobs(params, when, reports=["market_report"], markets=[MARKET], editions=["internal"])
    return Cutting(snapshot, params, job, parse("ab" * 32 + " 12", "test"))


@pytest.fixture(scope="session")
def own(cutting, tmp_path_factory) -> Extract:
    """The vendor's extract."""
    return cutting.cut(tmp_path_factory.mktemp("cut") / "own")


@pytest.fixture(scope="session")
def whole(cutting, tmp_path_factory) -> Extract:
    """The internal extract."""
    return cutting.cut(tmp_path_factory.mktemp("cut") / "whole", "internal")

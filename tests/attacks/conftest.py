"""Companies that are attacked, and runs of their jobs from start to finish."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import planting

from labelqa import params as parameters
from labelqa import pipeline, snapshots
from labelqa.keys import Keys, parse
from labelqa.params import Job, Params
from labelqa.periods import parse as period
from labelqa.pipeline import JobResult, Workplace
from labelqa.registry import Registry
from labelqa.snapshots import Snapshot
from labelqa.snapshots.holdings import Holdings

LABELS = 60_000
PERIOD = "2026-10"
NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
SECRET = f"{'ab' * 32} 12"  # what would be in labelqa.keys
VENDORS = {
    "alder": ("SG", "ID", "VN"),
    "kestrel": ("SG", "ID", "TH"),
    "lumen-works": ("BR", "GB"),
    "meridian": ("ID", "TH"),
    "northwind": ("SG", "ID"),
}
REPORTS = ("market_report", "calibration", "ramp_up")
AUDIENCES = [(market, vendor) for vendor, markets in VENDORS.items() for market in markets]


def labelqa(workspace: Path, *words: str) -> tuple[list[dict], str]:
    """Run the command with keys in its environment: the lines of JSON that it prints, and what it says."""
    command = [str(Path(sys.executable).with_name("labelqa")), *words, "-w", str(workspace)]
    surroundings = {**os.environ, "LABELQA_KEYS": SECRET}
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=1_500, env=surroundings
    )
    return [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def edition_of(vendor: str) -> str:
    """The name of a vendor's edition."""
    return vendor.replace("-", "_")


def jobs(workspace: Path, **which: list[str]) -> tuple[Params, tuple[Job, ...]]:
    """The params of a workspace, and its jobs of October."""
    known = parameters.load(workspace)
    return known, parameters.jobs(known, period(PERIOD), **which)


def keys() -> Keys:
    """The keys of vendors' editions."""
    return parse(SECRET, "test")


def frozen(workspace: Path, market: str, outputs: Path) -> Snapshot:
    """A market's snapshot of October, frozen once for each folder of outputs."""
    known, when = parameters.load(workspace), period(PERIOD)
    return snapshots.newest(outputs, market, when) or snapshots.freeze(
        known, market, when, outputs, workspace, today=NOW.date()
    )


def attempt(
    workspace: Path, outputs: Path, snapshot: Snapshot, report: str, edition: str
) -> tuple[JobResult, Registry]:
    """One job from its snapshot to documents, in this process, and the registry of its run."""
    market = snapshot.facts.market
    known, (job,) = jobs(workspace, reports=[report], markets=[market], editions=[edition])
    registry = Registry.beside(outputs)
    place = Workplace(workspace, outputs, registry, NOW, keys=keys())
    return pipeline.run(job, known, place, lambda _: Holdings.of(snapshot)), registry


@pytest.fixture(scope="session")
def canaries(made_once, repository) -> Path:
    """A workspace whose tables carry tokens, with every vendor's edition of every report of the month."""

    def make(folder: Path) -> None:
        planting.company(repository, folder, labels=LABELS)
        asked = [word for vendor in VENDORS for word in ("-e", edition_of(vendor))]
        lines, said = labelqa(folder, "run", "-p", PERIOD, *asked, "--json")
        assert len(AUDIENCES) * len(REPORTS) == sum(line["status"] == "published" for line in lines), said

    return made_once("canaries", make)


@pytest.fixture(scope="session")
def snapshot_of(canaries) -> Callable[[str], Snapshot]:
    """The snapshot of a market whose tables carry tokens."""
    return lambda market: frozen(canaries, market, canaries / "outputs")

"""Companies that are attacked, and runs of their jobs from start to finish."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from builders import hostile, notebooks, planting
from builders.documents import texts_of
from builders.listening import listening
from builders.workspace import sample_workspace

from labelqa import params as parameters
from labelqa import pipeline, snapshots
from labelqa.keys import Keys, parse
from labelqa.params import Job, Params
from labelqa.periods import parse as period
from labelqa.pipeline import JobResult, RunContext
from labelqa.progress import Observer, silent
from labelqa.registry import Registry
from labelqa.snapshots import Snapshot
from labelqa.snapshots.snapshot_set import SnapshotSet

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
MARKET = "SG"  # of small notebooks
PROBE = """
title: Probe
notebook: probe.ipynb
owner: Quality team
editions: [internal, vendors]
parameters:
  word: {type: text, default: "", about: Anything.}
"""
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


def jobs(workspace: Path, when: str = PERIOD, **which: list[str]) -> tuple[Params, tuple[Job, ...]]:
    """The params of a workspace, and its jobs of a period."""
    known = parameters.load(workspace)
    return known, parameters.jobs(known, period(when), **which)


def keys() -> Keys:
    """The keys of vendors' editions."""
    return parse(SECRET, "test")


def frozen(workspace: Path, market: str, outputs: Path, text: str = PERIOD) -> Snapshot:
    """A market's snapshot of a period, frozen once for each folder of outputs."""
    known, when = parameters.load(workspace), period(text)
    return snapshots.newest(outputs, market, when) or snapshots.freeze(
        known, market, when, outputs, workspace, today=NOW.date()
    )


@dataclass(frozen=True)
class Probed:
    """How a small notebook's run ended, and the registry and folders of outputs it left."""

    result: JobResult
    registry: Registry
    outputs: Path

    @property
    def documents(self) -> list[tuple[str, str]]:
        """Every text of what it published, unpacked."""
        return [*texts_of(self.outputs / "reports")]

    @property
    def kept(self) -> Path:
        """What is kept of a run that failed; nobody outside gets it."""
        return self.outputs / "runs" / self.result.job

    @property
    def summary(self) -> dict:
        """Its summary.json."""
        return json.loads(self.result.documents["summary"].read_text(encoding="utf-8"))


def attempt(
    workspace: Path,
    outputs: Path,
    snapshot: Snapshot,
    report: str,
    edition: str,
    watch: Observer = silent,
    **parameters: str,
) -> Probed:
    """One job from its snapshot to documents, in this process."""
    asked = {"reports": [report], "markets": [snapshot.facts.market], "editions": [edition]}
    known, (job,) = jobs(workspace, **asked, parameters=parameters)
    registry = Registry.beside(outputs)
    place = RunContext(workspace, outputs, registry, NOW, watch, keys())
    return Probed(pipeline.run(job, known, place, lambda _: SnapshotSet.of(snapshot)), registry, outputs)


@pytest.fixture(scope="session")
def plain(made_once, repository) -> Path:
    """A workspace of the sample company with a report of its own, `probe`, and the snapshot of Singapore."""

    def make(folder: Path) -> None:
        sample_workspace(repository, folder, labels=LABELS)
        (folder / "notebooks").unlink()
        shutil.copytree(repository / "notebooks", folder / "notebooks")
        notebooks.write(folder / "notebooks" / "probe.ipynb")
        (folder / "params" / "reports" / "probe.yml").write_text(PROBE)
        frozen(folder, MARKET, folder / "outputs")

    return made_once("plain", make)


@pytest.fixture(scope="session")
def probe(plain, tmp_path_factory) -> Callable[..., Probed]:
    """Run the cells of a small notebook as a report of Singapore, in this process."""

    def run(*cells: str, edition="internal", word="", watch=silent, spoil=None, **other: object) -> Probed:
        folder = tmp_path_factory.mktemp("probe")
        for name in ("params", "notebooks", "templates"):
            shutil.copytree(plain / name, folder / name)
        notebooks.write(folder / "notebooks" / "probe.ipynb", *cells, **other)
        if spoil:
            spoil(folder)
        snapshot = frozen(plain, MARKET, plain / "outputs")
        return attempt(folder, folder / "outputs", snapshot, "probe", edition, watch, word=word)

    return run


@pytest.fixture(scope="session")
def hostile_company(made_once, repository) -> Path:
    """A workspace whose names are payloads, with reports made of it, and who was called meanwhile."""

    def make(folder: Path) -> None:
        with tempfile.TemporaryDirectory() as short, listening(Path(short)) as canaries:
            address = f"http://127.0.0.1:{canaries.places['tcp']}"
            hostile.company(repository, folder, address, labels=LABELS)
            for asked in (("market_report", "calibration", "ramp_up", "-e", "internal"),
                          ("market_report", "-e", "meridian")):  # fmt: skip
                lines, said = labelqa(folder, "run", *asked, "-p", PERIOD, "-m", "TH", "--json")
                assert {"published"} == {line["status"] for line in lines}, said
            (folder / "called.json").write_text(json.dumps([address, canaries.calls]))

    return made_once("hostile", make)


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

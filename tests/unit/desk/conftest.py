"""The small company's report at a desk: a preview, and a lab as far as one goes without a server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from builders.waiting import until
from typer.testing import CliRunner

from labelqa import fleet, keys
from labelqa.cli import app
from labelqa.desk.lab import Lab, NotebookJob
from labelqa.desk.preview import Preview
from labelqa.pipeline import Task

from .. import workspaces


@pytest.fixture
def root(company, repository) -> Path:
    """A workspace of one market, whose report has a vendor's edition too."""
    root = workspaces.write(company, repository / "templates")
    workspaces.add_vendor(root)
    report = root / "params/reports/market_report.yml"
    report.write_text(report.read_text(encoding="utf-8").replace("[internal]", "[internal, vendors]"))
    keys.write(root / keys.FILE)
    return root


@pytest.fixture
def task_of(root) -> Callable[[str], Task]:
    """The task of an edition by the workspace's params as they are."""

    def made(edition: str) -> Task:
        known, (job,) = workspaces.asked(root, editions=[edition])
        place = replace(workspaces.workplace(root), keys=keys.read(root / keys.FILE))
        return Task(job, known, place, fleet.snapshots_of(job, known, place), "r1")

    return made


@pytest.fixture
def preview(task_of, root, tmp_path) -> Iterator[Preview]:
    """A preview that has not begun; it is closed with the test."""
    folder = tmp_path / "desk"
    folder.mkdir()
    made = Preview(task_of, "internal", root / "params", folder)
    yield made
    made.close()


@pytest.fixture
def settled(preview) -> Callable[..., bool]:
    """Whether the preview comes to rest with a page of this version, and with faults or none."""

    def wait(version: int, *, faulty: bool = False) -> bool:
        def rests() -> bool:
            stands = preview.standing
            return (stands.version, bool(stands.faults), stands.doing) == (version, faulty, "")

        return until(rests, 120)

    return wait


@pytest.fixture
def lab(company, repository, tmp_path) -> Lab:
    """A lab for one notebook, on a market's extract; all its files are written."""
    root, into = workspaces.write(company, repository / "templates"), tmp_path / "extract"
    command = ["extract", "market_report", "-m", "SG", "-p", "2026-10", "--into", str(into), "-w", str(root)]
    assert 0 == CliRunner().invoke(app, command, catch_exceptions=False).exit_code
    job = NotebookJob("market_report.ipynb", "2026-10/SG/market_report/internal", {"extract": str(into)})
    made = Lab(root / "notebooks", tmp_path / "lab", (job,), tmp_path / "looks", 8888, browser=False)
    made.write()
    return made


@pytest.fixture
def folder_of_kernels(lab) -> Path:
    """Where Jupyter finds the lab's kernel."""
    return Path(lab.environment["JUPYTER_PATH"]) / "kernels"

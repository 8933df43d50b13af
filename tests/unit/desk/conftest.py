"""The small company's report at a desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from builders.waiting import until

from labelqa import fleet, keys
from labelqa.desk.preview import Preview
from labelqa.pipeline import Task

from .. import workspaces

VENDORS = "v1: {kind: vendor, vendor: v1, markets: [SG], sees: [open, pseudonymous]}\n"


@pytest.fixture
def root(company, repository) -> Path:
    """A workspace of one market, whose report has a vendor's edition too."""
    root = workspaces.write(company, repository / "templates")
    with (root / "params/editions.yml").open("a", encoding="utf-8") as editions:
        editions.write(VENDORS)
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

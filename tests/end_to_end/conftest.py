"""Whole runs of the command line, on a small sample company and on the public data."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pypdfium2
import pytest
from builders.workspace import sample_workspace

LABELQA = Path(sys.executable).with_name("labelqa")


@dataclass(frozen=True)
class Ran:
    """How a command ended: its exit code, the lines of JSON it printed and what it told people."""

    code: int
    lines: tuple[dict, ...]
    said: str

    @property
    def line(self) -> dict:
        """The only job's line."""
        (line,) = self.lines
        return line

    def document(self, kind: str) -> Path:
        """A document of the only job: html, pdf or summary."""
        return Path(self.line["documents"][kind])

    @property
    def summary(self) -> dict:
        """The only job's summary.json; NaN and Infinity are refused."""
        return json.loads(self.document("summary").read_text(encoding="utf-8"), parse_constant=_refuse)

    def figure(self, name: str, **by: str) -> dict:
        """A printed figure of the only job."""
        (figure,) = [f for f in self.summary["figures"] if f["name"] == name and f["by"] == by]
        return figure

    def pdf_text(self) -> str:
        """All text of the only job's PDF, with single spaces."""
        document = pypdfium2.PdfDocument(self.document("pdf"))
        try:
            pages = [page.get_textpage().get_text_bounded() for page in document]
        finally:
            document.close()
        return " ".join(" ".join(pages).split())


def _refuse(constant: str) -> None:
    raise AssertionError(f"summary.json holds {constant}")


@pytest.fixture(scope="session")
def labelqa() -> Callable[..., Ran]:
    """Run the command in a workspace; `run` prints its lines of JSON."""
    return _labelqa


def _labelqa(workspace: Path, *arguments: str) -> Ran:
    command = [str(LABELQA), *arguments, "-w", str(workspace)]
    if arguments[0] == "run":
        command.append("--json")
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=240)
    lines = tuple(json.loads(line) for line in done.stdout.splitlines() if line.startswith("{"))
    return Ran(done.returncode, lines, done.stdout + done.stderr)


@pytest.fixture(scope="session")
def published(made_once, company) -> tuple[Path, dict[tuple[str, str], Path]]:
    """
    A workspace with reports of a market, of all markets and of a vendor, and their folders.

    By report and edition: all internal ones of Indonesia, the market overview, a vendor's market report.
    """

    def make(folder: Path) -> None:
        shutil.copytree(company, folder, symlinks=True)
        assert 0 == _labelqa(folder, "keys").code
        of_vendor = ("market_report", "-m", "ID", "-e", "meridian")
        for job in (("-m", "ID", "-e", "internal"), ("market_overview", "-e", "internal"), of_vendor):
            ran = _labelqa(folder, "run", *job, "-p", "2026-10")
            assert ran.code == 0, ran.said

    workspace = made_once("three-editions", make)
    found = (workspace / "outputs/reports/2026-10").glob("*/*/*/r1")
    return workspace, {(folder.parents[1].name, folder.parent.name): folder for folder in found}


@pytest.fixture(scope="session")
def full_size(made_once, repository) -> Path:
    """A workspace of the sample company in its full size, whose planted incidents can be told from chance."""

    return made_once("full-size", partial(sample_workspace, repository))


@pytest.fixture
def workspace(company, tmp_path) -> Path:
    """A copy of the company that a test may spoil; data files are links until they are replaced."""
    folder = tmp_path / "company"
    shutil.copytree(company, folder, symlinks=True, copy_function=_link_data)
    return folder


def _link_data(source: str, target: str) -> None:
    if Path(source).suffix == ".parquet":
        os.link(source, target)
    else:
        shutil.copy2(source, target)


@pytest.fixture(scope="session")
def public(made_once, repository, shared) -> Callable[[str], Path]:
    """A copy of one of tests/workspaces, beside the same public data, with outputs of its own."""

    def open_workspace(name: str) -> Path:
        def make(folder: Path) -> None:
            checkout = folder / "checkout"
            shutil.copytree(
                repository / "tests" / "workspaces" / name,
                checkout / "tests" / "workspaces" / name,
                ignore=shutil.ignore_patterns("outputs"),
            )
            for part in ("notebooks", "templates"):
                (checkout / part).symlink_to(repository / part)
            (folder / "shared").symlink_to(shared)
            with (checkout / "tests/workspaces" / name / "params/sources.yml").open("a") as file:
                file.write(f"\nfolders: [{shared.resolve()}]\n")

        return made_once(f"public-{name}", make) / "checkout" / "tests" / "workspaces" / name

    return open_workspace

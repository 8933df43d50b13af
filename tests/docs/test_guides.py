"""Whoever does what a page says gets what it says: files, commands and code of every guide, top to bottom."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import pytest
from builders.guides import blocks, follow
from typer.main import get_command

from labelqa.cli import app

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = [*DOCS.parent.glob("*.md"), *DOCS.rglob("*.md")]
GUIDES = [page for page in sorted(DOCS.glob("*.md")) if any(not block.bare for block in blocks(page))]
JOB = ("market_report", "-m", "SG", "-p", "2026-10")


@pytest.fixture
def home(company, repository, tmp_path) -> Path:
    """A workspace of one's own, as a reader has it."""
    folder = shutil.copytree(company, tmp_path / "home", symlinks=True)
    for name in ("notebooks", "templates"):
        (folder / name).unlink()
        shutil.copytree(repository / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def extract(made_once, company) -> Path:
    """What `labelqa extract` leaves of a market's report."""

    def make(folder: Path) -> None:
        shutil.copytree(company, folder, symlinks=True)
        command = [*("extract", *JOB), "-w", str(folder), "--into", str(folder / "desk")]
        app(command, standalone_mode=False)

    return made_once("guided", make) / "desk"


@pytest.mark.parametrize("guide", GUIDES, ids=lambda page: page.stem)
def test_a_guide_can_be_followed(guide, home, repository, extract):
    """Every command ends as the page says."""
    follow(guide, home, repository / "src" / "labelqa", extract)


def _commands() -> list[str]:
    """Every command line of labelqa on any page."""
    lines = [
        line.strip()
        for page in PAGES
        for block in blocks(page)
        if block.bare or block.language == "bash"
        for line in block.text.replace("\\\n", " ").splitlines()
    ]
    return sorted({line.partition(" #")[0].strip() for line in lines if line.startswith("labelqa ")})


@pytest.mark.parametrize("line", _commands())
def test_a_command_on_a_page_is_one_that_there_is(line):
    """With these options; what stands behind && is another."""
    _, *words = shlex.split(line.partition("&&")[0])
    command = get_command(app)
    while hasattr(command, "commands"):
        command = command.commands[words.pop(0)]

    assert command.make_context(command.name, words).command is command

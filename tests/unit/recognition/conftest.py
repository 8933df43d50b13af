"""Files looked at, and what is proposed of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import exports

from labelqa.recognition import Answers, Proposal, propose, seen

TODAY = dt.date(2026, 12, 1)


@pytest.fixture(scope="session")
def done():
    """The made-up work that every export has."""
    return exports.work()


@pytest.fixture
def written(tmp_path) -> Callable[[str, str], Path]:
    """Write a file; its path."""

    def write(name: str, text: str, encoding: str = "utf-8") -> Path:
        (tmp_path / name).write_text(text, encoding=encoding)
        return tmp_path / name

    return write


@pytest.fixture
def proposed(tmp_path) -> Callable[..., Proposal]:
    """What is proposed of files, with answers by topic."""

    def look(*paths: Path, **said: str) -> Proposal:
        with seen(paths, tmp_path / "scratch") as files:
            return propose(files, Answers(said), tmp_path / "team", TODAY)

    (tmp_path / "scratch").mkdir()
    return look

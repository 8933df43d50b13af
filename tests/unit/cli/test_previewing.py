"""The command that shows a report while it is written."""

from __future__ import annotations

import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import psutil
import pytest
from builders.waiting import alive, until
from typer.testing import CliRunner

from labelqa.cli import app

from .. import workspaces

JOB = ("market_report", "-m", "SG", "-p", "2026-10")


@pytest.fixture
def root(company, repository) -> Path:
    """A workspace of one market."""
    return workspaces.write(company, repository / "templates")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_with_all_that_it_started(root, number):
    """While it is at work; its folder goes, and nothing was published or put on record."""
    labelqa = Path(sys.executable).with_name("labelqa")
    command = [labelqa, "preview", *JOB, "--port", "0", "-w", root]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        address = process.stdout.readline().strip()
        page = urllib.request.urlopen(address, timeout=10).read()  # noqa: S310 - an address of ours
        assert until(lambda: len(psutil.Process(process.pid).children(recursive=True)) > 1)
        started = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(number)

    assert 0 == process.returncode
    assert b"<!DOCTYPE html>" == page[:15]
    assert until(lambda: not alive(started))
    assert {"labelqa.db", "snapshots"} == {path.name for path in (root / "outputs").iterdir()}


def test_a_report_that_there_is_none_of_is_told_before_anything_is_served(root):
    """As of every command."""
    result = CliRunner().invoke(app, ["preview", "nothing", "-m", "SG", "-p", "2026-10", "-w", str(root)])

    assert 2 == result.exit_code
    assert "nothing" in result.stderr


def test_without_its_library_it_says_what_to_install(root, monkeypatch):
    """A part of the extra `desk`."""
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    result = CliRunner().invoke(app, ["preview", *JOB, "-w", str(root)])

    assert 2 == result.exit_code
    assert "pip install 'labelqa[desk]'" in result.stderr

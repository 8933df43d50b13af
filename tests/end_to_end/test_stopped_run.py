"""A run that is asked to stop brings the jobs at work to their end and starts no other."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_what_was_not_started_is_counted(workspace, number):
    """The exit code says that not all is done; what is done is whole."""
    asked_for = ("market_report", "-p", "2026-10", "-e", "internal", "-w", workspace, "--json")
    command = [Path(sys.executable).with_name("labelqa"), "run", *asked_for]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    first = run.stdout.readline()
    run.send_signal(number)
    rest, said = run.communicate()
    done = [json.loads(line) for line in (first + rest).splitlines()]
    asked = len(list((workspace / "params" / "markets").glob("*.yml")))

    assert 1 == run.returncode
    assert {"published"} == {line["status"] for line in done}
    assert 0 < len(done) < asked
    assert f"{number.name}: ending the jobs at work" in said
    assert f"{asked - len(done)} not started" in said
    assert "Traceback" not in said

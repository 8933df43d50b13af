"""Whatever command is killed, and when: its processes end with it, and its folders with the next command."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import numpy as np
import psutil
import pytest
from builders.waiting import until

from labelqa.cli.working import working

KILLS = int(os.environ.get("LABELQA_KILLS", "20"))
SECONDS = 3  # after which nothing of a killed command is alive
COMMANDS = {
    "run": ("run", "-p", "2026-10", "-e", "internal"),
    "check": ("check", "-p", "2026-10"),
    "snapshot": ("snapshot", "-p", "2026-09"),
    "investigate": ("investigate", "-m", "SG", "--from", "2026-10-01", "--to", "2026-10-20",
                    "--question", "Why?"),
}  # fmt: skip
LONGEST = 12.0  # seconds until a kill


def _ours(workspace: Path) -> list[str]:
    """The command lines of the processes that work below a workspace."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.cwd().startswith(str(workspace)) and process.status() != psutil.STATUS_ZOMBIE:
                found.append(" ".join(process.cmdline())[:200])
    return found


def _left(workspace: Path, temporary: Path) -> list[str]:
    """What is below outputs, or among temporary files, and should have gone with a command."""
    outputs = workspace / "outputs"
    staged = [*outputs.rglob(".staging-*"), *outputs.rglob(".probe"), *outputs.glob("work/*")]
    return [str(path) for path in (*staged, *temporary.iterdir())]


@pytest.mark.timeout(120 + KILLS * 25)
def test_no_process_and_no_folder_outlives_a_command_that_is_killed(workspace, tmp_path, monkeypatch):
    """R1: at random moments of every command that makes something; LABELQA_KILLS says how often."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    chance, alive, left, killed = np.random.default_rng(2026), [], [], 0
    for number in range(KILLS):
        name = list(COMMANDS)[number % len(COMMANDS)]
        command = subprocess.Popen(
            [Path(sys.executable).with_name("labelqa"), *COMMANDS[name], "-w", workspace],
            cwd=workspace, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        with suppress(subprocess.TimeoutExpired):
            command.wait(chance.uniform(0.2, LONGEST))
        killed += command.poll() is None
        command.kill()
        command.wait()
        if not until(lambda: not _ours(workspace), SECONDS):
            alive.append((name, _ours(workspace)))
        with working(workspace / "outputs"):
            pass
        left += [(name, path) for path in _left(workspace, temporary)]

    assert killed > KILLS / 2
    assert [] == alive
    assert [] == left

"""A run that is killed half-way loses nothing and leaves nothing half-made."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil

MARKETS = ("SG", "TH", "VN")
ASKED = ("run", "market_report", "-p", "2026-10", "-e", "internal")


def _published(workspace: Path) -> set[str]:
    reports = workspace / "outputs" / "reports"
    return {str(pointer.parent.relative_to(reports)) for pointer in reports.glob("*/*/*/*/current")}


def test_after_a_kill_only_what_is_missing_is_made(workspace, labelqa):
    """Killed once something is published, run again: what stood is unchanged, the rest is published."""
    asked = (*ASKED, *(word for market in MARKETS for word in ("-m", market)))
    run = subprocess.Popen(
        [Path(sys.executable).with_name("labelqa"), *asked, "-w", workspace],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    while not _published(workspace) and run.poll() is None:
        time.sleep(0.02)
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    stood = _published(workspace)

    again = labelqa(workspace, *asked)
    third = labelqa(workspace, *asked)

    expected = {f"2026-10/{market}/market_report/internal" for market in MARKETS}
    assert 1 <= len(stood) < len(MARKETS)
    assert (0, 0) == (again.code, third.code), again.said
    assert {job: "unchanged" if job in stood else "published" for job in expected} == {
        line["job"]: line["status"] for line in again.lines
    }
    assert {"unchanged"} == {line["status"] for line in third.lines}
    assert {"r1"} == {line["revision"] for line in third.lines}
    assert [] == list((workspace / "outputs").rglob(".staging-*"))


def test_a_killed_run_leaves_no_process_behind(workspace, labelqa):
    """The kernel and the renderer end with the run that started them."""
    run = subprocess.Popen(
        [Path(sys.executable).with_name("labelqa"), *ASKED, "-m", "SG", "-w", workspace],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    while len(children := psutil.Process(run.pid).children(recursive=True)) < 1 and run.poll() is None:
        time.sleep(0.02)
    os.kill(run.pid, signal.SIGKILL)
    run.wait()

    assert children
    assert [] == psutil.wait_procs(children, timeout=20)[1]

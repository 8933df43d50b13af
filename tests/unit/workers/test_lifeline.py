"""A child ends with the process that started it, whenever that ends."""

from __future__ import annotations

import subprocess
import sys

import psutil
from builders.waiting import until

CHILD = """
import os, sys, time
from labelqa.workers.lifeline import hang_on
hang_on(int(sys.argv[1]))
print(os.getpid(), flush=True)
time.sleep(60)
"""
PARENT = """
import os, subprocess, sys, time
subprocess.Popen([sys.executable, "-c", sys.argv[1], str(os.getpid())])
time.sleep(60)
"""


def test_a_child_ends_with_its_parent():
    """Also where that is killed and can say nothing."""
    parent = subprocess.Popen([sys.executable, "-c", PARENT, CHILD], stdout=subprocess.PIPE, text=True)
    child = int(parent.stdout.readline())
    parent.kill()
    parent.communicate()

    assert until(lambda: not psutil.pid_exists(child), 3)


def test_a_parent_that_is_gone_before_it_can_be_watched_is_noticed():
    """By its number, which is no longer the parent's."""
    done = subprocess.run([sys.executable, "-c", CHILD, "1"], capture_output=True, text=True, check=False)

    assert (1, "") == (done.returncode, done.stdout)
    assert "the process that asked for this one is gone" in done.stderr

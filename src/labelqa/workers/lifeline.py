"""A child that ends with the process that started it, however that ends."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PARENT = "JPY_PARENT_PID"  # in the environment of the child, as ipykernel knows it: who started it
_PARENT_DEATH_SIGNAL = 1  # prctl(2)


def hang_on(parent: int) -> None:
    """
    Be killed when `parent` ends; the thread in it that started this process has to live as long.

    Raises SystemExit where it has ended already.
    """
    _signal_at_its_end(signal.SIGKILL)
    if os.getppid() != parent:
        raise SystemExit("the process that asked for this one is gone")


def let_go() -> None:
    """Outlive the thread that started this process: from here on it watches for itself."""
    _signal_at_its_end(0)


def _signal_at_its_end(number: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PARENT_DEATH_SIGNAL, number)

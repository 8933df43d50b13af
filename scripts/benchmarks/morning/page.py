"""A preview as its page asks it: how it stands, and the report."""

from __future__ import annotations

import json
import subprocess
import urllib.request
from collections.abc import Callable
from time import monotonic, sleep
from typing import Any

PATIENCE, PAUSE = 120.0, 0.02  # seconds


class Page:
    """The page of a preview that a process serves."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._address = ""

    def first(self) -> None:
        """Wait for its address and its first page."""
        assert self._process.stdout is not None  # noqa: S101 - it was asked for
        while not self._address.startswith("http"):
            self._address = self._process.stdout.readline().strip()
        self.until(lambda: self._standing()["version"] > 0)

    def rest(self) -> None:
        """Wait until nothing is being made, and the page is proved."""
        self.until(self._rests)

    def report(self) -> str:
        """The report as it is shown."""
        with self._asked("report") as answer:
            text: str = answer.read().decode()
        return text

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds. Raises TimeoutError."""
        end = monotonic() + PATIENCE
        while not holds():
            if monotonic() > end:
                raise TimeoutError(str(self._standing()))
            sleep(PAUSE)

    def _rests(self) -> bool:
        standing = self._standing()
        return not standing["doing"] and standing["proof"] not in ("", "at work")

    def _standing(self) -> dict[str, Any]:
        with self._asked("events") as answer:
            line: str = answer.readline().decode()
        standing: dict[str, Any] = json.loads(line.partition("data: ")[2])
        return standing

    def _asked(self, place: str) -> Any:
        return urllib.request.urlopen(f"{self._address}{place}", timeout=PATIENCE)  # noqa: S310 - loopback

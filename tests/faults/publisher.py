"""One publication with a stub for a renderer; as a program, with a fault at its N-th change of the disk."""

from __future__ import annotations

import errno
import io
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from labelqa import publish

KEY = "2026-10/SG/market_report/internal"
NAMES = ("report.html", "report.pdf", "summary.json")


def run(outputs: Path, inputs: str) -> publish.Revision:
    """What the pipeline does around a render; the documents are three files that name `inputs`."""
    with publish.reserved(outputs, KEY) as number:
        if stands := publish.standing(outputs, KEY, inputs):
            return stands
        bench = outputs / "runs" / KEY
        shutil.rmtree(bench, ignore_errors=True)
        bench.mkdir(parents=True)
        for name in NAMES:
            (bench / name).write_text(inputs * 5000)
        return publish.publish(bench, outputs, KEY, {"job": KEY, "revision": number, "inputs": inputs})


def fail_at(point: int, fault: str) -> list[str]:
    """
    Let the `point`-th change of the disk by this process meet `fault`: SIGKILL, or an errno's name.

    Returns the list that grows by the name of each change; point 0 only counts.
    """
    seen: list[str] = []

    def meeting(name: str, real: Callable[..., Any], changes: Callable[..., bool]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            if changes(*args, **kwargs):
                seen.append(name)
                if len(seen) == point and fault == "SIGKILL":
                    os.kill(os.getpid(), signal.SIGKILL)
                if len(seen) == point:
                    number = getattr(errno, fault)
                    raise OSError(number, os.strerror(number))
            return real(*args, **kwargs)

        return call

    for name in ("fsync", "rename", "replace", "symlink", "mkdir", "unlink", "rmdir"):
        setattr(os, name, meeting(name, getattr(os, name), lambda *_, **__: True))
    io.open = meeting("open", io.open, lambda _path, mode="r", *_, **__: "r" not in mode)
    return seen


if __name__ == "__main__":
    outputs, inputs, point, fault = sys.argv[1:]
    seen = fail_at(int(point), fault) if fault != "none" else []
    run(Path(outputs), inputs)
    if point == "0":
        print(len(seen))  # noqa: T201

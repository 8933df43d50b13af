"""The record of a box: told over a pipe that the boxed process closes before it looks at what is others'."""

from __future__ import annotations

import json
import os
import select
from collections.abc import Mapping
from contextlib import suppress
from time import monotonic
from typing import Self

from ..errors import Problem, ReleaseError
from .probes import PARTS

VARIABLE = "LABELQA_RECORD"  # in the environment of the process: the number of the pipe's descriptor
RECORD = "record"
OPEN = "open: "  # begins what is said of a part that is not closed
_LARGEST = 65_536  # bytes


def tell(told: Mapping[str, str]) -> None:
    """Say how this process is boxed. Call once, before its work."""
    with os.fdopen(int(os.environ.pop(VARIABLE)), "w", encoding="utf-8") as pipe:
        json.dump(told, pipe)


class Record:
    """The other side of the pipe: `descriptor` is for the process that is started."""

    def __init__(self) -> None:
        self._reading, self.descriptor = os.pipe()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._leave()
        os.close(self._reading)

    def read(self, seconds: float) -> dict[str, str]:
        """What the process told, once it runs; it closed the pipe then. A part it said nothing of is open."""
        self._leave()
        end, said = monotonic() + seconds, b""
        while select.select([self._reading], [], [], max(0.0, end - monotonic()))[0]:
            if not (more := os.read(self._reading, _LARGEST)):
                break
            said += more
        with suppress(ValueError):
            return {**json.loads(said), RECORD: "closed: told before the work began"}
        return dict.fromkeys((*PARTS, RECORD), f"{OPEN}nothing was told")

    def _leave(self) -> None:
        """Close our copy of the process's end, so that its closing is seen."""
        if self.descriptor >= 0:
            os.close(self.descriptor)
        self.descriptor = -1


def open_parts(boxes: Mapping[str, str]) -> list[str]:
    """What of some boxes is open, each with its why."""
    return [f"{name}: {how.removeprefix(OPEN)}" for name, how in boxes.items() if how.startswith(OPEN)]


def demand(told: Mapping[str, str], who: str) -> None:
    """Raise ReleaseError where anything of a box is open."""
    remedy = "see docs/operations.md for what a host must allow, or run without --require-box"
    if problems := [Problem(f"the box is open: {each}", who, remedy) for each in open_parts(told)]:
        raise ReleaseError(*problems)

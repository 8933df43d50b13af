"""Events of a run that somebody else draws; the library itself is silent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Stage = Literal["freeze", "cut", "execute", "render", "publish"]


@dataclass(frozen=True)
class Step:
    """One thing a run is doing now: `done` of `total` parts of a stage of `subject` (a job's key)."""

    subject: str
    stage: Stage
    done: int = 0
    total: int = 0


Observer = Callable[[Step], None]


def silent(_step: Step) -> None:
    """Draw nothing."""

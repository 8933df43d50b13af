"""What is planted in the sample company, and what only looks like trouble: the answer key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True)
class Incident:
    """One planted thing: who or what, from `first` to `last` (day numbers, both included), how large."""

    kind: str
    market: str
    entity_type: str
    entity: str
    first: int
    last: int
    size: Mapping[str, float | str]
    agents: np.ndarray = field(default_factory=lambda: np.empty(0, dtype=int))
    queue: int | None = None
    act: bool = True

    @property
    def id(self) -> str:
        """Its name in the answer key."""
        return f"{self.kind}:{self.market}:{self.entity}"

    def touches(self, agent: np.ndarray, queue: np.ndarray, day: np.ndarray) -> np.ndarray:
        """Which decisions stand in its window, by its agents (all, where none are named), in its queue."""
        inside = (day >= self.first) & (day <= self.last)
        if len(self.agents):
            inside &= np.isin(agent, self.agents)
        return inside & (queue == self.queue) if self.queue is not None else inside


@dataclass(frozen=True)
class IncidentPlan:
    """Everything planted in one market."""

    incidents: tuple[Incident, ...]

    def of(self, *kinds: str) -> tuple[Incident, ...]:
        """The incidents of these kinds."""
        return tuple(each for each in self.incidents if each.kind in kinds)

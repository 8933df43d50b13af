"""
Benchmarks with bounds, one a module of this package.

A benchmark is a module with a one-line docstring and `measure(folder, repeats) -> Measured`; it works in
`folder`, empty unless somebody keeps it from run to run. `scripts/bench NAME` runs it, prints its table and
its bounds, and fails where one is missed.
"""

from __future__ import annotations

import resource
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Bound:
    """A measured value and the most it may be, in words such as "PDF" and "CPU s a page"."""

    name: str
    value: float
    most: float
    unit: str

    @property
    def held(self) -> bool:
        """Whether the value is within the bound; a value that is not a number is not."""
        return self.value <= self.most

    def __str__(self) -> str:
        missed = "" if self.held else ", MISSED"
        return f"{self.name} {self.value:.3g} {self.unit} (at most {self.most:g}{missed})"


@dataclass(frozen=True)
class Measured:
    """What a benchmark found: a table, its head first, and the values that are bounded."""

    table: tuple[tuple[str, ...], ...]
    bounds: tuple[Bound, ...]


def children_cpu(action: Callable[[], object]) -> float:
    """CPU seconds, user and system, of all processes that `action` starts and waits for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    action()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

"""What a recipient can work out of protected cells from everything it was ever told."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations

from .cells import Levels
from .solving import SLACK
from .statements import KNOWN, Number, Statement, Terms
from .systems import System

ANYTHING = (-math.inf, math.inf)


@dataclass(frozen=True)
class Protected:
    """
    A sum of cells that the recipient must not learn: its name, true value and what hides it.

    It is `sure` that the recipient can rule out nothing from one value to another, whole numbers where the
    cells are; None where nobody looked. `among` are the bounds of cells, this one with them, of which what
    was told speaks only together: what one of them has any other may have instead.
    """

    name: str
    terms: Terms
    value: float
    levels: Levels
    sure: tuple[float, float] | None = None
    among: Mapping[str, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class Exposure:
    """
    What the recipient can say of a protected cell: that it lies from `low` to `high`, or even farther out.

    `why` says in words that this is too much, and is empty where it is not.
    """

    cell: str
    low: float
    high: float
    why: str = ""


@dataclass(frozen=True)
class Recipient:
    """
    All that a recipient has: what it was `told`, cells of its `own`, and what it may assume of the rest.

    `bounds` are what anybody knows of a cell beforehand, else that it is not negative. `whole` cells are
    whole numbers.
    """

    told: Sequence[Statement]
    own: Mapping[str, Number] = field(default_factory=dict)
    bounds: Mapping[str, tuple[Number, Number]] = field(default_factory=dict)
    whole: Collection[str] = frozenset()

    def without(self, tables: Collection[str]) -> Recipient:
        """The same recipient, had these tables been withheld."""
        return replace(self, told=[each for each in self.told if each.table not in tables])

    def findings(self, protected: Iterable[Protected]) -> list[Exposure]:
        """
        What it can say of each protected cell.

        A cell in the row space of the exact statements is determined (in rational arithmetic); of the
        others two linear programmes, in whole numbers where the cells are, find how low and how high
        they can be, unless it is sure that they reach far enough. That is too much where it does not reach
        the cell's Levels, or where no value within them but the true one is possible; what was known
        beforehand is not held against the statements.
        Raises ReleaseError where the statements contradict each other.
        """
        return [_finding(each, self) for each in protected]

    @cached_property
    def now(self) -> System:
        """All that it was told, and what everybody knows."""
        return self._system()

    @cached_property
    def before(self) -> System:
        """What everybody knows."""
        return self.without({each.table for each in self.told} - {KNOWN})._system()

    def _system(self) -> System:
        return System(self.told, self.own, self.bounds, self.whole)


def exposed(findings: Iterable[Exposure]) -> list[Exposure]:
    """The findings of which a recipient would know too much."""
    return [finding for finding in findings if finding.why]


def to_withhold(
    recipient: Recipient, protected: Sequence[Protected], tables: Collection[str]
) -> tuple[str, ...] | None:
    """
    The fewest of `tables`, a dozen at most, without which the recipient knows nothing too exactly.

    None where not even withholding all of them would do: then it was told too much before.
    """
    names = {finding.cell for finding in exposed(recipient.findings(protected))}
    open_to_it = [each for each in protected if each.name in names]
    for size in range(len(tables) + 1):
        for chosen in combinations(sorted(tables), size):
            if not exposed(recipient.without(chosen).findings(open_to_it)):
                return chosen
    return None


def _finding(protected: Protected, recipient: Recipient) -> Exposure:
    if protected.sure and _reaches(protected, protected.sure, protected.among.get(protected.name, ANYTHING)):
        return Exposure(protected.name, *protected.sure)
    low, high = _far_enough(protected, recipient.now) or _interval(protected, recipient.now)
    found = Exposure(protected.name, low, high)
    if _reaches(protected, (low, high)):
        return replace(found, why=_alone(protected, recipient.now))
    known = _interval(protected, recipient.before)
    if _reaches(protected, (low, high), known):
        return found
    return replace(found, why="it is determined" if high - low < SLACK else "it is too exact")


def _far_enough(protected: Protected, system: System) -> tuple[float, float] | None:
    """From where a cell may be for sure to how high it can be, if that is enough."""
    if not (protected.sure and protected.among):
        return None
    said = protected.sure[0], max(protected.sure[1], _highest(protected, system))
    return said if _reaches(protected, said) else None


def _interval(protected: Protected, system: System) -> tuple[float, float]:
    """How low and how high a cell can be; of cells that speak only together their sum says it of each."""
    if not protected.among:
        return system.interval(protected.terms)
    mine, most = protected.among[protected.name], sum(high for _, high in protected.among.values())
    low = system.end(dict.fromkeys(protected.among, 1), 1)
    return max(mine[0], low - (most - mine[1])), _highest(protected, system)


def _highest(protected: Protected, system: System) -> float:
    """How high a cell among others can be: all that their sum can be, less the least of the others."""
    mine, least = protected.among[protected.name], sum(low for low, _ in protected.among.values())
    high = system.end(dict.fromkeys(protected.among, 1), -1)
    return min(mine[1], high - (least - mine[0]))


def _reaches(protected: Protected, said: tuple[float, float], known: tuple[float, float] = ANYTHING) -> bool:
    """Whether an interval reaches a cell's levels, as far as what was `known` beforehand does."""
    levels, value = protected.levels, protected.value
    slack = SLACK * max(1.0, abs(value))
    wide = min(levels.sliding, known[1] - known[0])
    return (
        said[0] <= max(value - levels.lower, known[0]) + slack
        and said[1] >= min(value + levels.upper, known[1]) - slack
        and said[1] - said[0] >= wide - slack
        and (said[1] - said[0] > SLACK or known[1] - known[0] <= SLACK)
    )


def _alone(protected: Protected, system: System) -> str:
    """Whether the true value is the only possible one to somebody who knew it to within its levels."""
    levels, value = protected.levels, protected.value
    if protected.sure and protected.sure[1] - protected.sure[0] >= 1:
        return ""
    reach = max(levels.lower, levels.upper, levels.sliding)
    near = (abs(system.neighbour(protected.terms, value, side) - value) <= reach for side in (1, -1))
    return "" if any(near) else "no other value near it is possible"

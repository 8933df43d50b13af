"""Statements on cells as one system: what is determined in it, and how low and high a sum can be."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint

from ..errors import Problem, ReleaseError
from .solving import INFEASIBLE, SLACK, UNBOUNDED, solve
from .statements import Number, Statement, Terms, exact

SECONDS = 20  # for one end of an interval; what is found by then understates how far it reaches

Exact = dict[str, Fraction]


@dataclass(frozen=True)
class _Row:
    """`low` <= sum of terms <= `high`; None is open."""

    terms: Exact
    low: Fraction | None
    high: Fraction | None


class System:
    """All statements, with known cells put in; a cell without bounds is not negative."""

    def __init__(
        self,
        statements: Sequence[Statement],
        known: Mapping[str, Number],
        bounds: Mapping[str, tuple[Number, Number]],
        whole: Collection[str],
    ) -> None:
        self._known = {cell: exact(value) for cell, value in known.items()}
        self._bounds = bounds
        self._whole = frozenset(whole)
        self._rows = [self._row(statement) for statement in statements]
        self._programmes: dict[frozenset[str], _Programme] = {}
        self._ends: dict[tuple[int, frozenset[tuple[str, Number]]], float] = {}

    def interval(self, terms: Terms) -> tuple[float, float]:
        """How low and how high the sum of terms can be, infinite where it is open."""
        return self.end(terms, 1), self.end(terms, -1)

    def end(self, terms: Terms, sign: int) -> float:
        """How low (1) or how high (-1) the sum of terms can be, infinite where it is open."""
        key = sign, frozenset(terms.items())
        if key not in self._ends:
            self._ends[key] = self._end(terms, sign)
        return self._ends[key]

    def _end(self, terms: Terms, sign: int) -> float:
        unknown, known = self._split(terms)
        determined = self._determined(unknown)
        if determined is not None:
            return float(determined + known)
        return self._programme(unknown).least(unknown, sign, -math.inf) * sign + float(known)

    def neighbour(self, terms: Terms, value: float, side: int) -> float:
        """The next sum above (1) or below (-1) a `value` that is possible; any is, of cells not whole."""
        unknown, known = self._split(terms)
        if not self._is_whole(unknown):
            return value
        floor = side * (value - float(known)) + 1
        return side * self._programme(unknown).least(unknown, side, floor) + float(known)

    @cached_property
    def _basis(self) -> dict[str, tuple[Exact, Fraction]]:
        """The exact statements, reduced: each with a cell of its own, of coefficient 1."""
        basis: dict[str, tuple[Exact, Fraction]] = {}
        for row in self._rows:
            if row.low is None or row.low != row.high:
                continue
            terms, value = _reduced(row.terms, row.low, basis)
            if terms:
                pivot, lead = next(iter(terms.items()))
                basis[pivot] = {cell: each / lead for cell, each in terms.items()}, value / lead
        return basis

    def _determined(self, terms: Exact) -> Fraction | None:
        left, value = _reduced(terms, Fraction(0), self._basis)
        return None if left else -value

    def _split(self, terms: Terms) -> tuple[Exact, Fraction]:
        """The terms of unknown cells, and the sum of the known ones."""
        unknown = {cell: exact(each) for cell, each in terms.items() if each and cell not in self._known}
        known = [
            exact(each) * self._known[cell] for cell, each in terms.items() if each and cell in self._known
        ]
        return unknown, sum(known, Fraction(0))

    def _row(self, statement: Statement) -> _Row:
        """A statement on unknown cells; on whole ones in whole numbers, so that nothing lies between."""
        unknown, known = self._split(statement.terms)
        low = None if statement.low is None else exact(statement.low) - known
        high = None if statement.high is None else exact(statement.high) - known
        if not self._whole.issuperset(unknown):
            return _Row(unknown, low, high)
        scale = math.lcm(*(each.denominator for each in unknown.values()))
        unknown = {cell: each * scale for cell, each in unknown.items()}
        low = None if low is None else Fraction(math.ceil(low * scale))
        if high is not None:
            high *= scale
            high = Fraction(math.ceil(high) - 1 if statement.below else math.floor(high))
        return _Row(unknown, low, high)

    def _is_whole(self, terms: Exact) -> bool:
        return self._whole.issuperset(terms) and all(each.denominator == 1 for each in terms.values())

    def _programme(self, terms: Exact) -> _Programme:
        """The programme of the cells that any chain of statements links to those of `terms`."""
        cells = frozenset(terms).union(*(self._linked.get(cell, ()) for cell in terms))
        if cells not in self._programmes:
            rows = [row for row in self._rows if not cells.isdisjoint(row.terms)]
            self._programmes[cells] = _Programme.of(sorted(cells), rows, self._bounds, self._whole)
        return self._programmes[cells]

    @cached_property
    def _linked(self) -> dict[str, set[str]]:
        """For each cell all those that statements link it to."""
        linked: dict[str, set[str]] = {}
        for row in self._rows:
            cells = set(row.terms).union(*(linked.get(cell, ()) for cell in row.terms))
            linked |= dict.fromkeys(cells, cells)
        return linked


@dataclass(frozen=True)
class _Programme:
    """The linear programme of some cells, those of `integrality` 1 in whole numbers."""

    cells: Mapping[str, int]
    rows: LinearConstraint
    bounds: Bounds
    integrality: NDArray[np.int64]

    @classmethod
    def of(
        cls,
        cells: Sequence[str],
        rows: Sequence[_Row],
        bounds: Mapping[str, tuple[Number, Number]],
        whole: Collection[str],
    ) -> _Programme:
        """The programme of `rows` on `cells`."""
        places = {cell: place for place, cell in enumerate(cells)}
        matrix = np.array([_dense(row.terms, places) for row in rows]).reshape(-1, len(cells))
        low = [-math.inf if row.low is None else float(row.low) for row in rows]
        high = [math.inf if row.high is None else float(row.high) for row in rows]
        ends = np.array([bounds.get(cell, (0, math.inf)) for cell in cells], float)
        integrality = np.array([cell in whole for cell in cells], int)
        return cls(places, LinearConstraint(matrix, low, high), Bounds(*ends.T), integrality)

    def least(self, terms: Exact, sign: int, floor: float = -math.inf) -> float:
        """
        The least value, not below `floor`, of a sum of terms times `sign`; infinite where there is none.

        Raises ReleaseError where there is none without a floor: the statements contradict each other.
        """
        aim = sign * _dense(terms, self.cells)
        found = self._solved(aim, floor, np.zeros_like(self.integrality))
        if found.x is not None and np.any(abs(found.x - np.round(found.x))[self.integrality > 0] > SLACK):
            found = self._solved(aim, floor, self.integrality)
        if found.status == UNBOUNDED:
            return -math.inf
        if found.status == INFEASIBLE and math.isfinite(floor):
            return math.inf
        if found.status == INFEASIBLE:
            remedy = "see that the statements are of the same cells; one that was corrected is another"
            raise ReleaseError(Problem("what was told contradicts itself", remedy=remedy))
        return float(found.fun)

    def _solved(self, aim: NDArray[np.float64], floor: float, integrality: NDArray[np.int64]) -> Any:
        above = [LinearConstraint(aim, floor)] if math.isfinite(floor) else []
        return solve(aim, [self.rows, *above], self.bounds, integrality, seconds=SECONDS)


def _dense(terms: Exact, places: Mapping[str, int]) -> NDArray[np.float64]:
    dense = np.zeros(len(places))
    for cell, each in terms.items():
        dense[places[cell]] = float(each)
    return dense


def _reduced(
    terms: Exact, value: Fraction, basis: Mapping[str, tuple[Exact, Fraction]]
) -> tuple[Exact, Fraction]:
    """The terms less multiples of the basis, until none of its own cells is left; likewise the value."""
    left = dict(terms)
    for pivot, (row, known) in basis.items():
        if times := left.get(pivot, Fraction(0)):
            for cell, each in row.items():
                left[cell] = left.get(cell, Fraction(0)) - times * each
            value -= times * known
    return {cell: each for cell, each in left.items() if each}, value

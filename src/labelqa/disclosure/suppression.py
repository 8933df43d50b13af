"""Which further cells of a table to withhold, so that sums cannot give back those that must not be told."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog

from ..errors import Problem, ReleaseError
from .cells import Levels, sensitive_counts, with_margins
from .rounding import FEWEST
from .solving import SLACK, solve

Floats = NDArray[np.float64]
Cut = tuple[Floats, float]  # weights and the least that they sum to over the withheld cells


@dataclass(frozen=True)
class Withheld:
    """
    A table of counts with margins as it may be told, missing where a cell is withheld.

    `why` says of each withheld cell (row, column) by which rule, or that it protects others; it is for the
    run record, never for the reader, to whom all withheld cells look the same.
    """

    table: pd.DataFrame
    why: Mapping[tuple[object, object], str]


def withhold(counts: pd.DataFrame, *, fewest: int = FEWEST) -> Withheld:
    """A table of whole counts, its margins added, without the cells of too few and those that tell them."""
    table = with_margins(counts)
    sensitive = sensitive_counts(table, fewest=fewest)
    places = [(row, column) for row in table.index for column in table.columns]
    levels = {places.index(cell): found.levels for cell, found in sensitive.items()}
    hidden = suppress(table.to_numpy(float).ravel(), margins(table.shape), levels)
    why = {cell: "protects others" for cell, hide in zip(places, hidden, strict=True) if hide}
    why |= {cell: found.why for cell, found in sensitive.items()}
    return Withheld(table.astype("Int64").mask(hidden.reshape(table.shape)), why)


def margins(shape: tuple[int, int]) -> Floats:
    """
    What adds up in a table whose last row and column are sums: one relation a row, 0 at its cells.

    For tables that share cells, stack the relations of each over all cells.
    """
    rows, columns = shape
    place = np.arange(rows * columns).reshape(shape)
    relations = np.zeros((rows + columns, rows * columns))
    for relation, line in zip(relations, [*place, *place.T], strict=True):
        relation[line] = 1
        relation[line[-1]] = -1
    return relations


def suppress(values: ArrayLike, relations: ArrayLike, sensitive: Mapping[int, Levels]) -> NDArray[np.bool_]:
    """
    The cells to withhold: the `sensitive` ones and those that protect them, of least total value.

    `values` has one entry a cell, none negative; `relations` @ `values` is 0, one row for each sum that
    everybody knows. Whoever sees the others can then say of a sensitive cell no less than its Levels;
    with whole values, also by whole numbers. Among sets of the same value the smallest. Exact: cutting
    planes after Fischetti and Salazar (2000), one capacity constraint for each level that is not reached.
    Raises ReleaseError where withholding everything would not do.
    """
    table = _Table(np.asarray(values, float), np.asarray(relations, float))
    needs = [need for cell, levels in sensitive.items() for need in table.needs(cell, levels)]
    fixed = np.isin(np.arange(len(table.values)), list(sensitive)).astype(float)
    cuts: list[Cut] = []
    for stage, whole in ((table.relaxed, False), (table.told, True), (table.told_in_wholes, True)):
        while True:
            chosen = _cheapest(table.values, fixed, cuts, whole=whole)
            found = [*table.alone(chosen), *(cut for need in needs for cut in stage(need, chosen))]
            violated = [(weights, least) for weights, least in found if weights @ chosen < least - SLACK]
            if not violated:
                break
            cuts += violated
    return chosen > 0.5


@dataclass(frozen=True)
class _Need:
    """How far a cell must be able to seem away from its value: up (1), down (-1) or both together (0)."""

    cell: int
    side: int
    reach: float


def _cheapest(values: Floats, fixed: Floats, cuts: list[Cut], *, whole: bool) -> Floats:
    """The cells, or shares of cells, of least value that keep to the cuts; ties go to fewer cells."""
    cost = values + 0.5 / len(values)
    limits = [LinearConstraint(np.array([w for w, _ in cuts]), [b for _, b in cuts])] if cuts else []
    integrality = np.full(len(values), int(whole))
    found = solve(cost, limits, Bounds(fixed, np.ones_like(fixed)), integrality)
    if found.x is None:
        remedy = "leave the table out, or merge its rows"
        raise ReleaseError(Problem("no choice of cells protects its sensitive ones", "the table", remedy))
    return np.round(found.x) if whole else np.asarray(found.x, float)


@dataclass(frozen=True)
class _Table:
    values: Floats
    relations: Floats

    def needs(self, cell: int, levels: Levels) -> list[_Need]:
        """What hides a cell; below nothing it need not seem."""
        lower = min(levels.lower, self.values[cell])
        every = [_Need(cell, 1, levels.upper), _Need(cell, -1, lower), _Need(cell, 0, levels.sliding)]
        return [need for need in every if need.reach > 0]

    def alone(self, chosen: Floats) -> Iterator[Cut]:
        """No cell is withheld as the only one of a sum: it would be what the others leave."""
        among = self.relations != 0
        for relation, cell in np.argwhere(among * (2 * chosen) > (among @ chosen)[:, None] + SLACK):
            weights = among[relation].astype(float)
            weights[cell] = -1
            yield weights, 0.0

    def relaxed(self, need: _Need, chosen: Floats) -> Iterator[Cut]:
        """
        A capacity constraint from shares of cells, each of which moves no further than the need.

        Such a bound on moves makes cuts deep. Wherever it does not hold, the constraint still does.
        """
        yield from self._cut(need, need.reach * chosen, np.minimum(self.values, need.reach) * chosen)

    def told(self, need: _Need, chosen: Floats) -> Iterator[Cut]:
        """A capacity constraint that a choice of cells violates: what others can say is too exact."""
        yield from self._cut(need, np.where(chosen > 0.5, np.inf, 0.0), self.values * chosen)

    def told_in_wholes(self, need: _Need, chosen: Floats) -> Iterator[Cut]:
        """As `told`; else one cell more, where whole numbers reach less far than others do."""
        yield from (cuts := list(self.told(need, chosen)))
        if cuts or np.any(self.values % 1):
            return
        bounds = np.column_stack([-self.values * chosen, np.where(chosen > 0.5, np.inf, 0.0)])
        if sum(self._in_wholes(need.cell, side, bounds) for side in _sides(need)) < need.reach - SLACK:
            yield 1 - chosen, 1.0

    def _cut(self, need: _Need, upper: Floats, lower: Floats) -> Iterator[Cut]:
        """
        From the duals of how far the cell can seem away: sum of weights over withheld cells >= reach.

        A cell's weight is what withholding it can add at most, and never more than is needed.
        """
        bounds = np.column_stack([-lower, upper])
        bounds[need.cell] = -min(need.reach, self.values[need.cell]), need.reach
        reach, weights = 0.0, np.zeros(len(self.values))
        for side in _sides(need):
            moved = self._moved(need.cell, side, bounds)
            reach -= moved.fun
            weights += np.where(-moved.upper.marginals > SLACK, np.inf, 0.0)
            weights += np.maximum(moved.lower.marginals, 0) * self.values
        if reach < need.reach - SLACK:
            yield np.minimum(weights, need.reach), need.reach

    def _in_wholes(self, cell: int, side: int, bounds: Floats) -> float:
        """How far the cell can seem away to one side in whole numbers."""
        sums = LinearConstraint(self.relations, 0, 0)
        moved = solve(self._aim(cell, side), [sums], Bounds(*bounds.T), np.ones(len(bounds)))
        return math.inf if moved.fun is None else -float(moved.fun)  # none is best: it can always stay

    def _moved(self, cell: int, side: int, bounds: Floats) -> Any:
        """The moves, within `bounds`, that take the cell furthest to one side when all sums stay."""
        sums = np.zeros(len(self.relations))
        return linprog(self._aim(cell, side), A_eq=self.relations, b_eq=sums, bounds=bounds)

    def _aim(self, cell: int, side: int) -> Floats:
        aim = np.zeros(len(self.values))
        aim[cell] = -side
        return aim


def _sides(need: _Need) -> tuple[int, ...]:
    return (need.side,) if need.side else (1, -1)

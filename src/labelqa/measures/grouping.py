"""Rows into groups and groups into Estimates; the group of rows that name none is "unknown"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from ..estimates import VALUE_COLUMNS, Estimates, Unit

UNKNOWN = "unknown"
MOST_PAIRS = 1 << 20  # of groups, up to which those that are there are marked; more are sorted
Places = NDArray[np.intp]


@dataclass(frozen=True)
class Groups:
    """
    Rows by equal values, as codes: `of` is the group of each row, from 0 in the order of the values.

    What is asked of groups again and again is summed over these, for a group-by of a few thousand rows costs
    a hundred times what its sums do.
    """

    of: Places
    count: int

    @classmethod
    def by(cls, frame: pd.DataFrame, columns: Sequence[str]) -> Groups:
        """The rows with equal values in all of the columns, which lack none; one group without columns."""
        groups = cls(np.zeros(len(frame), np.intp), min(len(frame), 1))
        for column in columns:
            codes, values = pd.factorize(frame[column], sort=True)
            groups = groups.with_(cls(codes, len(values)))
        return groups

    def with_(self, other: Groups) -> Groups:
        """The groups of rows that are together in both, in the order of these, then of the other."""
        pairs = self.of * other.count + other.of
        if self.count * other.count > MOST_PAIRS:
            found, of = np.unique(pairs, return_inverse=True)
            return Groups(of, len(found))
        there = np.zeros(self.count * other.count, bool)
        there[pairs] = True
        return Groups((np.cumsum(there) - 1)[pairs], int(there.sum()))

    def of_groups(self, finer: Groups) -> Groups:
        """The groups of a finer grouping as rows: in which of these each lies."""
        return Groups(self.of[finer.first], self.count)

    def keys(self, frame: pd.DataFrame, columns: Sequence[str]) -> pd.Index:
        """What the rows of each group have in the columns they are grouped by: the index of a group-by."""
        first = frame[[*columns]].iloc[self.first]
        if len(columns) > 1:
            return pd.MultiIndex.from_frame(first)
        return pd.Index(first[columns[0]]) if columns else pd.RangeIndex(self.count)

    def sums(self, values: ArrayLike) -> NDArray[np.float64]:
        """The sum of the rows' values by group, rounded once: it is the same in whatever order they come."""
        given = np.asarray(values, float)
        coarse = _coarse(given)
        return self._added(coarse) + self._added(given - coarse)

    def _added(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.bincount(self.of, values, self.count).astype(float, copy=False)

    @property
    def sizes(self) -> Places:
        """How many rows each group has."""
        return np.bincount(self.of, minlength=self.count)

    @property
    def first(self) -> Places:
        """The place of each group's first row."""
        places = np.empty(self.count, np.intp)
        places[self.of[::-1]] = np.arange(len(self.of))[
            ::-1
        ]  # of several the last, which is the first row, stays
        return places


def _coarse(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The values without the binary digits that a sum of them all would have no room for."""
    most = float(np.abs(values).max(initial=0))
    if not 0 < most < np.inf:
        return values
    unit = 2.0 ** (int(np.frexp(most)[1]) + len(values).bit_length() - 53)
    return np.round(values / unit) * unit


def named(frame: pd.DataFrame, by: tuple[str, ...]) -> pd.DataFrame:
    """`frame` with the missing values of its columns `by` called UNKNOWN."""
    gaps = [column for column in by if frame[column].isna().any()]
    return frame.assign(**{column: frame[column].astype(object).fillna(UNKNOWN) for column in gaps})


def grouped(frame: pd.DataFrame, by: tuple[str, ...]) -> Any:
    """The groups of rows with equal `by`, in order; all rows are one group, (0,), without `by`."""
    keys: list[Any] = [*by] or [np.zeros(len(frame), int)]
    return frame.groupby(keys, observed=True)


def tabulated(
    table: pd.DataFrame, name: str, by: tuple[str, ...], method: str, unit: Unit = Unit.SHARE
) -> Estimates:
    """
    Estimates from a table indexed by `by` with the columns value, low, high and n.

    n_eff, method and flags are n, `method` and none unless the table has them as columns.
    """
    rows = table.reset_index(drop=not by).assign(n=lambda t: t["n"].astype(int))
    defaults = {"n_eff": rows["n"].astype(float), "method": method, "flags": [()] * len(rows)}
    rows = rows.assign(**{column: value for column, value in defaults.items() if column not in rows})
    return Estimates(name, by, rows[[*by, *VALUE_COLUMNS]], unit, "" if len(rows) else "no data")

"""What somebody is told of a table of counts with margins, to the last one or rounded."""

from __future__ import annotations

import numpy as np
import pandas as pd

from labelqa.disclosure.statements import KNOWN, Number, Statement, Terms, exact

Cell = tuple[object, object]


def exactly(table: str, terms: Terms, value: Number) -> Statement:
    """A sum told to the last digit."""
    return Statement(table, terms, value, value)


def rounded(table: str, terms: Terms, value: Number, step: Number) -> Statement:
    """A sum told on multiples of `step`, rounded with a half upwards."""
    half = exact(step) / 2
    return Statement(table, terms, exact(value) - half, exact(value) + half, below=True)


def with_margins(counts: pd.DataFrame) -> pd.DataFrame:
    """A table of counts with the sums of its rows and columns as a last column and row named total."""
    table = counts.assign(total=counts.sum(axis=1))
    return pd.concat([table, table.sum().to_frame("total").T])


def name(cell: Cell) -> str:
    """A cell's name."""
    return f"{cell[0]} {cell[1]}"


def sums(table: pd.DataFrame) -> list[Statement]:
    """That a table's last row and column are the sums of the others, as everybody knows."""
    place = np.array([[name((row, column)) for column in table.columns] for row in table.index])
    return [exactly(KNOWN, {**dict.fromkeys(line[:-1], 1), line[-1]: -1}, 0) for line in [*place, *place.T]]

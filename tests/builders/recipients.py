"""Somebody who is told a table of counts with margins, some cells of which are withheld or rounded."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from labelqa.disclosure.attacker import Protected, Recipient
from labelqa.disclosure.cells import Levels
from labelqa.disclosure.statements import KNOWN, Statement, exactly
from labelqa.disclosure.suppression import margins

Cell = tuple[object, object]


def name(cell: Cell) -> str:
    """A cell's name."""
    return f"{cell[0]} {cell[1]}"


def sums(table: pd.DataFrame, table_name: str = KNOWN) -> list[Statement]:
    """That a table's last row and column are the sums of the others."""
    cells = [name((row, column)) for row in table.index for column in table.columns]
    relations = margins(table.shape)
    return [
        exactly(table_name, {cells[place]: int(each[place]) for place in np.flatnonzero(each)}, 0)
        for each in relations
    ]


def reader_of(told: pd.DataFrame) -> Recipient:
    """Who is told the cells of a table that are not missing, and knows that they are whole and add up."""
    cells = {(row, column): told.at[row, column] for row in told.index for column in told.columns}
    seen = [exactly("table", {name(cell): 1}, int(each)) for cell, each in cells.items() if pd.notna(each)]
    return Recipient([*sums(told), *seen], whole={name(cell) for cell in cells})


def protected(table: pd.DataFrame, levels: Mapping[Cell, Levels]) -> list[Protected]:
    """The cells of a table that are to be hidden so well."""
    return [
        Protected(name(cell), {name(cell): 1}, int(table.at[cell]), each) for cell, each in levels.items()
    ]

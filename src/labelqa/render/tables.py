"""A table as it is set: which columns stand right, how wide they are, whether it may be split over pages."""

from __future__ import annotations

import math

from ..components import Facts, Risks, Table

NARROWEST, WIDEST = 5, 30  # letters
LEAST = 0.05  # of the width, for a column without a share
LETTERS = {"main": 88, "full": 122, "wide": 180}  # of a printed line
FACT_LETTERS = 64
RISK_LINES = 4  # that a risk takes in a portrait page's table
UNSPLIT = 12  # lines: a third of a page, so that a table that moves to the next page leaves no large hole


def numeric(table: Table) -> list[bool]:
    """Which columns are set to the right: those of numbers, but not the shaded ones of a heat map."""
    shaded = [any(row[i].shade is not None for row in table.rows) for i in range(len(table.columns))]
    return [column.numeric and not shade for column, shade in zip(table.columns, shaded, strict=True)]


def shares(table: Table) -> list[float]:
    """Each column's share of the width, 1 in all: as declared, else by its texts; alike in a heat map."""
    weights = [1 if table.heat else _weight(table, i) for i in range(len(table.columns))]
    free = sum(w for w, column in zip(weights, table.columns, strict=True) if column.share is None)
    declared = sum(column.share or 0 for column in table.columns)
    left = max(1 - declared, LEAST * sum(column.share is None for column in table.columns))
    given = [
        column.share if column.share is not None else left * weight / free
        for weight, column in zip(weights, table.columns, strict=True)
    ]
    return [share / sum(given) for share in given]


def is_long(table: Table | Facts | Risks) -> bool:
    """Whether it takes so many printed lines that a page may end within it."""
    if isinstance(table, Risks):
        return len(table.risks) * RISK_LINES > UNSPLIT
    if isinstance(table, Facts):
        lines = (math.ceil(len(text) / FACT_LETTERS) for _, text in table.rows)
    else:
        letters = [max(1.0, share * LETTERS[table.width]) for share in shares(table)]
        lines = (
            max(
                1 if cell.svg else math.ceil(len(cell.text) / n) for cell, n in zip(row, letters, strict=True)
            )
            for row in table.rows
        )
    return sum(lines) > UNSPLIT


def _weight(table: Table, column: int) -> int:
    words = table.columns[column].name.split()
    texts = [row[column].text for row in table.rows if not row[column].svg]
    longest = max((len(text) for text in [*words, *texts]), default=0)
    return min(max(longest, NARROWEST), WIDEST)

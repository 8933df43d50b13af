"""What a recipient is told of cells, as linear statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

Number = int | float | Fraction
Terms = Mapping[str, Number]
KNOWN = ""  # the table of what everybody knows without being told


@dataclass(frozen=True)
class Statement:
    """
    `low` <= sum of terms <= `high`, as `table` told it; None is open.

    `terms` has a coefficient for each cell. Where `below`, `high` itself is not reached.
    """

    table: str
    terms: Terms
    low: Number | None = None
    high: Number | None = None
    below: bool = False


def ratio(table: str, part: Terms, whole: Terms, value: Number, step: Number) -> list[Statement]:
    """A part's share of a whole told on multiples of `step`: two inequalities without a division."""
    half = exact(step) / 2
    least, most = exact(value) - half, exact(value) + half
    return [
        Statement(table, _less(part, least, whole), low=0),
        Statement(table, _less(part, most, whole), high=0, below=True),
    ]


def exact(number: Number) -> Fraction:
    """A number as it is written: 0.1 is a tenth."""
    return number if isinstance(number, Fraction) else _written(number)


@lru_cache(maxsize=100_000)
def _written(number: int | float) -> Fraction:
    return Fraction(repr(float(number))) if isinstance(number, float) else Fraction(number)


def _less(part: Terms, share: Fraction, whole: Terms) -> dict[str, Fraction]:
    cells = [*part, *(cell for cell in whole if cell not in part)]
    pairs = {cell: (part.get(cell, 0), whole.get(cell, 0)) for cell in cells}
    terms = {pair: exact(pair[0]) - share * exact(pair[1]) for pair in set(pairs.values())}
    return {cell: terms[pair] for cell, pair in pairs.items()}

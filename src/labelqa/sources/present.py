"""Whether a file has the columns that something is made of, under whichever of their names."""

from __future__ import annotations

from collections.abc import Collection

from ..engines import columns_in
from ..params import ColumnMapping


def called_there(origin: ColumnMapping, there: Collection[str]) -> str | None:
    """The first of a column's names that a file has."""
    names = (origin.column, *origin.other_names)
    return next((name for name in names if name and name in there), None)


def can_be_made(origin: ColumnMapping, there: Collection[str]) -> bool:
    """Whether a file has what an origin is made of."""
    if origin.expression is None:
        return called_there(origin, there) is not None
    known = {name.casefold() for name in there}
    return all(name.casefold() in known for name in columns_in(origin.expression))

"""The names in a file's head: which columns are read, where some have no name or the name of another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from ..errors import DataError, Problem


def read(head: Sequence[str], wanted: Collection[str] | None, where: str) -> tuple[str, ...]:
    """
    The head with an empty text for every column that is left out: it has no name, or shares it unasked.

    Engines take names that differ in case only for one. Of columns that share a name so, the one is read that
    is `wanted` as it is spelt. Raises DataError where that is none of them alone, so that nobody could say
    which column is meant.
    """
    counted = Counter(name.casefold() for name in head if name)
    asked = {name.casefold() for name in (head if wanted is None else wanted)}
    read, problems = [], dict[str, Problem]()
    for name in head:
        alone = counted[name.casefold()] <= 1
        meant = name if alone else _meant(head, wanted, name)
        read.append(name if alone or meant == name else "")
        if not alone and meant is None and name.casefold() in asked:
            problems.setdefault(name.casefold(), _twice(name, where))
    if problems:
        raise DataError(*problems.values())
    return tuple(read)


def _meant(head: Sequence[str], wanted: Collection[str] | None, name: str) -> str | None:
    """Which of the columns that share a name is asked for as it is spelt; None where no single one is."""
    spelt = {each for each in head if each.casefold() == name.casefold() and each in (wanted or ())}
    return spelt.pop() if len(spelt) == 1 and list(head).count(next(iter(spelt))) == 1 else None


def _twice(name: str, where: str) -> Problem:
    return Problem(f"column {name!r} stands twice in the header", where, "rename or remove one")

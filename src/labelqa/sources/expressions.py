"""The SQL that sources.yml holds, and what speaks against it before anything reads a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..engines import faults
from ..errors import Problem
from ..params import Params


@dataclass(frozen=True)
class _Written:
    """One expression or condition: its text, whose it is, and the keys that lead to it in sources.yml."""

    text: str
    whose: str
    keys: tuple[str | int, ...]


def misuses(params: Params) -> list[Problem]:
    """Everything in SQL that is more than an expression over one row, by its line."""
    written = list(_written(params))
    found = faults(params.sources.engine, dict.fromkeys(each.text for each in written))
    return [
        Problem(f"{each.whose}: {fault.what}", params.place("sources.yml", *each.keys), fault.remedy)
        for each in written
        for fault in found.get(each.text, ())
    ]


def _written(params: Params) -> Iterator[_Written]:
    for table, mappings in params.sources.tables.items():
        for number, mapping in enumerate(mappings):
            keys = ("tables", table, number)
            if mapping.where is not None:
                yield _Written(mapping.where, f"where of {table}", (*keys, "where"))
            for name, origin in (mapping.columns or {}).items():
                if origin.expression is not None:
                    yield _Written(
                        origin.expression, f"{table}.{name}", (*keys, "columns", name, "expression")
                    )

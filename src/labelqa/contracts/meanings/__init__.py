"""What each column means, in plain English, with an example; the examples of all tables are one company."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeAlias

from ..columns import ColumnContract, TableContract
from . import common, decisions, demand, organisation, procedures, work

Meaning: TypeAlias = tuple[str, str]
"""What a column holds, and a value of it as it stands in a CSV file."""
_OF_TABLES: dict[str, dict[str, Meaning]] = {
    **organisation.MEANINGS,
    **procedures.MEANINGS,
    **decisions.MEANINGS,
    **work.MEANINGS,
    **demand.MEANINGS,
}


def explained(table: TableContract) -> TableContract:
    """The table with what is known of its columns; a column that explains itself keeps its own words."""
    return replace(table, columns=tuple(_explained(table.name, column) for column in table.columns))


def _explained(table: str, column: ColumnContract) -> ColumnContract:
    known = _OF_TABLES.get(table, {}).get(column.name) or common.MEANINGS.get(column.name)
    if known is None:
        return column
    about, example = known
    return replace(column, about=column.about or about, example=column.example or example)

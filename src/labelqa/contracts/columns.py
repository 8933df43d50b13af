"""The words in which a contract is declared."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ColumnKind(StrEnum):
    """The type of a column's values."""

    TEXT = "text"  # also every id
    TEXTS = "texts"  # a list of text
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    INSTANT = "instant"  # UTC, to the microsecond
    DATE = "date"  # a business day of the market


class Privacy(StrEnum):
    """Who may see a column; a column without a class reaches no edition."""

    OPEN = "open"
    PSEUDONYMOUS = "pseudonymous"
    INTERNAL = "internal"  # what colleagues wrote for one another; in all internal editions, in no other
    PERSONAL = "personal"
    COMMERCIAL = "commercial"


@dataclass(frozen=True)
class ForeignKey:
    """A column's values stand in another table's column."""

    table: str
    column: str


@dataclass(frozen=True)
class ColumnContract:
    """One column: its type, who may see it, and what its values may be."""

    name: str
    kind: ColumnKind
    privacy: Privacy
    required: bool = True
    values: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    refers: ForeignKey | None = None
    a_class: bool = False  # each value, or each element of a list, is a class of the queue's taxonomy
    free: bool = False  # a name or a remark: read by people, joined with nothing, and mended when frozen
    about: str = ""
    example: str = ""  # as it stands in a CSV file; empty where most rows have none


@dataclass(frozen=True)
class TableContract:
    """
    One table. `key` is unique; `at` names the instant or date by which rows belong to a period.

    `by_market` tables carry market_id and are cut by it. Without `at` a table is small and frozen whole.
    A row that names no queue is of the one found by `queue_by`: the row of another table that has the same
    value in the column of that name. `retired` names columns that nothing reads any more: a mapping, or a
    snapshot of before, may still hold them. `from_labels` are the columns of labels of which its rows are
    made where nothing maps it.
    """

    name: str
    about: str
    key: tuple[str, ...]
    columns: tuple[ColumnContract, ...]
    at: str | None = None
    by_market: bool = True
    queue_by: ForeignKey | None = None
    retired: tuple[str, ...] = ()
    from_labels: tuple[str, ...] = ()

    def column(self, name: str) -> ColumnContract:
        """The column of that name; KeyError where there is none."""
        return {column.name: column for column in self.columns}[name]

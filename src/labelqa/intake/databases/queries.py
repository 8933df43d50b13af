"""What is asked of a database: a table or a query, for a market and a window that are bound, never pasted."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ...params import Mapping as TableMapping
from .dialects import Instants

_PLACEHOLDER = re.compile(r"\{(start|end|market)\}")
_ORDERED = re.compile(r"\border\s+by\b", re.IGNORECASE)


@dataclass(frozen=True)
class Bounds:
    """Whose rows of when are asked for: a market's id, and its window in UTC."""

    market: str
    start: dt.datetime
    end: dt.datetime

    def bound(self, instants: Instants) -> dict[str, object]:
        """The values of the placeholders, as a kind of database takes instants."""
        read: dict[Instants, Callable[[dt.datetime], object]] = {
            "aware": lambda at: at.replace(tzinfo=dt.UTC),
            "naive": lambda at: at,
            "text": lambda at: f"{at:%Y-%m-%d %H:%M:%S}",
        }
        told = read[instants]
        return {"market": self.market, "start": told(self.start), "end": told(self.end)}


@dataclass(frozen=True)
class Query:
    """One statement that reads, as it stands in sources.yml, and what people know its rows by."""

    sql: str
    place: str

    @property
    def ordered(self) -> bool:
        """Whether the query says in which order its rows come."""
        return bool(_ORDERED.search(self.sql))

    def filled(self, mark: Callable[[str], str]) -> str:
        """The statement with a driver's own mark in the place of each placeholder."""
        return _PLACEHOLDER.sub(lambda found: mark(found[1]), self.sql)

    def needs(self, bound: Mapping[str, object]) -> dict[str, object]:
        """Of the values those that it asks for; some drivers refuse others."""
        return {name: bound[name] for name in _PLACEHOLDER.findall(self.sql)}


def rows_of(mapping: TableMapping, table: str, quote: Callable[[str], str]) -> Query:
    """What a mapping of a canonical table asks; `quote` writes a name of the database."""
    place = mapping.place(table)
    if mapping.table is None:
        return Query((mapping.query or "").rstrip().rstrip(";"), place)
    name = ".".join(quote(part) for part in mapping.table.split("."))
    return Query(f"SELECT * FROM {name}", place)


def change_of(mapping: TableMapping, table: str) -> Query | None:
    """The query by which a mapping's rows are known to have changed, if it has one."""
    if mapping.changed is None:
        return None
    return Query(mapping.changed.rstrip().rstrip(";"), f"{mapping.place(table)}, changed")

"""A canonical table in the engine: what its views are, and what is known of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..contracts import TableContract
from ..contracts.checks import RowRule


@dataclass(frozen=True)
class Mapped:
    """
    A table in the engine, as views.

    `<table>_source` has all rows of the files found. Of a table by market, `<table>_market` has the
    market's rows and those of none, `<table>_window` the slice's and those whose time is missing or absurd.
    Each has source_file, source_row, the canonical columns, raw_<column> as text, and for the columns
    `unreadable` a flag bad_<column>: a value was there and could not be read. Of instants there are also
    zone_<column>, one of `zones` where the value names none, and twice_<column>, the later instant it may
    mean. `unobserved` names the times that the mapping made up, `given` the columns that it fills; `rules`
    are what its rows must keep besides the contract. A `derived` one is made of what rows of labels carry.
    """

    table: TableContract
    unreadable: frozenset[str]
    unobserved: tuple[str, ...]
    zones: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()
    rules: tuple[RowRule, ...] = ()
    derived: bool = False

    @property
    def filled(self) -> TableContract:
        """The table without the optional columns that nothing fills, in which no row can be wrong."""
        columns = tuple(each for each in self.table.columns if each.required or each.name in self.given)
        return replace(self.table, columns=columns)

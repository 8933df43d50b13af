"""Whose clocks showed the times that name no zone, and which of them may be an hour off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import groupby

from ..contracts import ColumnKind
from ..engines import Engine
from ..models import Model
from ..sources import Mapped

_IN_PERIOD = '"{at}" >= (SELECT start_at FROM period_bounds) AND "{at}" < (SELECT end_at FROM period_bounds)'


class Clock(Model):
    """
    A zone assumed for a column: `rows` of its values name none, of all that there are in the window.

    `column` is written table.column.
    """

    column: str
    zone: str
    rows: int
    of: int

    @property
    def table(self) -> str:
        """The table's name."""
        return self.column.partition(".")[0]


def clocks(engine: Engine, tables: Mapping[str, Mapped]) -> tuple[Clock, ...]:
    """All zones that were assumed, by column."""
    made = []
    for table, column in _times(tables):
        found = engine.fetch(
            f"SELECT zone_{column} AS zone, COUNT(*) AS cases FROM {table}_window"
            f' WHERE "{column}" IS NOT NULL GROUP BY zone_{column} ORDER BY zone_{column}'
        ).to_pylist()
        of = sum(row["cases"] for row in found)
        made += [
            Clock(column=f"{table}.{column}", zone=row["zone"], rows=row["cases"], of=of)
            for row in found
            if row["zone"]
        ]
    return tuple(made)


def by_zone(assumed: Iterable[Clock]) -> dict[str, tuple[str, ...]]:
    """
    What each zone was assumed for: a table whose times name none, or a column of one that is not so alike.

    A column some of whose values name their zone is said to be so "in part".
    """
    zones = defaultdict[str, list[str]](list)
    for table, found in groupby(sorted(assumed, key=lambda c: (c.column, c.zone)), key=lambda c: c.table):
        columns = list(found)
        alike = len({clock.zone for clock in columns}) == 1 and all(c.rows == c.of for c in columns)
        for clock in columns[:1] if alike else columns:
            part = "" if clock.rows == clock.of else " in part"
            zones[clock.zone].append(table if alike else f"{clock.column}{part}")
    return {zone: tuple(told) for zone, told in sorted(zones.items())}


def unclear(engine: Engine, tables: Mapping[str, Mapped], label: str) -> tuple[str, ...]:
    """A sentence for each column with times of the period that the clocks showed twice, and nothing told."""
    said = []
    for table, column in _times(tables):
        if tables[table].zones <= {"UTC"}:
            continue
        query = f"SELECT COUNT(*) AS cases FROM {table}_window WHERE twice_{column} IS NOT NULL AND "
        cases = engine.fetch(query + _IN_PERIOD.format(at=column))["cases"][0].as_py()
        they = "time of {} falls" if cases == 1 else "times of {} fall"
        if cases:
            said.append(
                f"{table}.{column}: {cases:,} {they.format(label)} into the hour that the clocks show twice,"
                " and nothing tells which of the two is meant; each may be an hour off"
            )
    return tuple(said)


def _times(tables: Mapping[str, Mapped]) -> list[tuple[str, str]]:
    """The columns of instants of the tables in which any zone was assumed."""
    return [
        (name, column.name)
        for name, mapped in sorted(tables.items())
        if mapped.zones
        for column in mapped.table.columns
        if column.kind is ColumnKind.INSTANT
    ]

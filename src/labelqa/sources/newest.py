"""Of several versions of a row only the newest: the views of files without the versions before it."""

from __future__ import annotations

from collections.abc import Sequence

from ..contracts import ColumnKind
from ..engines import Engine, Found
from ..errors import DataError, Problem
from ..params import ColumnMapping, Mapping, Newest
from .paths import PLACE


def newest(engine: Engine, mapping: Mapping, views: Sequence[str], name: str) -> list[str]:
    """
    Views of the newest version of each row, over all files of a mapping; those given where none is asked for.

    A row without a whole key is a version of nothing and stays. Raises DataError where a column is missing,
    or where it cannot be told when a version was written.
    """
    if mapping.newest_by is None:
        return list(views)
    versions = " UNION ALL ".join(_versions(engine, mapping, mapping.newest_by, view) for view in views)
    engine.keep(f"{name}_versions", versions)
    _refuse_unreadable(engine, f"{name}_versions")
    keys = [f"key_{number}" for number, _ in enumerate(mapping.newest_by.key)]
    without = " OR ".join(f"{key} IS NULL" for key in keys)
    engine.keep(
        f"{name}_newest",
        f"SELECT source_file, source_row FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY {', '.join(keys)}"
        " ORDER BY instant DESC NULLS LAST, number DESC NULLS LAST, source_file DESC, source_row DESC) AS nth"
        f" FROM {name}_versions) AS ordered WHERE nth = 1 OR {without}",
    )
    for view in views:
        engine.define(
            f"{view}_newest",
            f"SELECT v.* FROM {view} v JOIN {name}_newest n"
            " ON n.source_file = v.source_file AND n.source_row = v.source_row",
        )
    return [f"{view}_newest" for view in views]


def _versions(engine: Engine, mapping: Mapping, asked: Newest, view: str) -> str:
    """SQL for the rows of a view with key_0, …, and when they were written: `given`, `instant`, `number`."""
    there = engine.found(f"SELECT * FROM {view}")
    named = [*asked.key, *([asked.at.column] if asked.at.column else [])]
    if lacking := [name for name in named if name not in there]:
        remedy = f"have {', '.join(sorted(there))}; correct newest_by in {PLACE}"
        raise DataError(*(Problem(f"has no column {name}", mapping.place(""), remedy) for name in lacking))
    given = engine.quoted(asked.at.column) if asked.at.column else f"({asked.at.expression})"
    instant, number = _order(engine, asked.at, engine.found(f"SELECT {given} AS given FROM {view}")["given"])
    keys = ", ".join(
        f"{engine.text(engine.quoted(key))} AS key_{place}" for place, key in enumerate(asked.key)
    )
    return (
        f"SELECT source_file, source_row, {keys}, {engine.text('given')} AS given, {instant} AS instant,"
        f" {number} AS number FROM (SELECT *, {given} AS given FROM {view}) AS shown_rows"
    )


def _order(engine: Engine, at: ColumnMapping, found: Found) -> tuple[str, str]:
    """SQL for `given` as an instant and, where no form is said, as the number of a version."""
    form, nothing = at.format or "", engine.nothing(ColumnKind.INSTANT)
    named = engine.named("given", found, form, at.zone, at.offsets())
    clock = engine.clock("given", found, form)
    first = engine.instants(f"({clock})", at.zone)[0] if clock else nothing
    number = None if form else engine.reading("given", found, ColumnKind.INTEGER)
    return f"COALESCE({named or nothing}, {first})", number or engine.nothing(ColumnKind.INTEGER)


def _refuse_unreadable(engine: Engine, versions: str) -> None:
    found = engine.fetch(
        f"SELECT source_file, source_row, given FROM {versions} WHERE given <> '' AND instant IS NULL"
        " AND number IS NULL ORDER BY source_file, source_row LIMIT 1"
    ).to_pylist()
    for row in found:
        what = f"{row['given'][:40]!a} is no time by which the newest version could be told"
        place = f"{row['source_file']} row {row['source_row']}"
        raise DataError(
            Problem(what, place, "say how it is written: newest_by: {at: {column: …, format: …}}")
        )

"""Intervals of one person that overlap, made into one: pages that were open at once are time once."""

from __future__ import annotations

from ..contracts import TableContract
from .files import UNITED, Source
from .layouts import columns_beside


def is_united(source: Source) -> bool:
    """Whether a mapping of the table asks for it; then it holds for all rows of the table."""
    return source.table.name in UNITED and any(mapping.overlaps for mapping, _ in source.parts)


def united(rows: str, table: TableContract, flagged: frozenset[str]) -> str:
    """
    SQL for rows with start_at and end_at, of which those that overlap and are else equal are one.

    It lasts from the first start to the last end, stands where its first row does, and counts in `joined` the
    rows that it was made of. Rows that are no interval stay.
    """
    alike = [f'"{column.name}"' for column in table.columns if column.name not in ("start_at", "end_at")]
    sound = "person_id IS NOT NULL AND start_at IS NOT NULL AND end_at >= start_at"
    same = f"PARTITION BY {', '.join(alike)}, {sound}"
    order = "ORDER BY start_at, end_at, source_file, source_row"
    before = f"MAX(end_at) OVER ({same} {order} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"
    begins = f"CASE WHEN {sound} AND start_at < before THEN 0 ELSE 1 END"
    numbered = f"SUM({begins}) OVER ({same} {order} ROWS UNBOUNDED PRECEDING)"
    one = f"{same}, nth_begun"
    columns = ["source_file", "source_row"]
    for column in table.columns:
        value = "last_end AS end_at" if column.name == "end_at" else f'"{column.name}"'
        columns += [value, *columns_beside(column, flagged)]
    return (
        f"SELECT {', '.join(columns)}, joined FROM (SELECT *, MAX(end_at) OVER ({one}) AS last_end,"
        f" COUNT(*) OVER ({one}) AS joined, ROW_NUMBER() OVER ({one} {order}) AS nth"
        f" FROM (SELECT *, {numbered} AS nth_begun FROM (SELECT *, {before} AS before FROM ({rows}) AS r)"
        " AS placed) AS begun) AS grouped WHERE nth = 1"
    )

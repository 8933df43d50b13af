"""Labels that no taxonomy knows, as SQL: in each column declared to hold classes, by the row's queue."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from .columns import ColumnContract, ColumnKind, ForeignKey, TableContract
from .tables import CANONICAL

NEEDED = {"queues", "label_classes"}


def unknown(
    table: TableContract, present: Collection[str], each: Callable[[str], str]
) -> Iterator[tuple[str, str]]:
    """
    For each column of classes the reason to set a row aside, and the condition on `<table>_window`.

    A row whose queue is not known, from itself or by `queue_by`, is not judged; where several queues have
    its item, the class of one is enough. `present` names the tables whose slices are there.
    """
    if not NEEDED.issubset(present):
        return
    for column in table.columns:
        if column.a_class and (missing := _missing(table, column, present, each)):
            holds = "holds what is no class" if column.kind is ColumnKind.TEXTS else "is not a class"
            yield f"{column.name} {holds} of its queue's taxonomy", missing


def _missing(
    table: TableContract, column: ColumnContract, present: Collection[str], each: Callable[[str], str]
) -> str:
    row, cases = f"{table.name}_window", []
    named = any(other.name == "queue_id" for other in table.columns)
    if named:
        queues = "SELECT queue_id AS id, queue_id FROM queues_slice"
        cases.append(_none_of(row, column, queues, "queue_id", each))
    if table.queue_by and table.queue_by.table in present:
        found = _none_of(row, column, _queues(table.queue_by), table.queue_by.column, each)
        cases.append(f"({row}.queue_id IS NULL AND {found})" if named else found)
    return " OR ".join(cases)


def _none_of(row: str, column: ColumnContract, queues: str, by: str, each: Callable[[str], str]) -> str:
    """Whether the row has a queue among `queues`, by its column `by`, and none of them knows the label."""
    value = f'{row}."{column.name}"'
    known = f"EXISTS (SELECT 1 FROM ({queues}) AS of_row WHERE of_row.id = {row}.{by})"
    if column.kind is not ColumnKind.TEXTS:
        return f"({value} <> '' AND {known} AND {_stranger(row, value, queues, by)})"
    elements = f"SELECT {each(value)} AS element"
    return (
        f"({known} AND EXISTS (SELECT 1 FROM ({elements}) AS listed WHERE element <> ''"
        f" AND {_stranger(row, 'element', queues, by)}))"
    )


def _stranger(row: str, value: str, queues: str, by: str) -> str:
    return (
        f"NOT EXISTS (SELECT 1 FROM ({queues}) AS of_row"
        " JOIN queues_slice q ON q.queue_id = of_row.queue_id"
        " JOIN label_classes_slice c ON c.taxonomy_version = q.taxonomy_version"
        f" WHERE of_row.id = {row}.{by} AND c.label_id = {value})"
    )


def _queues(by: ForeignKey) -> str:
    """SQL: each `id` of the column by which a table's rows find their queue, with the `queue_id`."""
    other = CANONICAL[by.table]
    if other.queue_by is None:
        return f"SELECT {by.column} AS id, queue_id FROM {by.table}_slice"
    further = _queues(other.queue_by)
    return (
        f"SELECT one.{by.column} AS id, next.queue_id FROM {by.table}_slice one"
        f" JOIN ({further}) AS next ON next.id = one.{other.queue_by.column}"
    )

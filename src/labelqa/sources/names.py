"""Names that rows of labels give to ids: the one to print, and how many ids have more than one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class NamedIds:
    """Ids of a derived table whose names stand beside them in rows of labels."""

    table: str
    column: str
    name: str
    noun: tuple[str, str]


NAMED = (
    NamedIds("queues", "queue_id", "queue_name", ("queue has", "queues have")),
    NamedIds("label_classes", "label_id", "label_name", ("class has", "classes have")),
    NamedIds("vendors", "vendor_id", "vendor_name", ("vendor has", "vendors have")),
    NamedIds("sites", "site_id", "site_name", ("site has", "sites have")),
)


def printed(counted: str, *key: str) -> str:
    """
    SQL for each key with the name that most rows give it, the first by letters among equals; else its id.

    `counted` is SQL for the key's columns, name, cases, source_file and source_row; the last of the key is
    the id.
    """
    columns = ", ".join(key)
    ranked = (
        f"SELECT *, ROW_NUMBER() OVER (PARTITION BY {columns} ORDER BY CASE WHEN name IS NULL THEN 1 ELSE 0"
        f" END, cases DESC, name, source_file) AS nth FROM ({counted}) AS counted"
    )
    return (
        f"SELECT source_file, source_row, {columns}, COALESCE(name, {key[-1]}) AS name"
        f" FROM ({ranked}) AS ranked WHERE nth = 1"
    )


def counted(column: str, name: str) -> str:
    """SQL for the names of an id in rows of labels, and how often each stands there."""
    return (
        f"SELECT {column} AS id, NULLIF({name}, '') AS name, COUNT(*) AS cases,"
        " MIN(source_file) AS source_file, MIN(source_row) AS source_row"
        f" FROM labels_window WHERE {column} <> '' GROUP BY {column}, NULLIF({name}, '')"
    )


def several(named: NamedIds) -> str:
    """SQL for (cases, example): the ids with more than one name, and one of them with two of its names."""
    groups = (
        f"SELECT {named.column} AS id, MIN({named.name}) AS one, MAX({named.name}) AS other"
        f" FROM labels_window WHERE {named.column} <> '' AND {named.name} <> '' GROUP BY {named.column}"
        f" HAVING MIN({named.name}) <> MAX({named.name})"
    )
    return (
        "SELECT COUNT(*) AS cases, MIN(id || ' (' || one || ', ' || other || ')') AS example"
        f" FROM ({groups}) AS groups"
    )

"""The roster that rows of labels show: who labelled, for whom, and who audited."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ..contracts import CANONICAL


def people(present: Collection[str]) -> str:
    """
    SQL for a row of each person and vendor worked for, with role; `present` are the tables that are there.

    Whoever audits and labels nothing is a QA. A row that names no vendor makes nobody a second one.
    """
    nobody = "CAST(NULL AS VARCHAR)"
    agents = (
        "SELECT MIN(source_file) AS source_file, MIN(source_row) AS source_row, person_id, vendor_id,"
        " CASE WHEN MIN(site_id) = MAX(site_id) THEN MIN(site_id) END AS site_id"
        " FROM labels_window WHERE person_id <> '' GROUP BY person_id, vendor_id"
    )
    vendors = (
        "SELECT *, MAX(CASE WHEN vendor_id IS NULL THEN 0 ELSE 1 END) OVER (PARTITION BY person_id) AS named"
        f" FROM ({agents}) AS agents"
    )
    others = " UNION ALL ".join(_others(present))
    labellers = "SELECT person_id FROM labels_window WHERE person_id IS NOT NULL"
    rest = (
        f" UNION ALL SELECT MIN(source_file), MIN(source_row), id, {nobody}, {nobody}, MIN(role)"
        f" FROM ({others}) AS others WHERE id <> '' AND id NOT IN ({labellers}) GROUP BY id"
    )
    return (
        "SELECT source_file, source_row, person_id, vendor_id, site_id, 'agent' AS role"
        f" FROM ({vendors}) AS labelling WHERE vendor_id IS NOT NULL OR named = 0{rest if others else ''}"
    )


def _others(present: Collection[str]) -> Iterator[str]:
    """SQL for the people that other tables refer to."""
    for name, table in CANONICAL.items():
        if name == "labels" or name not in present or not table.by_market:
            continue
        for column in table.columns:
            if column.refers and column.refers.table == "people":
                role = "qa" if column.name == "qa_person_id" else "agent"
                who = f"{column.name} AS id, '{role}' AS role"
                yield f"SELECT source_file, source_row, {who} FROM {name}_window"

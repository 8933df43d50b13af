"""The taxonomy that the rows themselves show: every class seen in a queue, and sets of classes as one."""

from __future__ import annotations

from collections.abc import Collection

from ..engines import Engine
from .names import printed
from .wide import NO_LABEL

_PLACE = "source_file, source_row, queue_id"
_NO_NAME = "CAST(NULL AS VARCHAR) AS name"


def seen(engine: Engine, mapped: Collection[str]) -> str:
    """SQL for the classes in rows of labels, and in what else is `mapped` of their queues."""
    single = "FROM labels_window WHERE label_ids IS NULL"
    sets = "FROM labels_window WHERE label_ids IS NOT NULL"
    given = ("suggested_label_id", "audit_label_id", "gold_label_id", engine.each("gold_label_ids"))
    parts = [
        f"SELECT {_PLACE}, label_id AS label, label_name AS name {single}",
        *(f"SELECT {_PLACE}, {column}, {_NO_NAME} {single}" for column in given),
        *(
            f"SELECT {_PLACE}, {engine.each(column)}, {_NO_NAME} {sets}"
            for column in ("label_ids", "gold_label_ids")
        ),
        *(query for table, query in _ELSEWHERE.items() if table in mapped),
    ]
    counted = (
        "SELECT q.taxonomy_version, s.label, NULLIF(s.name, '') AS name, COUNT(*) AS cases,"
        " MIN(s.source_file) AS source_file, MIN(s.source_row) AS source_row"
        f" FROM ({' UNION ALL '.join(parts)}) AS s JOIN queues_source q ON q.queue_id = s.queue_id"
        " WHERE s.label <> '' GROUP BY q.taxonomy_version, s.label, NULLIF(s.name, '')"
    )
    return (
        "SELECT source_file, source_row, taxonomy_version, label AS label_id, name, FALSE AS is_violation,"
        f" 1.0 AS severity_weight FROM ({printed(counted, 'taxonomy_version', 'label')}) AS named"
    )


def combined(engine: Engine, known: str) -> str:
    """
    SQL for a class of each set of known classes that a row gave or should have given.

    `known` is SQL for the classes there are. A combined class is a violation where one of its members is, and
    as severe as the severest; that of no label at all is called so.
    """
    sets = " UNION ".join(
        f"SELECT queue_id, {label} AS label, {members} AS members FROM labels_window"
        f" WHERE label_ids IS NOT NULL AND {label} <> '' AND {members} IS NOT NULL"
        for label, members in (("label_id", "label_ids"), ("gold_label_id", "gold_label_ids"))
    )
    of_taxonomy = (
        "SELECT DISTINCT q.taxonomy_version, s.label, s.members"
        f" FROM ({sets}) AS s JOIN queues_source q ON q.queue_id = s.queue_id"
        f" WHERE NOT EXISTS (SELECT 1 FROM ({known}) AS k"
        " WHERE k.taxonomy_version = q.taxonomy_version AND k.label_id = s.label)"
    )
    member = f"{engine.each('members')} AS member"
    unfolded = f"SELECT taxonomy_version, label, members, {member} FROM ({of_taxonomy}) AS t"
    judged = (
        "SELECT u.taxonomy_version, u.label AS label_id, u.members AS member_ids, COUNT(*) AS of_all,"
        " COUNT(k.label_id) AS of_known, MAX(CASE WHEN k.is_violation THEN 1 ELSE 0 END) = 1 AS is_violation,"
        " MAX(k.severity_weight) AS severity_weight, MIN(k.source_file) AS source_file,"
        f" MIN(k.source_row) AS source_row FROM ({unfolded}) AS u LEFT JOIN ({known}) AS k"
        " ON k.taxonomy_version = u.taxonomy_version AND k.label_id = u.member"
        " WHERE u.member <> '' GROUP BY u.taxonomy_version, u.label, u.members"
    )
    return (
        "SELECT source_file, source_row, taxonomy_version, label_id, REPLACE(label_id, '|', ' + ') AS name,"
        f" is_violation, severity_weight, member_ids FROM ({judged}) AS judged WHERE of_known = of_all"
        f" UNION ALL SELECT '' AS source_file, 0 AS source_row, taxonomy_version, label, label, FALSE, 1.0,"
        f" members FROM ({of_taxonomy}) AS t WHERE label = '{NO_LABEL}'"
    )


_ELSEWHERE = {
    "audits": f"SELECT t.source_file, t.source_row, l.queue_id, t.ref_label_id, {_NO_NAME}"
    " FROM audits_window t JOIN labels_window l ON l.label_event_id = t.label_event_id"
    " WHERE l.label_ids IS NULL",
    "gold": "SELECT t.source_file, t.source_row, COALESCE(t.queue_id, l.queue_id), t.ref_label_id,"
    f" {_NO_NAME} FROM gold_source t JOIN labels_window l ON l.item_id = t.item_id"
    " WHERE l.is_gold AND l.label_ids IS NULL",
    "overlaps": f"SELECT t.source_file, t.source_row, t.queue_id, t.label_id, {_NO_NAME}"
    " FROM overlaps_window t",
}
"""Classes in tables that are mapped, with the queue of their label or item."""

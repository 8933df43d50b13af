"""What every row of a table must keep, as SQL: a row that does not is set aside with its reasons."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from . import classes, ids
from .columns import ColumnContract, ColumnKind, ForeignKey, TableContract
from .tables import CANONICAL

EARLIEST, LATEST = "1990-01-01 00:00:00", "2200-01-01 00:00:00"  # an instant outside is misread
STOPPING = {("audits", "incl_prob"), ("audits", "label_event_id")}  # see stops.py: not a row's own affair
NEVER_ABSENT = {("audits", "verdict")}
SHORTENED = "is a number that a spreadsheet shortened, as 1.23E+15: deliver ids as text"
BETWEEN = "; "  # one reason and the next
WORDS = {
    ColumnKind.TEXT: "one of the mapped values",
    ColumnKind.TEXTS: "a list",
    ColumnKind.INTEGER: "a whole number",
    ColumnKind.NUMBER: "a number",
    ColumnKind.BOOLEAN: "true or false",
    ColumnKind.INSTANT: "a time that existed, written as expected",
    ColumnKind.DATE: "a date written as expected",
}


@dataclass(frozen=True)
class RowRule:
    """A reason to set a row aside, and the SQL condition on `<table>_window` under which it applies."""

    reason: str
    broken: str


def rules(
    table: TableContract, unreadable: Collection[str], present: Collection[str], each: Callable[[str], str]
) -> list[RowRule]:
    """
    The rules of a table's rows.

    `unreadable` names the columns for which `bad_<column>` tells that a value was there and could not be
    read; references are checked against the slices of the tables `present`. `each` gives the SQL that makes
    one row of each element of a list.
    """
    made = [rule for column in table.columns for rule in _of_column(table, column, unreadable, present)]
    made += [
        RowRule(reason, broken)
        for reason, broken in classes.unknown(table, {*present} & {*_before(table.name)}, each)
    ]
    if table.at:
        outside = f"{table.at} < TIMESTAMP '{EARLIEST}' OR {table.at} >= TIMESTAMP '{LATEST}'"
        made.append(RowRule(f"{table.at} is not between {EARLIEST[:4]} and {LATEST[:4]}", outside))
    return [*made, *(rule for rule, needs in _OF_TABLE.get(table.name, ()) if needs <= {*present})]


def unseen(table: TableContract, holds: Callable[[str], str]) -> list[RowRule]:
    """
    The rules on ids with signs that nobody sees: set aside, for an id that is mended might join wrongly.

    `holds` gives the SQL that tells whether a text has one. Free text is mended instead, when it is read.
    """
    return [
        RowRule(f"{column.name} holds a sign that nobody sees", holds(f'"{column.name}"'))
        for column in table.columns
        if column.kind is ColumnKind.TEXT
        and not column.free
        and not column.values
        and column.name != "market_id"
    ]


def reasons(made: list[RowRule]) -> str:
    """SQL for all of a row's reasons as one text, empty where it keeps its contract."""
    cases = ", ".join(f"CASE WHEN {rule.broken} THEN {_literal(rule.reason)} END" for rule in made)
    return f"CONCAT_WS('{BETWEEN}', {cases})"


def _of_column(
    table: TableContract, column: ColumnContract, unreadable: Collection[str], present: Collection[str]
) -> list[RowRule]:
    if (table.name, column.name) in STOPPING:
        return []
    name, made = f'"{column.name}"', []
    if column.name in unreadable:
        made.append(RowRule(f"{column.name} is not {WORDS[column.kind]}", f"bad_{column.name}"))
    if column.required and (table.name, column.name) not in NEVER_ABSENT:
        absent = f"{name} IS NULL" + (f" AND NOT bad_{column.name}" if column.name in unreadable else "")
        empty = f" OR {name} = ''" if column.kind is ColumnKind.TEXT else ""
        made.append(RowRule(f"{column.name} is missing", absent + empty))
    if column.kind is ColumnKind.TEXT and table.at is None:
        made.append(RowRule(f"{column.name} has spaces around it", f"{name} <> TRIM({name})"))
    if column.name.endswith("_id") and column.kind is ColumnKind.TEXT and not column.a_class:
        made.append(RowRule(f"{column.name} {SHORTENED}", ids.shortened(name)))
    if column.values:
        words = ", ".join(f"'{value}'" for value in column.values)
        made.append(
            RowRule(f"{column.name} is none of {', '.join(column.values)}", f"{name} NOT IN ({words})")
        )
    if column.low is not None:
        made.append(RowRule(f"{column.name} is below {column.low:g}", f"{name} < {column.low}"))
    if column.high is not None:
        made.append(RowRule(f"{column.name} is above {column.high:g}", f"{name} > {column.high}"))
    if column.refers and column.refers.table in present and column.refers.table in _before(table.name):
        made += _of_reference(column, column.refers)
    return made


def _of_reference(column: ColumnContract, to: ForeignKey) -> list[RowRule]:
    """An id that is not there; one that is there but for what spreadsheets do to ids is told apart."""
    name, known = f'"{column.name}"', f"SELECT {to.column} FROM {to.table}_slice"
    everywhere = f"{to.table}_{'window' if CANONICAL[to.table].by_market else 'source'}"
    plain = f"SELECT {ids.plain(to.column)} FROM {everywhere} WHERE {to.column} <> ''"
    absent, alike = f"{name} <> '' AND {name} NOT IN ({known})", f"{ids.plain(name)} IN ({plain})"
    return [
        RowRule(f"{column.name} is not in {to.table}", f"{absent} AND NOT {alike}"),
        RowRule(
            f"{column.name} is in {to.table} in another spelling only: {ids.CHANGED}", f"{absent} AND {alike}"
        ),
    ]


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _before(name: str) -> set[str]:
    """The tables whose slices are made before that of `name`."""
    names = list(CANONICAL)
    return set(names[: names.index(name)])


_ENDS = RowRule("end_at is before start_at", "end_at < start_at")
_OVERLAPS = RowRule(
    "it starts before an earlier interval of the person ends",
    "start_at < MAX(end_at) OVER (PARTITION BY person_id ORDER BY start_at, end_at"
    " ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)",
)
_ANOTHERS_SITE = RowRule(
    "site_id is of another vendor than vendor_id",
    "EXISTS (SELECT 1 FROM sites_slice s WHERE s.site_id = labels_window.site_id AND s.vendor_id <> ''"
    " AND s.vendor_id <> COALESCE(labels_window.vendor_id, ''))",
)
_SET_ASIDE = RowRule(
    "its decision was set aside",
    "label_event_id IN (SELECT label_event_id FROM labels_window)"
    " AND label_event_id NOT IN (SELECT label_event_id FROM labels_slice)",
)
_OWN_VERDICT = RowRule(
    "reviewer_id is the auditor whose verdict it is",
    "EXISTS (SELECT 1 FROM audits_slice a WHERE a.audit_id = audit_reviews_window.audit_id"
    " AND a.qa_person_id = audit_reviews_window.reviewer_id)",
)
_NO_QUEUE = RowRule(
    "queue_id is not in queues",
    "queue_id <> '' AND NOT EXISTS (SELECT 1 FROM queues_source q WHERE q.queue_id = gold_window.queue_id)",
)
_WHICH_QUEUE = RowRule(
    "queue_id is missing, and several queues of its item know both this answer and another row's",
    "queue_id IS NULL AND 1 < (SELECT COUNT(DISTINCT l.queue_id) FROM gold_window other"
    " JOIN labels_slice l ON l.item_id = other.item_id AND l.is_gold"
    " JOIN queues_slice q ON q.queue_id = l.queue_id"
    " JOIN label_classes_slice mine ON mine.taxonomy_version = q.taxonomy_version"
    " JOIN label_classes_slice its ON its.taxonomy_version = q.taxonomy_version"
    " WHERE other.item_id = gold_window.item_id AND other.queue_id IS NULL"
    " AND other.retired_at IS NOT DISTINCT FROM gold_window.retired_at"
    " AND mine.label_id = gold_window.ref_label_id AND its.label_id = other.ref_label_id"
    " AND other.ref_label_id <> gold_window.ref_label_id)",
)
_OF_TABLE: dict[str, tuple[tuple[RowRule, set[str]], ...]] = {
    "people": (
        (
            RowRule(
                "valid_to, the first day on which it no longer holds, is not after valid_from",
                "valid_to <= valid_from",
            ),
            set(),
        ),
    ),
    "audits": ((_SET_ASIDE, {"labels"}),),
    "audit_reviews": ((_OWN_VERDICT, {"audits"}),),
    "labels": ((_ANOTHERS_SITE, {"sites"}),),
    "gold": ((_NO_QUEUE, set()), (_WHICH_QUEUE, set())),
    "time": ((_ENDS, set()), (_OVERLAPS, set())),
    "schedules": ((_ENDS, set()), (_OVERLAPS, set())),
}

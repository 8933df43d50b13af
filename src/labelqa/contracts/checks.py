"""What every row of a table must keep, as SQL: a row that does not is set aside with its reasons."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from .columns import Column, Kind, Table
from .tables import CANONICAL

EARLIEST, LATEST = "1990-01-01 00:00:00", "2200-01-01 00:00:00"  # an instant outside is misread
STOPPING = {("audits", "incl_prob"), ("audits", "label_event_id")}  # see stops.py: not a row's own affair
NEVER_ABSENT = {("audits", "verdict")}
BETWEEN = "; "  # one reason and the next
WORDS = {
    Kind.TEXT: "one of the mapped values",
    Kind.TEXTS: "a list",
    Kind.INTEGER: "a whole number",
    Kind.NUMBER: "a number",
    Kind.BOOLEAN: "true or false",
    Kind.INSTANT: "a time that existed, written as expected",
    Kind.DATE: "a date written as expected",
}


@dataclass(frozen=True)
class Rule:
    """A reason to set a row aside, and the SQL condition on `<table>_window` under which it applies."""

    reason: str
    broken: str


def rules(table: Table, unreadable: Collection[str], present: Collection[str]) -> list[Rule]:
    """
    The rules of a table's rows.

    `unreadable` names the columns for which `bad_<column>` tells that a value was there and could not be
    read; references are checked against the slices of the tables `present`.
    """
    made = [rule for column in table.columns for rule in _of_column(table, column, unreadable, present)]
    if table.at:
        outside = f"{table.at} < TIMESTAMP '{EARLIEST}' OR {table.at} >= TIMESTAMP '{LATEST}'"
        made.append(Rule(f"{table.at} is not between {EARLIEST[:4]} and {LATEST[:4]}", outside))
    return [*made, *(rule for rule, needs in _OF_TABLE.get(table.name, ()) if needs <= {*present})]


def reasons(made: list[Rule]) -> str:
    """SQL for all of a row's reasons as one text, empty where it keeps its contract."""
    cases = ", ".join(f"CASE WHEN {rule.broken} THEN {_literal(rule.reason)} END" for rule in made)
    return f"CONCAT_WS('{BETWEEN}', {cases})"


def _of_column(
    table: Table, column: Column, unreadable: Collection[str], present: Collection[str]
) -> list[Rule]:
    if (table.name, column.name) in STOPPING:
        return []
    name, made = f'"{column.name}"', []
    if column.name in unreadable:
        made.append(Rule(f"{column.name} is not {WORDS[column.kind]}", f"bad_{column.name}"))
    if column.required and (table.name, column.name) not in NEVER_ABSENT:
        absent = f"{name} IS NULL" + (f" AND NOT bad_{column.name}" if column.name in unreadable else "")
        empty = f" OR {name} = ''" if column.kind is Kind.TEXT else ""
        made.append(Rule(f"{column.name} is missing", absent + empty))
    if column.kind is Kind.TEXT and table.at is None:
        made.append(Rule(f"{column.name} has spaces around it", f"{name} <> TRIM({name})"))
    if column.values:
        words = ", ".join(f"'{value}'" for value in column.values)
        made.append(Rule(f"{column.name} is none of {', '.join(column.values)}", f"{name} NOT IN ({words})"))
    if column.low is not None:
        made.append(Rule(f"{column.name} is below {column.low:g}", f"{name} < {column.low}"))
    if column.high is not None:
        made.append(Rule(f"{column.name} is above {column.high:g}", f"{name} > {column.high}"))
    if column.refers and column.refers.table in present and column.refers.table in _before(table.name):
        known = f"SELECT {column.refers.column} FROM {column.refers.table}_slice"
        made.append(
            Rule(
                f"{column.name} is not in {column.refers.table}", f"{name} <> '' AND {name} NOT IN ({known})"
            )
        )
    return made


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _before(name: str) -> set[str]:
    """The tables whose slices are made before that of `name`."""
    names = list(CANONICAL)
    return set(names[: names.index(name)])


_ENDS = Rule("end_at is before start_at", "end_at < start_at")
_OVERLAPS = Rule(
    "it starts before an earlier interval of the person ends",
    "start_at < MAX(end_at) OVER (PARTITION BY person_id ORDER BY start_at, end_at"
    " ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)",
)
_CLASS = Rule(
    "label_id is not a class of its queue's taxonomy",
    "queue_id IN (SELECT queue_id FROM queues_slice) AND label_id <> '' AND NOT EXISTS ("
    "SELECT 1 FROM queues_slice q JOIN label_classes_slice c ON c.taxonomy_version = q.taxonomy_version"
    " WHERE q.queue_id = labels_window.queue_id AND c.label_id = labels_window.label_id)",
)
_SET_ASIDE = Rule(
    "its decision was set aside",
    "label_event_id IN (SELECT label_event_id FROM labels_window)"
    " AND label_event_id NOT IN (SELECT label_event_id FROM labels_slice)",
)
_OF_TABLE: dict[str, tuple[tuple[Rule, set[str]], ...]] = {
    "people": ((Rule("valid_to is not after valid_from", "valid_to <= valid_from"), set()),),
    "labels": ((_CLASS, {"queues", "label_classes"}),),
    "audits": ((_SET_ASIDE, {"labels"}),),
    "time": ((_ENDS, set()), (_OVERLAPS, set())),
    "schedules": ((_ENDS, set()), (_OVERLAPS, set())),
}

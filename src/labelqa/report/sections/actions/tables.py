"""Actions and confirmed investigations as tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pandas as pd

from ....components import Cell, Status, Table, graded
from ....measures.followup import ActionOutcome, DueState, FollowUp
from ...data import family_words
from ...data.setting import Setting
from ...language.actions import ACTIONS, kind_of_action, role
from ...language.numerals import NOTHING
from ...language.words import capital, change, joined
from ...page.records import record, sheet
from ...page.tables import columns
from . import words

_STATES: dict[DueState, tuple[str, Status | None]] = {
    DueState.OPEN: (words.OPEN, None),
    DueState.OVERDUE: (words.OVERDUE, "missed"),
    DueState.CANCELLED: (words.CANCELLED, None),
}
_OUTCOMES: dict[ActionOutcome, tuple[str, Status]] = {
    ActionOutcome.WORKED: (words.WORKED, "met"),
    ActionOutcome.NO_EFFECT: (words.NO_EFFECT, "missed"),
    ActionOutcome.TOO_EARLY: (words.TOO_EARLY, "undecided"),
    ActionOutcome.UNKNOWN: (words.UNKNOWN, "none"),
}
_HEADER = ["action", "type", "scope_type", "scope", "owner_role", "due", "status", "closed", "value", "low",
           "high", "n", "verdict", "why"]  # fmt: skip


def actions_title(setting: Setting, found: Sequence[FollowUp]) -> str:
    """How many actions there are, and what became of those that were judged."""
    if not found:
        return words.NONE_OPEN
    overdue = sum(each.standing is DueState.OVERDUE for each in found)
    late = words.LATE(setting.numerals, overdue=overdue) if overdue else ""
    worked, none = (
        sum(each.outcome is one for each in found) for one in (ActionOutcome.WORKED, ActionOutcome.NO_EFFECT)
    )
    if not worked + none:
        return words.NONE_JUDGED(setting.numerals, n=len(found), late=late)
    some = words.SOME_WORKED if worked else words.NONE_WORKED
    judged = {name: number for name, number in (("worked", worked), ("futile", none)) if number}
    said = some if none else words.ALL_WORKED
    return said(setting.numerals, n=len(found), late=late, judged=worked + none, **judged)


def actions_table(setting: Setting, found: Sequence[FollowUp], table_id: str) -> Table:
    """One row per action: on whom, asked of whom, when due, what came of it."""
    return Table(
        id=table_id,
        title=words.TABLE,
        measure=words.MEASURE(setting.numerals, period=setting.period),
        columns=columns(words.HEADS, (0.25, 0.17, 0.09, 0.08, 0.13, 0.17, 0.11), numeric=(5,)),
        rows=tuple(_row(setting, each) for each in found),
        note=joined(
            words.FROZEN(setting.numerals, day=setting.context.frozen_on),
            words.NOTE,
            family_words.each(ACTIONS[0]),
        ),
        data=sheet(table_id, _HEADER, [_line(each) for each in found]),
        figures=tuple(
            record("actions.effect.by_action", each.effect, by={"action_id": each.name}) for each in found
        ),
    )


def investigations_table(setting: Setting, rows: pd.DataFrame, table_id: str) -> Table:
    """What investigations confirmed, with a reference to each."""
    return Table(
        id=table_id,
        title=words.FINDINGS(setting.numerals, n=len(rows)),
        measure=words.FINDINGS_MEASURE,
        columns=columns(words.FINDINGS_HEADS, (0.3, 0.17, 0.13, 0.2, 0.2), numeric=5),
        rows=tuple(_investigation(setting, row) for row in rows.to_dict("records")),
        data=sheet(table_id, list(rows.columns), rows.to_numpy().tolist()),
    )


def _row(setting: Setting, each: FollowUp) -> tuple[Cell, ...]:
    row, numerals = each.row, setting.numerals
    said, mark = _OUTCOMES[each.outcome]
    effect = change(each.effect, numerals) or capital(each.why) or NOTHING
    return (
        Cell(text=kind_of_action(str(row["type"]))),
        Cell(text=_scope(setting, str(row["scope_type"]), str(row["scope_id"]))),
        Cell(text=role(_text(row["owner_role"])) or NOTHING),
        Cell(text=numerals.short_day(row["due_at"].date())),
        _told(setting, each),
        Cell(text=effect),
        Cell(text=said, status=mark),
    )


def _line(each: FollowUp) -> list[object]:
    row, effect = each.row, each.effect
    told = (each.name, row["type"], row["scope_type"], row["scope_id"], _text(row["owner_role"]))
    days = (row["due_at"].date().isoformat(), each.standing.value, _day(row["closed_at"]))
    return [*told, *days, effect.value, effect.low, effect.high, effect.n, each.outcome.value, each.why]


def _told(setting: Setting, each: FollowUp) -> Cell:
    """Open, overdue, cancelled, or closed in time or late."""
    if each.standing in _STATES:
        text, mark = _STATES[each.standing]
        return Cell(text=text, status=mark)
    closed = words.IN_TIME if each.standing is DueState.IN_TIME else words.TOO_LATE
    day = setting.numerals.short_day(each.row["closed_at"].date())
    return Cell(text=closed(setting.numerals, day=day))


def _scope(setting: Setting, kind: str, key: str) -> str:
    if kind == "market":
        return words.MARKET
    return capital(setting.called(f"{kind}_id", key))


def _investigation(setting: Setting, row: dict[str, Any]) -> tuple[Cell, ...]:
    numerals, cost = setting.numerals, {name: row[name] for name in ("cost", "interval")}
    first, last = (numerals.short_day(dt.date.fromisoformat(row[d])) for d in ("first_day", "last_day"))
    told = {"name": row["investigation"].rpartition("/")[2], "revision": row["revision"]}
    return (
        Cell(text=str(row["title"])),
        Cell(text=str(row["entity"])),
        Cell(text=graded(row["severity"]), severity=row["severity"]),
        Cell(text=words.COST(numerals, **cost) if row["interval"] else capital(str(row["cost"]))),
        Cell(text=words.REPORT(numerals, **told, first=first, last=last)),
    )


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)


def _day(value: pd.Timestamp) -> str:
    return "" if pd.isna(value) else value.date().isoformat()

"""Actions and confirmed investigations as tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pandas as pd

from ....components import Cell, Column, Status, Table, graded
from ....measures.actions import BEFORE
from ....measures.followup import FollowUp, Outcome, Standing
from ...data import family_words
from ...data.setting import Setting
from ...language import words
from ...language.actions import ACTIONS, CONFIRMED, kind_of_action, role
from ...language.numerals import NOTHING
from ...page.records import record, sheet

_STATES: dict[Standing, tuple[str, Status | None]] = {
    Standing.OPEN: ("Open", None),
    Standing.OVERDUE: ("Overdue", "missed"),
    Standing.CANCELLED: ("Cancelled", None),
}
_OUTCOMES: dict[Outcome, tuple[str, Status]] = {
    Outcome.WORKED: ("Worked", "met"),
    Outcome.NO_EFFECT: ("No effect", "missed"),
    Outcome.TOO_EARLY: ("Too early", "undecided"),
    Outcome.UNKNOWN: ("Not measured", "none"),
}
_NOTE = (
    "Effect: points of accuracy gained on those it was not for, less what those picked for being bad regain "
    f"by themselves; since its end, for up to twice its days, against the {BEFORE} days before it was opened."
    " No effect: the 95% interval does not leave out 0."
)
_HEADER = ["action", "type", "scope_type", "scope", "owner_role", "due", "status", "closed", "value", "low",
           "high", "n", "verdict", "why"]  # fmt: skip


def actions_title(setting: Setting, found: Sequence[FollowUp]) -> str:
    """How many actions there are, and what became of those that were judged."""
    if not found:
        return "No action was open"
    numerals = setting.numerals
    counted = words.counted(len(found), ACTIONS, numerals)
    if overdue := sum(each.standing is Standing.OVERDUE for each in found):
        counted += f", {words.spelt(overdue, numerals)} overdue"
    worked, none = (sum(each.outcome is one for each in found) for one in (Outcome.WORKED, Outcome.NO_EFFECT))
    if not worked + none:
        return f"{counted}, none judged yet"
    outcomes = ((worked, "worked"), (none, "had no effect"))
    said = ", ".join(f"{words.spelt(number, numerals)} {what}" for number, what in outcomes if number)
    return f"{counted}, {words.spelt(worked + none, numerals)} judged: {said}"


def actions_table(setting: Setting, found: Sequence[FollowUp], table_id: str) -> Table:
    """One row per action: on whom, asked of whom, when due, what came of it."""
    known = setting.numerals.day(setting.context.frozen_on)
    return Table(
        id=table_id,
        title="Actions, and whether they worked",
        measure=f"Actions open or judged in {setting.period}, with the effect on accuracy in points",
        columns=(
            Column(name="Action", share=0.25),
            Column(name="For", share=0.17),
            Column(name="Asked", share=0.09),
            Column(name="Due", share=0.08),
            Column(name="Status", share=0.13),
            Column(name="Effect", numeric=True, share=0.17),
            Column(name="Verdict", share=0.11),
        ),
        rows=tuple(_row(setting, each) for each in found),
        note=f"Status: on {known}, when the data were frozen. {_NOTE} {family_words.each(ACTIONS[0])}",
        data=sheet(table_id, _HEADER, [_line(each) for each in found]),
        figures=tuple(
            record("actions.effect.by_action", each.effect, by={"action_id": each.name}) for each in found
        ),
    )


def investigations_table(setting: Setting, rows: pd.DataFrame, table_id: str) -> Table:
    """What investigations confirmed, with a reference to each."""
    return Table(
        id=table_id,
        title=words.counted(len(rows), CONFIRMED, setting.numerals),
        measure="Confirmed by investigations of this period or the one before",
        columns=(
            Column(name="Finding", share=0.3),
            Column(name="Of", share=0.17),
            Column(name="Severity", share=0.13),
            Column(name="Cost", share=0.2),
            Column(name="Report", share=0.2),
        ),
        rows=tuple(_investigation(setting, row) for row in rows.to_dict("records")),
        data=sheet(table_id, list(rows.columns), rows.to_numpy().tolist()),
    )


def _row(setting: Setting, each: FollowUp) -> tuple[Cell, ...]:
    row, numerals = each.row, setting.numerals
    said, mark = _OUTCOMES[each.outcome]
    effect = words.change(each.effect, numerals) or words.capital(each.why) or NOTHING
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
    day = setting.numerals.short_day(each.row["closed_at"].date())
    return Cell(text=f"Closed {day}, {'in time' if each.standing is Standing.IN_TIME else 'late'}")


def _scope(setting: Setting, kind: str, key: str) -> str:
    if kind == "market":
        return "The market"
    return words.capital(setting.called(f"{kind}_id", key))


def _investigation(setting: Setting, row: dict[str, Any]) -> tuple[Cell, ...]:
    cost = f"{row['cost']} ({row['interval']})" if row["interval"] else str(row["cost"])
    first, last = (
        setting.numerals.short_day(dt.date.fromisoformat(row[d])) for d in ("first_day", "last_day")
    )
    return (
        Cell(text=str(row["title"])),
        Cell(text=str(row["entity"])),
        Cell(text=graded(row["severity"]), severity=row["severity"]),
        Cell(text=words.capital(cost)),
        Cell(text=f"{row['investigation'].rpartition('/')[2]}, {row['revision']}, of {first} to {last}"),
    )


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)


def _day(value: pd.Timestamp) -> str:
    return "" if pd.isna(value) else value.date().isoformat()

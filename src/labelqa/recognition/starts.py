"""The first columns of a draft: those of its preset, what was told, and what names say of an unknown file."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from ..contracts import CANONICAL
from ..errors import ParamsError, Problem
from .drafts import Draft
from .roles import by_name, by_values

_ASKED = {
    "person_id": "which column says who labelled",
    "item_id": "which column says what was labelled",
    "label_id": "which column is the answer",
    "gold_label_id": "which column is the right answer, known beforehand (or none)",
    "submitted_at": "which column says when the label was given",
}
_NEEDED = ("person_id", "item_id")


def start(draft: Draft) -> None:
    """Settle what the preset maps, or what names tell; then what was told, which wins."""
    if draft.seen.match:
        _of_preset(draft)
    _told(draft)
    if not draft.seen.match:
        _by_names(draft)
        _by_values(draft)
    for column in _NEEDED:
        if draft.columns.get(column) is None and not any(q.key.endswith(column) for q in draft.questions):
            text = f"{_ASKED[column]}? have {', '.join(draft.free())}"
            draft.ask(column, text, "", f"--column @{column}=NAME", of_file=True)


def _of_preset(draft: Draft) -> None:
    """The columns that the preset maps and the file has, under the names that the file has."""
    there = draft.profile.columns
    for column, written in columns_of_preset(draft).items():
        origin = {"column": written} if isinstance(written, str) else dict(written)
        if "column" in origin:
            names = [origin["column"], *origin.get("other_names", ())]
            called = next((name for name in names if name in there), None)
            if called is None:
                continue
            if called != origin["column"]:
                origin = {**origin, "column": called}
                origin.pop("other_names", None)
                draft.why[column] = f"the file calls it {called}"
            written = written if called == names[0] else origin
        elif "expression" in origin and origin.get("optional") and not _there(origin["expression"], there):
            continue
        draft.columns[column] = written


def columns_of_preset(draft: Draft) -> dict[str, Any]:
    """The columns of the preset's labels, as it has them."""
    table: Any = draft.seen.match.preset.tables.get("labels", {}) if draft.seen.match else {}
    return deepcopy(table.get("columns", {}))


def _there(expression: str, there: dict[str, Any]) -> bool:
    from ..engines import columns_in

    return columns_in(expression) <= {*there, "source_file", "source_row"}


def _told(draft: Draft) -> None:
    """What --column says of this file; =TEXT is a constant, none leaves the column out."""
    known = {column.name for column in CANONICAL["labels"].columns}
    for column, value in draft.answers.columns(draft.seen.name).items():
        if column not in known:
            raise ParamsError(
                Problem(f"labels has no column {column}", "--column", f"have {', '.join(sorted(known))}")
            )
        if value == "none":
            origin: Any = None
        elif value.startswith("="):
            origin = {"constant": value[1:]}
        elif value in draft.profile.columns:
            origin = value
        else:
            have = ", ".join(draft.profile.columns)
            raise ParamsError(
                Problem(f"{draft.seen.name} has no column {value}", f"--column {column}", f"have {have}")
            )
        draft.columns[column] = origin
        draft.why[column] = draft.mark(column)


def _by_names(draft: Draft) -> None:
    for column, names in by_name(draft.profile).items():
        if column in draft.columns or column in ("market_id", "active_ms"):
            continue
        free = [name for name in names if name not in draft.used()]
        if len(free) == 1 or (free and column not in _ASKED):
            draft.put(column, free[0], f"guess: by its name; {draft.examples(free[0])}")
        elif free:
            text = f"{_ASKED[column]}? {', '.join(free)}"
            draft.ask(column, text, free[0], f"--column @{column}={free[0]}", of_file=True)


def _by_values(draft: Draft) -> None:
    asked = {question.key.rpartition(":")[2] for question in draft.questions}
    for column, name in by_values(draft.profile).items():
        open_ = column in _ASKED and column not in draft.columns and column not in asked
        if name and open_ and name not in draft.used():
            text = f"{_ASKED[column]}? by its values {name}, such as {draft.examples(name)}"
            draft.ask(column, text, name, f"--column @{column}={name}", of_file=True)

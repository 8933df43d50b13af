"""The first columns of a draft: those of its preset, what was told, and what names say of an unknown file."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from ..contracts import CANONICAL
from ..errors import ParamsError, Problem
from .drafts import Draft
from .matching import named
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
            _ask_for(draft, column)


def _ask_for(draft: Draft, column: str) -> None:
    """Ask for a column that neither names nor values tell; a preset may propose what is known of its tool."""
    ask = draft.seen.match.preset.topic("person") if draft.seen.match and column == "person_id" else None
    why, proposal = (f" {ask.why};", ask.proposal or "") if ask else ("", "")
    text = f"{_ASKED[column]}?{why} have {', '.join(draft.free())}"
    draft.ask(column, text, proposal, f"--column @{column}={proposal or 'NAME'}", of_file=True)


def _of_preset(draft: Draft) -> None:
    """The columns that the preset maps and the file has, under the names that the file has."""
    there = draft.profile.columns
    for column, written in _filled(draft).items():
        origin = {"column": written} if isinstance(written, str) else dict(written)
        called = next((found for name in _names(origin) for found in named([name], there)), None)
        if "column" in origin and called is None:
            continue
        if "expression" in origin and origin.get("optional") and not _there(origin["expression"], there):
            continue
        if called is not None and called != origin["column"]:
            origin = {key: it for key, it in {**origin, "column": called}.items() if key != "other_names"}
            written = called if set(origin) == {"column"} else origin
            draft.why[column] = f"the file calls it {called}"
        draft.columns[column] = written


def _names(origin: dict[str, Any]) -> list[str]:
    return [origin["column"], *origin.get("other_names", ())] if "column" in origin else []


def columns_of_preset(draft: Draft) -> dict[str, Any]:
    """The columns of the preset's labels, as they stand there."""
    table: Any = draft.seen.match.preset.tables.get("labels", {}) if draft.seen.match else {}
    return deepcopy(table.get("columns", {}))


def _filled(draft: Draft) -> dict[str, Any]:
    """The same for this file: with the question's name, and of several people's work merged nobody's."""
    merged = draft.seen.match is not None and draft.seen.path.stem in draft.seen.match.preset.merged
    each = ".".join(draft.seen.each)
    filled = {"{each}": each, "{question}": each.rpartition(".")[2]}
    return {
        name: _with(filled, it)
        for name, it in columns_of_preset(draft).items()
        if not (merged and name in ("person_id", "label_event_id"))
    }


def _with(filled: dict[str, str], origin: Any) -> Any:
    """An origin with what stands in braces filled in."""
    if isinstance(origin, dict):
        return {key: _with(filled, it) for key, it in origin.items()}
    for place, text in filled.items():
        origin = origin.replace(place, text) if isinstance(origin, str) else origin
    return origin


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
        draft.why[column] = f"{draft.mark(column)}: {value}"


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

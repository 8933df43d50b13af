"""The params of a workspace over files that were looked at, or what must be asked first."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import ParamsError, Problem
from . import decisions, evaluations, moments, places, starts
from .answers import Answers, Question
from .drafts import Draft, Seen


@dataclass(frozen=True)
class MappedFile:
    """One mapping of sources.yml: its table, the keys as written, and the reason of each that is a guess."""

    table: str
    mapping: dict[str, Any]
    why: dict[str, str]


@dataclass(frozen=True)
class Proposal:
    """
    What can be made of the files: mappings and markets by id, or, where any are left, questions.

    `recognised` says of each file what it was taken for, `left` which of its columns fill nothing, `months`
    which months its labels are of.
    """

    questions: tuple[Question, ...]
    mappings: tuple[MappedFile, ...]
    markets: dict[str, str]
    zone: str
    recognised: tuple[str, ...]
    left: tuple[str, ...]
    months: tuple[str, ...]


def propose(files: Sequence[Seen], answers: Answers, folder: Path, today: dt.date) -> Proposal:
    """
    The params over `files` for a workspace in `folder`, as far as the answers go.

    Raises ParamsError for answers that fit no file, and where no file has labels.
    """
    labelled = [each for each in files if _has_labels(each)]
    drafts = [_drawn(each, answers, today, several=len(labelled) > 1) for each in labelled]
    if not drafts:
        remedy = "name the file with the labels beside it"
        raise ParamsError(Problem("holds no labels", ", ".join(each.name for each in files), remedy))
    questions = {question.key: question for draft in drafts for question in draft.questions}
    mappings = [_mapping(draft, folder) for draft in drafts]
    beside = [made for each in files for made in _beside(each, folder)]
    markets = {market: name for draft in drafts for market, name in draft.markets.items()}
    return Proposal(
        tuple(questions.values()),
        (*mappings, *beside),
        markets,
        answers.said.get("zone", "UTC"),
        tuple(_recognised(each) for each in files),
        tuple(f"{draft.seen.name}: {text}" for draft in drafts for text in _left(draft).values()),
        tuple(sorted({month for draft in drafts for month in _months(draft)})),
    )


def _has_labels(seen: Seen) -> bool:
    return seen.match is None or "labels" in seen.match.preset.tables


def _drawn(seen: Seen, answers: Answers, today: dt.date, *, several: bool) -> Draft:
    draft = Draft(seen, answers, today, several)
    if seen.match:
        table: Any = seen.match.preset.tables["labels"]
        draft.keys.update({key: it for key, it in deepcopy(table).items() if key != "columns"})
    starts.start(draft)
    evaluations.tidy(draft)
    decisions.answer(draft)
    places.market(draft)
    places.queue(draft)
    moments.times(draft)
    decisions.event(draft)
    return draft


def _mapping(draft: Draft, folder: Path) -> MappedFile:
    """What sources.yml says of a file; beside a preset only what differs from it."""
    seen = draft.seen
    written: dict[str, Any] = {"preset": seen.match.name} if seen.match else {}
    written["files"] = relative(seen.path, folder)
    written.update(seen.form.keys)
    usual: dict[str, Any] = {}
    if seen.match:
        usual = starts.columns_of_preset(draft)
        table: Any = seen.match.preset.tables["labels"]
        if seen.match.preset.each_of:
            written["each"] = list(seen.each)
        written.update({key: it for key, it in draft.keys.items() if table.get(key) != it})
    else:
        written.update(draft.keys)
    columns = {name: it for name, it in draft.columns.items() if it is not None and usual.get(name) != it}
    gone = {name: None for name, it in usual.items() if name not in draft.columns and not _optional(it)}
    written["columns"] = {**columns, **gone}
    return MappedFile("labels", written, {**seen.form.notes, **draft.why, **_left(draft)})


def _optional(origin: Any) -> bool:
    return isinstance(origin, dict) and bool(origin.get("optional"))


def _left(draft: Draft) -> dict[str, str]:
    left = decisions.unmapped(draft)
    told = [f"{name} ({why})" if why else name for name, why in left.items()]
    return {"columns": f"not mapped: {', '.join(told)}"} if told else {}


def _beside(seen: Seen, folder: Path) -> list[MappedFile]:
    """The tables other than labels that a file's preset fills."""
    if seen.match is None:
        return []
    keys = {"preset": seen.match.name, "files": relative(seen.path, folder), **seen.form.keys}
    return [MappedFile(table, dict(keys), {}) for table in seen.match.preset.tables if table != "labels"]


def relative(path: Path, folder: Path) -> str:
    """A file's path as sources.yml has it: from the workspace."""
    return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()


def _recognised(seen: Seen) -> str:
    kind = seen.match.why() if seen.match else f"no tool's export that is known ({seen.form.family})"
    return f"{seen.name}: {kind}; {seen.profile.rows:,} rows"


def _months(draft: Draft) -> list[str]:
    origin = draft.columns.get("submitted_at")
    name = origin if isinstance(origin, str) else (origin or {}).get("column")
    if name is None:
        return [str(origin["constant"])[:7]] if origin else []
    forms = draft.profile.columns[name].times
    chosen = [
        form
        for form in forms
        if form.format == (origin.get("format", "") if isinstance(origin, dict) else "")
    ]
    return sorted({month for form in chosen for month in draft.profile.span(name, form) if month})

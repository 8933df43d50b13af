"""What is compared: two revisions of one edition, or one and what the working tree would make of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from .. import originals, publish, sealed
from ..components import FigureOfRecord
from ..errors import DataError, ParamsError, Problem
from ..params import Job
from ..pipeline.draft import Draft
from ..pipeline.task import Task
from ..publish import Revision
from ..render import Documents

WORKING = "working"  # what the working tree would make now


@dataclass(frozen=True)
class Side:
    """
    One set of documents: what it is called, its figures, and the digests of what it was made of.

    `says` are the digests that it prints itself, of a vendor's edition those of its own rows. `notebook` and
    `params` are what two of the digests are of, None where nobody kept it.
    """

    name: str
    job: str
    documents: Documents
    figures: tuple[FigureOfRecord, ...]
    says: Mapping[str, str]
    made_of: Mapping[str, str]
    notebook: bytes | None = field(default=None, repr=False)
    params: bytes | None = field(default=None, repr=False)


def named(outputs: Path, jobs: tuple[Job, Job], before: str | None, after: str | None) -> tuple[str, str]:
    """
    The names of both sides: those asked for, else the newest after, and before it the one before.

    Raises DataError where there are not enough revisions.
    """
    was, now = jobs
    after = after or _newest(outputs, now)
    below = None if was != now or after == WORKING else after
    return before or _newest(outputs, was, below), after


def of_revision(outputs: Path, job: Job, number: str) -> Side:
    """A revision of a job, unharmed. Raises ParamsError where there is none, DataError for a damaged one."""
    folders = {path.name: path for path in _all(outputs, job)}
    if number not in folders:
        known = ", ".join(sorted(folders, key=_number)) or "none"
        raise ParamsError(Problem(f"has no revision {number}", job.key, f"have {known}"))
    revision = Revision(folders[number], sealed.open_sealed(folders[number]))
    made_of = {name: value for name, value in revision.manifest.facts.items() if isinstance(value, str)}
    documents = Documents.inside(revision.folder)
    figures, says = _read(documents.summary)
    kept = [
        originals.kept(outputs, job.key, made_of[name].partition(" ")[0]) if name in made_of else None
        for name in ("notebook", "params")
    ]
    return Side(number, job.key, documents, figures, says, made_of, *kept)


def of_draft(task: Task, draft: Draft) -> Side:
    """What the working tree would make."""
    notebook, params = task.notebook.read_bytes(), task.params.content(task.job)
    figures, says = _read(draft.documents.summary)
    return Side(WORKING, task.job.key, draft.documents, figures, says, draft.made_of, notebook, params)


def _all(outputs: Path, job: Job) -> list[Path]:
    found = publish.home(outputs, job.key).glob(f"{publish.PREFIX}[0-9]*/{sealed.MANIFEST}")
    return [path.parent for path in found if path.parent.name.removeprefix(publish.PREFIX).isdigit()]


def _newest(outputs: Path, job: Job, below: str | None = None) -> str:
    """The newest revision of a job, or the newest below another one."""
    numbers = [_number(path.name) for path in _all(outputs, job)]
    least = [number for number in numbers if below is None or number < _number(below)]
    if not least:
        remedy = f"run it once more, or compare it with what would be made now: --to {WORKING}"
        raise DataError(Problem(f"has {len(numbers)} revisions, too few to compare", job.key, remedy))
    return f"{publish.PREFIX}{max(least)}"


def _number(name: str) -> int:
    """The number in a revision's name. Raises ParamsError where it is none."""
    number = name.removeprefix(publish.PREFIX)
    if not number.isdigit():
        remedy = f"write it as {publish.PREFIX}1, or {WORKING} for what would be made now"
        raise ParamsError(Problem(f"{name!r} is no revision", "--from, --to", remedy))
    return int(number)


def _read(summary: Path) -> tuple[tuple[FigureOfRecord, ...], dict[str, str]]:
    """The figures in a summary, and the digests that it names."""
    try:
        read: Any = json.loads(summary.read_bytes())
        figures = tuple(FigureOfRecord.model_validate(figure) for figure in read["figures"])
        return figures, {name: str(read[name]) for name in ("snapshot", "code")}
    except (ValidationError, KeyError) as error:
        what = "holds figures that this version cannot read"
        raise DataError(Problem(what, str(summary), "compare revisions of one version of labelqa")) from error

"""One job from start to finish, straight down: snapshot, extract, notebook, documents, revision."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic
from typing import Literal
from zoneinfo import ZoneInfo

from .. import publish, render
from ..errors import DataError, JobError, LabelQAError, Problem, ReleaseError
from ..params import Job, Params
from ..periods import Period
from ..snapshots import freshness
from ..snapshots.freshness import Asked, Found
from ..snapshots.snapshot_set import SnapshotSet
from .analyst_extract import AnalystExtract, beside_its_notebook
from .making import blemishes, make
from .task import RunContext, Task

__all__ = [
    "AnalystExtract",
    "JobResult",
    "RunContext",
    "Task",
    "beside_its_notebook",
    "failure",
    "run",
    "snapshot_of",
]

Status = Literal["published", "unchanged", "failed", "refused"]


@dataclass(frozen=True)
class JobResult:
    """
    How a job ended.

    `revision` and `documents` (html, pdf, xlsx, summary; absolute) name what stands, also where nothing
    changed.
    `cause` says in words why there are none, `problems` one by one, and `exit_code` what a command makes of
    it. `notes` are for whoever asked for the run, `blemishes` say what only looks wrong in it, `facts` are
    for the run record. `page` is where the documents explain its kind of error.
    """

    job: str
    status: Status
    seconds: float
    snapshot: str | None = None
    revision: str | None = None
    documents: Mapping[str, Path] = field(default_factory=dict)
    cause: str | None = None
    exit_code: int = 0
    notes: tuple[str, ...] = ()
    blemishes: tuple[render.Blemish, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    page: str | None = None


def snapshot_of(params: Params, market: str, period: Period, place: RunContext) -> Found:
    """The snapshot that a run of a market's period rests on."""
    today = place.now.astimezone(ZoneInfo(params.market(market).timezone)).date()
    asked = Asked(market, period, today, place.frozen)
    return freshness.find(params, asked, place.outputs, place.workspace, watch=place.watch)


def run(job: Job, params: Params, place: RunContext, snapshots_of: Callable[[Job], SnapshotSet]) -> JobResult:
    """
    Bring one job to its end and record it; an error of ours or of the disk is a result, not an exception.

    A job whose current revision was made of the same things is left as it is.
    """
    started = monotonic()
    try:
        with publish.reserved(place.outputs, job.key) as number:
            begun = place.registry.begin(job.key, place.now)
            ended = _attempt(job, params, place, snapshots_of, number)
            ended = replace(ended, seconds=round(monotonic() - started, 3))
            place.registry.note(begun, ended.facts)
            place.registry.finish(
                begun, ended.status, ended.seconds, ended.snapshot, ended.revision, ended.cause
            )
            return ended
    except (LabelQAError, OSError) as error:
        return failure(job, error, round(monotonic() - started, 3))


def failure(job: Job, error: Exception, seconds: float = 0.0) -> JobResult:
    """The result of a job that ended with an error: refused for its data or by a rule, else failed."""
    refused = isinstance(error, DataError | ReleaseError)
    cause = str(error) if isinstance(error, LabelQAError | OSError) else f"{type(error).__name__}: {error}"
    ours = error if isinstance(error, LabelQAError) else JobError(cause)
    ended = JobResult(job.key, "refused" if refused else "failed", seconds, cause=cause)
    return replace(ended, exit_code=ours.exit_code, problems=ours.problems, page=ours.page)


def _attempt(
    job: Job, params: Params, place: RunContext, snapshots_of: Callable[[Job], SnapshotSet], number: str
) -> JobResult:
    digest: str | None = None
    notes: tuple[str, ...] = ()
    try:
        snapshot_set = snapshots_of(job)
        digest, notes = snapshot_set.digest, snapshot_set.notes
        made = make(Task(job, params, place, snapshot_set, number))
    except (LabelQAError, OSError) as error:
        return replace(failure(job, error), snapshot=digest, notes=notes)
    documents = render.Documents.inside(made.revision.folder).model_dump()
    told = tuple(f"{job.key}: {note}" for note in made.notes)
    return JobResult(
        job.key,
        made.status,
        0.0,
        digest,
        made.revision.number,
        documents,
        notes=(*notes, *told),
        blemishes=blemishes(made.revision),
        facts={f"note {i}": note for i, note in enumerate((*notes, *told), start=1)} | dict(made.facts),
    )

"""One job from start to finish, straight down: snapshot, extract, notebook, documents, revision."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from time import monotonic
from typing import Any, Literal
from zoneinfo import ZoneInfo

import pyarrow as pa

from . import editions, execute, keys, provenance, publish, render
from .editions import clearance, investigations, key_sheets
from .editions.releases import TOLD, Releases, told_in
from .errors import DataError, JobError, LabelQAError, ReleaseError
from .extracts import Extract
from .keys import Keys
from .params import Job, Limits, Params
from .periods import Period
from .progress import Observer, Step, silent
from .publish import Revision
from .registry import LOOKS, Registry
from .render.request import Rendered
from .snapshots import freshness
from .snapshots.freshness import Asked, Found
from .snapshots.snapshot_set import SnapshotSet
from .workers import record

BLEMISHES = "blemishes"  # in the record of a revision
Status = Literal["published", "unchanged", "failed", "refused"]


@dataclass(frozen=True)
class RunContext:
    """
    Where runs read and write, when they were asked for, who watches, and the keys of vendors' editions.

    Both folders are absolute. `frozen` asks for the snapshots that stand, whatever has become of the sources;
    in a `strict` one what only looks wrong stops a report, too; where the box is `demanded` a vendor's
    edition is made in processes to which all is closed, or not at all.
    """

    workspace: Path
    outputs: Path
    registry: Registry
    now: dt.datetime
    watch: Observer = silent
    keys: Keys | None = None
    frozen: bool = False
    strict: bool = False
    demanded: bool = False


@dataclass(frozen=True)
class JobResult:
    """
    How a job ended.

    `revision` and `documents` (html, pdf, xlsx, summary; absolute) name what stands, also where nothing
    changed.
    `cause` says in words why there are none, and `exit_code` what a command makes of it. `notes` are for
    whoever asked for the run, `blemishes` say what only looks wrong in it, `facts` are for the run record.
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
    code = error.exit_code if isinstance(error, LabelQAError) else JobError.exit_code
    cause = str(error) if isinstance(error, LabelQAError | OSError) else f"{type(error).__name__}: {error}"
    return JobResult(job.key, "refused" if refused else "failed", seconds, cause=cause, exit_code=code)


def _attempt(
    job: Job, params: Params, place: RunContext, snapshots_of: Callable[[Job], SnapshotSet], number: str
) -> JobResult:
    digest: str | None = None
    notes: tuple[str, ...] = ()
    try:
        snapshot_set = snapshots_of(job)
        digest, notes = snapshot_set.digest, snapshot_set.notes
        made = _make(_Task(job, params, place, snapshot_set, number))
    except (LabelQAError, OSError) as error:
        return replace(failure(job, error), snapshot=digest, notes=notes)
    documents = render.Documents.inside(made.revision.folder).model_dump()
    return JobResult(
        job.key,
        made.status,
        0.0,
        digest,
        made.revision.number,
        documents,
        notes=notes,
        blemishes=_blemishes(made.revision),
        facts={f"note {number}": note for number, note in enumerate(notes, start=1)} | dict(made.facts),
    )


@dataclass(frozen=True)
class _Task:
    """A job with all that it is done with, and the number that its revision will have."""

    job: Job
    params: Params
    place: RunContext
    snapshot_set: SnapshotSet
    number: str

    @property
    def notebook(self) -> Path:
        return (
            self.place.workspace
            / self.params.project.notebooks
            / self.params.report(self.job.report).notebook
        )

    @property
    def templates(self) -> Path:
        return self.place.workspace / self.params.project.templates

    @property
    def vendor(self) -> str | None:
        return self.params.edition(self.job.edition).vendor

    @property
    def demanded(self) -> bool:
        """Whether it is made in processes to which all is closed, or not at all."""
        return bool(self.place.demanded and self.vendor)

    @property
    def limits(self) -> Limits:
        limits = self.params.limits(self.job.report)
        return limits.model_copy(update={"strict": limits.strict or self.place.strict})

    @cached_property
    def beside(self) -> Mapping[str, pa.Table]:
        """What stands beside the snapshot: the findings that investigations confirmed."""
        return investigations.confirmed(self.job, self.params, self.place.outputs)


@dataclass(frozen=True)
class _Made:
    """The revision that stands, and what the run record is to say of how it came about."""

    status: Status
    revision: Revision
    facts: Mapping[str, str] = field(default_factory=dict)


def _make(task: _Task) -> _Made:
    made_of = _ingredients(task)
    stands = publish.standing(task.place.outputs, task.job.key, made_of[publish.INPUTS])
    if stands and not (task.limits.strict and _blemishes(stands)):
        _restore_key_sheet(task, stands)
        return _Made("unchanged", stands)
    with _work_folder(task.place.outputs / publish.BENCHES / task.job.key) as work_folder:
        extract = _cut(task, work_folder)
        executed = _execute(task, extract, work_folder)
        documents = _render(task, extract, executed, work_folder)
        cleared = _clear(task, extract)
        revision = _publish(task, extract, documents, made_of)
    return _Made("published", revision, _told(executed, documents) | _withheld(task) | cleared)


def _ingredients(task: _Task) -> dict[str, str]:
    """
    The digests of all that a job's documents are made of.

    With other keys a vendor's edition has other pseudonyms.
    """
    known = [task.place.keys.of(task.vendor).fingerprint] if task.vendor and task.place.keys else []
    beside = [investigations.digest(task.beside)] if task.beside else []
    digest = " ".join([task.params.digest(task.job), *known, *beside])
    snapshot_set = task.snapshot_set
    return provenance.ingredients(
        snapshot_set.digest, snapshot_set.check, digest, task.notebook, task.templates
    )


def _restore_key_sheet(task: _Task, stands: Revision) -> None:
    """Put the key sheet of a revision that stands in its place again, where it is not there as it was."""
    if publish.lacks_key_sheet(task.place.outputs, task.job.key, stands):
        _key_sheet(task, render.Documents.inside(stands.folder), stands.number)


def _cut(task: _Task, work_folder: Path) -> Extract:
    task.place.watch(Step(task.job.key, "cut"))
    return editions.cut(
        task.snapshot_set, task.job, task.params, work_folder / "extract", task.place.keys, task.beside
    )


def _execute(task: _Task, extract: Extract, work_folder: Path) -> execute.Executed:
    """The notebook on the extract, by whose parameters an edition names nobody that it may not."""
    job = replace(task.job, parameters=extract.context.parameters)
    at = execute.Bench(work_folder, _outside(task.place, work_folder), task.demanded)
    return execute.execute(job, task.notebook, extract, at, task.limits, task.place.watch)


def _render(task: _Task, extract: Extract, executed: execute.Executed, work_folder: Path) -> Rendered:
    task.place.watch(Step(task.job.key, "render"))
    into, outside = work_folder / "documents", _outside(task.place, work_folder)
    facts = _facts(task, extract)
    documents = render.render(executed.notebook, into, facts, task.templates, task.limits, outside)
    if task.demanded:
        record.demand(documents.closed, "the renderer")
    return documents


def _clear(task: _Task, extract: Extract) -> dict[str, str]:
    """What an edition tells of others, entered in the ledger before anybody can read it."""
    place = task.place
    ledger = clearance.Ledger(Releases(place.registry, place.outputs, task.params))
    return clearance.clear(extract, task.snapshot_set, place.keys, ledger, task.job.key, task.number)


def _publish(task: _Task, extract: Extract, documents: Rendered, made_of: Mapping[str, str]) -> Revision:
    job, place = task.job, task.place
    place.watch(Step(job.key, "publish"))
    looks = [blemish.model_dump() for blemish in documents.blemishes]
    facts = {
        "job": job.key,
        "revision": task.number,
        **made_of,
        BLEMISHES: looks,
        **({TOLD: told_in(extract)} if extract.context.vendor else {}),
        **_key_sheet(task, documents, task.number),
    }
    return publish.publish(documents.html.parent, place.outputs, job.key, facts)


def _withheld(task: _Task) -> dict[str, str]:
    kept_back = editions.withheld(task.snapshot_set, task.job, task.params, task.place.keys)
    return {f"benchmark withheld: {metric}": why for metric, why in kept_back.items()}


def _told(executed: execute.Executed, documents: Rendered) -> dict[str, str]:
    """What a run record is to say of the boxes, and of what only looks wrong."""
    boxes = {"kernel": executed.closed, "render": documents.closed}
    told = {f"{box} {what}": how for box, closed in boxes.items() for what, how in closed.items()}
    return told | {f"{LOOKS}{i:03}": str(each) for i, each in enumerate(documents.blemishes, start=1)}


def _key_sheet(task: _Task, documents: render.Documents, number: str) -> dict[str, str]:
    """What a vendor's revision seals of its key sheet, now in its place; nothing of others."""
    job, place = task.job, task.place
    shown = (documents.html, documents.xlsx, documents.summary)  # what the PDF attaches is in the spreadsheet
    content = key_sheets.key_sheet(task.snapshot_set, job, task.params, place.keys, shown)
    return {} if content is None else publish.keep_key_sheet(content, place.outputs, job.key, number)


def _outside(place: RunContext, work_folder: Path) -> tuple[Path, ...]:
    """What is out of reach for the processes that make a report, one of a kind; they are to try."""
    params = place.workspace / "params" / "project.yml"
    secret = place.workspace / keys.FILE
    return (
        place.workspace,
        params,
        *([secret] if secret.is_file() else []),
        place.outputs,
        work_folder / publish.PROBE,
    )


def _blemishes(revision: Revision) -> tuple[render.Blemish, ...]:
    """What only looks wrong in a revision, as was noted when it was made."""
    noted: Any = revision.manifest.facts.get(BLEMISHES, ())
    return tuple(render.Blemish.model_validate(each) for each in noted)


@contextmanager
def _work_folder(folder: Path) -> Iterator[Path]:
    """A fresh folder to work in; of a run that failed, the notebook and its traceback stay."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    (folder / publish.PROBE).touch()
    (folder / "documents").mkdir()
    try:
        yield folder
    except BaseException:
        for name in ("extract", "scratch", "documents"):
            shutil.rmtree(folder / name, ignore_errors=True)
        (folder / publish.PROBE).unlink(missing_ok=True)
        raise
    shutil.rmtree(folder, ignore_errors=True)


def _facts(task: _Task, extract: Extract) -> render.RenderFacts:
    job, params, snapshot_set = task.job, task.params, task.snapshot_set
    return render.RenderFacts(
        report=job.report,
        title=params.report(job.report).title,
        market=job.market,
        period=job.period.text,
        edition=job.edition,
        revision=task.number,
        snapshot=extract.context.snapshot,
        code=provenance.code(),
        paper=params.project.paper,
        locale=params.locale(job),
        provisional=snapshot_set.provisional,
        job=job.key,
        created=dt.datetime.combine(snapshot_set.frozen_on, dt.time(), dt.UTC),
    )

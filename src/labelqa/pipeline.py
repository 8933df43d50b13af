"""One job from start to finish, straight down: snapshot, extract, notebook, documents, revision."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
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
from .params import Job, Params
from .periods import Period
from .progress import Observer, Step, silent
from .publish import Revision
from .registry import LOOKS, Registry
from .render.request import Rendered
from .snapshots import freshness
from .snapshots.freshness import Asked, Found
from .snapshots.holdings import Holdings
from .workers import record

BLEMISHES = "blemishes"  # in the record of a revision
Status = Literal["published", "unchanged", "failed", "refused"]


@dataclass(frozen=True)
class Workplace:
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


def snapshot_of(params: Params, market: str, period: Period, place: Workplace) -> Found:
    """The snapshot that a run of a market's period rests on."""
    today = place.now.astimezone(ZoneInfo(params.market(market).timezone)).date()
    asked = Asked(market, period, today, place.frozen)
    return freshness.find(params, asked, place.outputs, place.workspace, watch=place.watch)


def run(job: Job, params: Params, place: Workplace, holdings_of: Callable[[Job], Holdings]) -> JobResult:
    """
    Bring one job to its end and record it; an error of ours or of the disk is a result, not an exception.

    A job whose current revision was made of the same things is left as it is.
    """
    started = monotonic()
    try:
        with publish.reserved(place.outputs, job.key) as number:
            begun = place.registry.begin(job.key, place.now)
            ended = _attempt(job, params, place, holdings_of, number)
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
    job: Job, params: Params, place: Workplace, holdings_of: Callable[[Job], Holdings], number: str
) -> JobResult:
    digest: str | None = None
    notes: tuple[str, ...] = ()
    try:
        holdings = holdings_of(job)
        digest, notes = holdings.digest, holdings.notes
        made = _make(job, params, place, holdings, number)
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
class _Made:
    """The revision that stands, and what the run record is to say of how it came about."""

    status: Status
    revision: Revision
    facts: Mapping[str, str] = field(default_factory=dict)


def _make(job: Job, params: Params, place: Workplace, holdings: Holdings, number: str) -> _Made:
    notebook = place.workspace / params.project.notebooks / params.report(job.report).notebook
    templates = place.workspace / params.project.templates
    beside = investigations.confirmed(job, params, place.outputs)
    made_of = provenance.ingredients(
        holdings.digest, holdings.check, _digest(job, params, place, beside), notebook, templates
    )
    limits = params.limits(job.report)
    limits = limits.model_copy(update={"strict": limits.strict or place.strict})
    stands = publish.standing(place.outputs, job.key, made_of[publish.INPUTS])
    if stands and not (limits.strict and _blemishes(stands)):
        if publish.lacks_key_sheet(place.outputs, job.key, stands):
            documents = render.Documents.inside(stands.folder)
            _key_sheet(job, params, place, holdings, documents, stands.number)
        return _Made("unchanged", stands)
    with _bench(place.outputs / publish.BENCHES / job.key) as bench:
        place.watch(Step(job.key, "cut"))
        extract = editions.cut(holdings, job, params, bench / "extract", place.keys, beside)
        job = replace(job, parameters=extract.context.parameters)  # in which the edition may name nobody else
        outside, demanded = _outside(place, bench), place.demanded and params.edition(job.edition).vendor
        at = execute.Bench(bench, outside, bool(demanded))
        executed = execute.execute(job, notebook, extract, at, limits, place.watch)
        place.watch(Step(job.key, "render"))
        facts = _facts(job, params, holdings, extract, number)
        documents = render.render(executed.notebook, bench / "documents", facts, templates, limits, outside)
        if demanded:
            record.demand(documents.closed, "the renderer")
        ledger = clearance.Ledger(Releases(place.registry, place.outputs, params))
        cleared = clearance.clear(extract, holdings, place.keys, ledger, job.key, number)
        place.watch(Step(job.key, "publish"))
        looks = [blemish.model_dump() for blemish in documents.blemishes]
        noted: dict[str, object] = {"job": job.key, "revision": number, **made_of, BLEMISHES: looks}
        noted |= {TOLD: told_in(extract)} if extract.context.vendor else {}
        noted |= _key_sheet(job, params, place, holdings, documents, number)
        revision = publish.publish(documents.html.parent, place.outputs, job.key, noted)
    kept_back = editions.withheld(holdings, job, params, place.keys)
    told = {f"benchmark withheld: {metric}": why for metric, why in kept_back.items()}
    return _Made("published", revision, _told(executed, documents) | told | cleared)


def _told(executed: execute.Executed, documents: Rendered) -> dict[str, str]:
    """What a run record is to say of the boxes, and of what only looks wrong."""
    boxes = {"kernel": executed.closed, "render": documents.closed}
    told = {f"{box} {what}": how for box, closed in boxes.items() for what, how in closed.items()}
    return told | {f"{LOOKS}{i:03}": str(each) for i, each in enumerate(documents.blemishes, start=1)}


def _key_sheet(
    job: Job, params: Params, place: Workplace, holdings: Holdings, documents: render.Documents, number: str
) -> dict[str, str]:
    """What a vendor's revision seals of its key sheet, now in its place; nothing of others."""
    shown = (documents.html, documents.xlsx, documents.summary)  # what the PDF attaches is in the spreadsheet
    content = key_sheets.key_sheet(holdings, job, params, place.keys, shown)
    return {} if content is None else publish.keep_key_sheet(content, place.outputs, job.key, number)


def _outside(place: Workplace, bench: Path) -> tuple[Path, ...]:
    """What is out of reach for the processes that make a report, one of a kind; they are to try."""
    params = place.workspace / "params" / "project.yml"
    secret = place.workspace / keys.FILE
    return (
        place.workspace,
        params,
        *([secret] if secret.is_file() else []),
        place.outputs,
        bench / publish.PROBE,
    )


def _blemishes(revision: Revision) -> tuple[render.Blemish, ...]:
    """What only looks wrong in a revision, as was noted when it was made."""
    noted: Any = revision.manifest.facts.get(BLEMISHES, ())
    return tuple(render.Blemish.model_validate(each) for each in noted)


def _digest(job: Job, params: Params, place: Workplace, beside: Mapping[str, pa.Table]) -> str:
    """
    The digest of a job's params and of what stands beside its snapshot.

    With other keys a vendor's edition has other pseudonyms.
    """
    vendor = params.edition(job.edition).vendor
    known = [place.keys.of(vendor).fingerprint] if vendor and place.keys else []
    return " ".join([params.digest(job), *known, *([investigations.digest(beside)] if beside else [])])


@contextmanager
def _bench(folder: Path) -> Iterator[Path]:
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


def _facts(job: Job, params: Params, holdings: Holdings, extract: Extract, number: str) -> render.RenderFacts:
    return render.RenderFacts(
        report=job.report,
        title=params.report(job.report).title,
        market=job.market,
        period=job.period.text,
        edition=job.edition,
        revision=number,
        snapshot=extract.context.snapshot,
        code=provenance.code(),
        paper=params.project.paper,
        locale=params.locale(job),
        provisional=holdings.provisional,
        job=job.key,
        created=dt.datetime.combine(holdings.frozen_on, dt.time(), dt.UTC),
    )

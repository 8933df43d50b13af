"""How a revision is made of a task, step by step, or found to stand already."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from .. import editions, execute, keys, provenance, publish, render
from ..editions import clearance, investigations, key_sheets
from ..editions.releases import TOLD, Releases, told_in
from ..execute.stepping import KeptKernel
from ..extracts import FOLDER, Extract
from ..progress import Step
from ..publish import Revision
from ..registry import LOOKS
from ..render.process import RENDERERS
from ..render.request import Rendered
from ..workers import record
from ..workers.provisioner import KERNELS
from .task import RunContext, Task

BLEMISHES = "blemishes"  # in the record of a revision
DOCUMENTS = "documents"  # in a folder to work in


@dataclass(frozen=True)
class MadeRevision:
    """The revision that stands, and what the run record is to say of how it came about."""

    status: Literal["published", "unchanged"]
    revision: Revision
    facts: Mapping[str, str] = field(default_factory=dict)


def make(task: Task) -> MadeRevision:
    """The revision of a task: the one that stands where it was made of the same things, else a new one."""
    made_of = _ingredients(task)
    stands = publish.standing(task.place.outputs, task.job.key, made_of[publish.INPUTS])
    if stands and not (task.limits.strict and blemishes(stands)):
        _restore_key_sheet(task, stands)
        return MadeRevision("unchanged", stands)
    for server in (KERNELS, RENDERERS):
        server.prepare()  # they import what they fork with while the extract is cut
    with _work_folder(task.place.outputs / publish.BENCHES / task.job.key) as work_folder:
        extract = cut(task, work_folder)
        run = executed(task, extract, work_folder)
        documents = rendered(task, extract, run, work_folder)
        cleared = _clear(task, extract)
        revision = _publish(task, extract, documents, made_of)
    return MadeRevision("published", revision, _told(run, documents) | _withheld(task) | cleared)


def _ingredients(task: Task) -> dict[str, str]:
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


def _restore_key_sheet(task: Task, stands: Revision) -> None:
    """Put the key sheet of a revision that stands in its place again, where it is not there as it was."""
    if publish.lacks_key_sheet(task.place.outputs, task.job.key, stands):
        _key_sheet(task, render.Documents.inside(stands.folder), stands.number)


def cut(task: Task, work_folder: Path) -> Extract:
    """The extract of a task's edition, in a folder of its own inside the given one."""
    task.place.watch(Step(task.job.key, "cut"))
    return editions.cut(
        task.snapshot_set, task.job, task.params, work_folder / FOLDER, task.place.keys, task.beside
    )


def executed(
    task: Task, extract: Extract, work_folder: Path, kept: KeptKernel | None = None
) -> execute.Executed:
    """The notebook on the extract, by whose parameters an edition names nobody that it may not."""
    job = replace(task.job, parameters=extract.context.parameters)
    at = execute.Bench(work_folder, outside(task.place, work_folder), task.demanded, kept)
    return execute.execute(job, task.notebook, extract, at, task.limits, task.place.watch)


def rendered(task: Task, extract: Extract, run: execute.Executed, work_folder: Path) -> Rendered:
    """The documents of a notebook that ran on the extract, in a folder inside the given one."""
    task.place.watch(Step(task.job.key, "render"))
    into, facts = work_folder / DOCUMENTS, facts_of(task, extract)
    beyond = outside(task.place, work_folder)
    documents = render.render(run.notebook, into, facts, task.templates, task.limits, beyond)
    if task.demanded:
        record.demand(documents.closed, "the renderer")
    return documents


def _clear(task: Task, extract: Extract) -> dict[str, str]:
    """What an edition tells of others, entered in the ledger before anybody can read it."""
    place = task.place
    ledger = clearance.Ledger(Releases(place.registry, place.outputs, task.params))
    return clearance.clear(extract, task.snapshot_set, place.keys, ledger, task.job.key, task.number)


def _publish(task: Task, extract: Extract, documents: Rendered, made_of: Mapping[str, str]) -> Revision:
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


def _withheld(task: Task) -> dict[str, str]:
    kept_back = editions.withheld(task.snapshot_set, task.job, task.params, task.place.keys)
    return {f"benchmark withheld: {metric}": why for metric, why in kept_back.items()}


def _told(run: execute.Executed, documents: Rendered) -> dict[str, str]:
    """What a run record is to say of the boxes, and of what only looks wrong."""
    boxes = {"kernel": run.closed, "render": documents.closed}
    told = {f"{box} {what}": how for box, closed in boxes.items() for what, how in closed.items()}
    return told | {f"{LOOKS}{i:03}": str(each) for i, each in enumerate(documents.blemishes, start=1)}


def _key_sheet(task: Task, documents: render.Documents, number: str) -> dict[str, str]:
    """What a vendor's revision seals of its key sheet, now in its place; nothing of others."""
    job, place = task.job, task.place
    shown = (documents.html, documents.xlsx, documents.summary)  # what the PDF attaches is in the spreadsheet
    content = key_sheets.key_sheet(task.snapshot_set, job, task.params, place.keys, shown)
    return {} if content is None else publish.keep_key_sheet(content, place.outputs, job.key, number)


def outside(place: RunContext, work_folder: Path) -> tuple[Path, ...]:
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


def blemishes(revision: Revision) -> tuple[render.Blemish, ...]:
    """What only looks wrong in a revision, as was noted when it was made."""
    noted: Any = revision.manifest.facts.get(BLEMISHES, ())
    return tuple(render.Blemish.model_validate(each) for each in noted)


def furnish(folder: Path) -> None:
    """Make a new folder to work in."""
    folder.mkdir(mode=0o700, parents=True)
    (folder / publish.PROBE).touch()
    (folder / DOCUMENTS).mkdir()


@contextmanager
def _work_folder(folder: Path) -> Iterator[Path]:
    """A fresh folder to work in; of a run that failed, the notebook and its traceback stay."""
    shutil.rmtree(folder, ignore_errors=True)
    furnish(folder)
    try:
        yield folder
    except BaseException:
        for name in (FOLDER, "scratch", DOCUMENTS):
            shutil.rmtree(folder / name, ignore_errors=True)
        (folder / publish.PROBE).unlink(missing_ok=True)
        raise
    shutil.rmtree(folder, ignore_errors=True)


def facts_of(task: Task, extract: Extract) -> render.RenderFacts:
    """What the documents of a task say of themselves."""
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
        own_figures=extract.context.own_figures and extract.context.vendor is not None,
        job=job.key,
        created=dt.datetime.combine(snapshot_set.frozen_on, dt.time(), dt.UTC),
    )

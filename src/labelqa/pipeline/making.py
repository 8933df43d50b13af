"""How a revision is made of a task, step by step, or found to stand already."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from .. import editions, execute, keys, originals, provenance, publish, render
from ..editions import clearance, investigations, key_sheets
from ..editions.releases import TOLD, Releases, told_in
from ..errors import Problem, ReleaseError
from ..execute import printable
from ..extracts import FOLDER, Extract
from ..progress import Step
from ..publish import Revision
from ..registry import LOOKS
from ..render.request import Rendered
from ..workers import record
from . import printed
from .task import RunContext, Task

BLEMISHES, PRINTED = "blemishes", "printed"  # in the record of a revision


@dataclass(frozen=True)
class MadeRevision:
    """The revision that stands, and what the run record is to say of how it came about."""

    status: Literal["published", "unchanged"]
    revision: Revision
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Draft:
    """Documents that nobody published, and the digests of what they were made of."""

    documents: render.Documents
    made_of: Mapping[str, str]


def make(task: Task) -> MadeRevision:
    """The revision of a task: the one that stands where it was made of the same things, else a new one."""
    made_of = _ingredients(task)
    if stands := _standing(task, publish.INPUTS, made_of[publish.INPUTS]):
        return MadeRevision("unchanged", stands)
    with _work_folder(task.place.outputs / publish.BENCHES / task.job.key) as work_folder:
        extract = cut(task, work_folder)
        executed = _execute(task, extract, work_folder)
        facts = _facts(task, extract)
        made_of[PRINTED] = printed.digest(
            executed.notebook, facts, task.limits, made_of, _told_of_others(extract)
        )
        if stands := _standing(task, PRINTED, made_of[PRINTED]):
            publish.keep_inputs(task.place.outputs, task.job.key, stands, made_of[publish.INPUTS])
            return MadeRevision("unchanged", stands, _boxes({"kernel": executed.closed}))
        documents = _render(task, facts, executed, work_folder)
        cleared = _clear(task, extract)
        revision = _publish(task, extract, documents, made_of)
    return MadeRevision("published", revision, _told(executed, documents) | _withheld(task) | cleared)


def _standing(task: Task, fact: str, value: str) -> Revision | None:
    """The revision that stands, its key sheet in its place, where it was made of the same or prints it."""
    stands = publish.standing(task.place.outputs, task.job.key, value, fact)
    if stands is None or (task.limits.strict and blemishes(stands)):
        return None
    _restore_key_sheet(task, stands)
    return stands


def _ingredients(task: Task) -> dict[str, str]:
    """
    The digests of all that a job's documents are made of.

    With other keys a vendor's edition has other pseudonyms.
    """
    provenance.require(task.notebook, task.templates)
    known = [task.place.keys.of(task.vendor).fingerprint] if task.vendor and task.place.keys else []
    beside = [investigations.digest(task.beside)] if task.beside else []
    digest = " ".join([task.params.digest(task.job), *known, *beside])
    snapshot_set = task.snapshot_set
    notebook = printable.digest(task.notebook)
    return provenance.ingredients(snapshot_set.digest, snapshot_set.check, digest, notebook, task.templates)


def _restore_key_sheet(task: Task, stands: Revision) -> None:
    """Put the key sheet of a revision that stands in its place again, where it is not there as it was."""
    if publish.lacks_key_sheet(task.place.outputs, task.job.key, stands):
        _key_sheet(task, render.Documents.inside(stands.folder), stands.number)


def draft(task: Task, into: Path) -> Draft:
    """
    The documents of a task as a run would make them now, inside the folder `into`; nothing is recorded.

    Nobody clears it, so it is for the company's own editions alone. Raises ReleaseError for a vendor's, and
    what a run raises.
    """
    if task.vendor:
        what = "a vendor's edition is made by a run alone, which clears it"
        raise ReleaseError(Problem(what, task.job.key, "run it, then compare revisions"))
    made_of = _ingredients(task)
    with _work_folder(into / "work") as work_folder:
        extract = cut(task, work_folder)
        executed = _execute(task, extract, work_folder)
        documents = _render(task, _facts(task, extract), executed, work_folder)
        documents.html.parent.rename(into / "documents")
    return Draft(render.Documents.inside(into / "documents"), made_of)


def cut(task: Task, work_folder: Path) -> Extract:
    """The extract of a task's edition, in a folder of its own inside the given one."""
    task.place.watch(Step(task.job.key, "cut"))
    return editions.cut(
        task.snapshot_set, task.job, task.params, work_folder / FOLDER, task.place.keys, task.beside
    )


def _execute(task: Task, extract: Extract, work_folder: Path) -> execute.Executed:
    """The notebook on the extract, by whose parameters an edition names nobody that it may not."""
    job = replace(task.job, parameters=extract.context.parameters)
    at = execute.Bench(work_folder, _outside(task.place, work_folder), task.demanded)
    return execute.execute(job, task.notebook, extract, at, task.limits, task.place.watch)


def _render(task: Task, facts: render.RenderFacts, executed: execute.Executed, work_folder: Path) -> Rendered:
    task.place.watch(Step(task.job.key, "render"))
    into, outside = work_folder / "documents", _outside(task.place, work_folder)
    documents = render.render(executed.notebook, into, facts, task.templates, task.limits, outside)
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
    originals.keep(place.outputs, job.key, made_of["notebook"], task.notebook.read_bytes())
    originals.keep(place.outputs, job.key, task.params.digest(job), task.params.content(job))
    looks = [blemish.model_dump() for blemish in documents.blemishes]
    facts = {
        "job": job.key,
        "revision": task.number,
        **made_of,
        BLEMISHES: looks,
        **_told_of_others(extract),
        **_key_sheet(task, documents, task.number),
    }
    return publish.publish(documents.html.parent, place.outputs, job.key, facts)


def _told_of_others(extract: Extract) -> dict[str, Any]:
    """What a vendor's edition was told of others, printed or not; nothing in one of the company's own."""
    return {TOLD: told_in(extract)} if extract.context.vendor else {}


def _withheld(task: Task) -> dict[str, str]:
    kept_back = editions.withheld(task.snapshot_set, task.job, task.params, task.place.keys)
    return {f"benchmark withheld: {metric}": why for metric, why in kept_back.items()}


def _told(executed: execute.Executed, documents: Rendered) -> dict[str, str]:
    """What a run record is to say of the boxes, and of what only looks wrong."""
    told = _boxes({"kernel": executed.closed, "render": documents.closed})
    return told | {f"{LOOKS}{i:03}": str(each) for i, each in enumerate(documents.blemishes, start=1)}


def _boxes(boxes: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    return {f"{box} {what}": how for box, closed in boxes.items() for what, how in closed.items()}


def _key_sheet(task: Task, documents: render.Documents, number: str) -> dict[str, str]:
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


def blemishes(revision: Revision) -> tuple[render.Blemish, ...]:
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
        for name in (FOLDER, "scratch", "documents"):
            shutil.rmtree(folder / name, ignore_errors=True)
        (folder / publish.PROBE).unlink(missing_ok=True)
        raise
    shutil.rmtree(folder, ignore_errors=True)


def _facts(task: Task, extract: Extract) -> render.RenderFacts:
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

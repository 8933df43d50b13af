"""How a revision is made of a task, step by step, or found to stand already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from .. import editions, execute, originals, publish, render
from ..editions import clearance, key_sheets
from ..editions.releases import TOLD, Releases, told_in
from ..extracts import Extract
from ..progress import Step
from ..publish import Revision
from ..registry import LOOKS
from ..render.process import RENDERERS
from ..render.request import Rendered
from ..workers.provisioner import KERNELS
from . import printed
from .steps import Renderable, ingredients, renderable, rendered, work_folder
from .task import Task

BLEMISHES, PRINTED = "blemishes", "printed"  # in the record of a revision


@dataclass(frozen=True)
class MadeRevision:
    """The revision that stands, and what the run record is to say of how it came about."""

    status: Literal["published", "unchanged"]
    revision: Revision
    facts: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def make(task: Task) -> MadeRevision:
    """The revision of a task: the one that stands where it was made of the same things, else a new one."""
    made_of = ingredients(task)
    if stands := _standing(task, publish.INPUTS, made_of[publish.INPUTS]):
        return MadeRevision("unchanged", stands)
    for server in (KERNELS, RENDERERS):
        server.prepare()  # they import what they fork with while the extract is cut
    with work_folder(task.place.outputs / publish.BENCHES / task.job.key) as folder:
        ready = renderable(task, folder)
        extract, run, notes = ready.extract, ready.run, _notes(ready)
        told_of_others = _told_of_others(extract)
        made_of[PRINTED] = printed.digest(run.notebook, ready.facts, task.limits, made_of, told_of_others)
        if stands := _standing(task, PRINTED, made_of[PRINTED]):
            publish.keep_inputs(task.place.outputs, task.job.key, stands, made_of[publish.INPUTS])
            return MadeRevision("unchanged", stands, _boxes({"kernel": run.closed}), notes)
        documents = rendered(task, ready.facts, run, folder)
        cleared = _clear(task, extract)
        revision = _publish(task, extract, documents, made_of)
    told = _told(run, documents) | _withheld(task) | cleared | _made_with(extract)
    return MadeRevision("published", revision, told, notes)


def _notes(ready: Renderable) -> tuple[str, ...]:
    """A note for every comment whose figure the report does not show."""
    return tuple(
        f"the commentary of {comment.date} on {comment.figure} is not printed: no exhibit shows that figure"
        for comment in ready.unprinted
    )


def _standing(task: Task, fact: str, value: str) -> Revision | None:
    """The revision that stands, its key sheet in its place, where it was made of the same or prints it."""
    stands = publish.standing(task.place.outputs, task.job.key, value, fact)
    if stands is None or (task.limits.strict and blemishes(stands)):
        return None
    _restore_key_sheet(task, stands)
    return stands


def _restore_key_sheet(task: Task, stands: Revision) -> None:
    """Put the key sheet of a revision that stands in its place again, where it is not there as it was."""
    if publish.lacks_key_sheet(task.place.outputs, task.job.key, stands):
        _key_sheet(task, render.Documents.inside(stands.folder), stands.number)


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


def _made_with(extract: Extract) -> dict[str, str]:
    """Whose notebook and templates were used."""
    return {f"{name} of": origin for name, origin in extract.context.origins.items()}


def _withheld(task: Task) -> dict[str, str]:
    kept_back = editions.withheld(task.snapshot_set, task.job, task.params, task.place.keys)
    return {f"benchmark withheld: {metric}": why for metric, why in kept_back.items()}


def _told(run: execute.Executed, documents: Rendered) -> dict[str, str]:
    """What a run record is to say of the boxes, and of what only looks wrong."""
    told = _boxes({"kernel": run.closed, "render": documents.closed})
    return told | {f"{LOOKS}{i:03}": str(each) for i, each in enumerate(documents.blemishes, start=1)}


def _boxes(boxes: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    return {f"{box} {what}": how for box, closed in boxes.items() for what, how in closed.items()}


def _key_sheet(task: Task, documents: render.Documents, number: str) -> dict[str, str]:
    """What a vendor's revision seals of its key sheet, now in its place; nothing of others."""
    job, place = task.job, task.place
    shown = (documents.html, documents.xlsx, documents.summary)  # what the PDF attaches is in the spreadsheet
    content = key_sheets.key_sheet(task.snapshot_set, job, task.params, place.keys, shown)
    return {} if content is None else publish.keep_key_sheet(content, place.outputs, job.key, number)


def blemishes(revision: Revision) -> tuple[render.Blemish, ...]:
    """What only looks wrong in a revision, as was noted when it was made."""
    noted: Any = revision.manifest.facts.get(BLEMISHES, ())
    return tuple(render.Blemish.model_validate(each) for each in noted)

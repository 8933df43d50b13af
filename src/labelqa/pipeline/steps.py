"""The steps that a run and a draft have in common: what a report is made of, its extract, its pages."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from .. import editions, execute, keys, provenance, publish, render
from ..components import Cover, KeyPoints
from ..editions import investigations
from ..editions.commentary import commentary
from ..execute import printable
from ..execute.stepping import KeptKernel
from ..extracts import FOLDER, Extract
from ..params.commentary import Comment
from ..progress import Step
from ..render.commentary import concerns
from ..render.request import Rendered
from ..workers import record
from .task import RunContext, Task

DOCUMENTS = "documents"  # in a folder to work in


def ingredients(task: Task) -> dict[str, str]:
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


@dataclass(frozen=True)
class Renderable:
    """A task whose notebook ran: what the renderer is given, and comments on figures that are not shown."""

    extract: Extract
    run: execute.Executed
    facts: render.RenderFacts
    unprinted: tuple[Comment, ...]


def renderable(task: Task, work_folder: Path) -> Renderable:
    """A task taken as far as to the renderer, in a folder to work in. Raises what a run raises before it."""
    extract, comments = cut(task, work_folder), written(task)
    run = executed_on(task, extract, work_folder)
    shown = printed_of(comments, run)
    unprinted = tuple(comment for comment in comments if comment not in shown)
    return Renderable(extract, run, facts_of(task, extract, shown), unprinted)


def cut(task: Task, work_folder: Path) -> Extract:
    """The extract of a task's edition, in a folder of its own inside the given one."""
    task.place.watch(Step(task.job.key, "cut"))
    return editions.cut(
        task.snapshot_set, task.job, task.params, work_folder / FOLDER, task.place.keys, task.beside
    )


def written(task: Task) -> tuple[Comment, ...]:
    """What people wrote for a task's edition. Raises ReleaseError where it may not be told."""
    return commentary(task.snapshot_set, task.job, task.params, task.place.keys)


def printed_of(comments: tuple[Comment, ...], executed: execute.Executed) -> tuple[Comment, ...]:
    """The comments on figures that the report shows."""
    parts = [part for part in executed.components if not isinstance(part, Cover | KeyPoints)]
    figures = [figure for part in parts for figure in part.figures]
    return tuple(comment for comment in comments if concerns(comment, figures))


def executed_on(
    task: Task, extract: Extract, work_folder: Path, kept: KeptKernel | None = None
) -> execute.Executed:
    """
    The notebook on the extract, by whose parameters an edition names nobody that it may not.

    In a kernel that is `kept`, or in one of its own.
    """
    job = replace(task.job, parameters=extract.context.parameters)
    at = execute.Bench(work_folder, outside(task.place, work_folder), task.demanded, kept)
    return execute.execute(job, task.notebook, extract, at, task.limits, task.place.watch)


def rendered(
    task: Task, facts: render.RenderFacts, executed: execute.Executed, work_folder: Path
) -> Rendered:
    """The documents of an executed notebook, in a folder of their own inside the given one."""
    task.place.watch(Step(task.job.key, "render"))
    into, beyond = work_folder / DOCUMENTS, outside(task.place, work_folder)
    documents = render.render(executed.notebook, into, facts, task.templates, task.limits, beyond)
    if task.demanded:
        record.demand(documents.closed, "the renderer")
    return documents


def facts_of(task: Task, extract: Extract, comments: tuple[Comment, ...]) -> render.RenderFacts:
    """What the renderer is told of a task, with the comments that it prints."""
    job, params, snapshot_set = task.job, task.params, task.snapshot_set
    materiality = params.report(job.report).materiality
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
        commentary=comments,
        origins=extract.context.origins,
        materiality={c.figure: materiality[c.figure] for c in comments if c.figure in materiality},
        created=dt.datetime.combine(snapshot_set.frozen_on, dt.time(), dt.UTC),
    )


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


def furnish(folder: Path) -> None:
    """Make a new folder to work in."""
    folder.mkdir(mode=0o700, parents=True)
    (folder / publish.PROBE).touch()
    (folder / DOCUMENTS).mkdir()


@contextmanager
def work_folder(folder: Path) -> Iterator[Path]:
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

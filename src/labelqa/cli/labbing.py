"""The command that opens reports' own notebooks in JupyterLab, each on its job's extract."""

from __future__ import annotations

import datetime as dt
import os
from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import ParamsError, Problem
from .answers import told
from .extracting import left, note_of_vendors
from .one_job import only_job
from .options import (
    HERE,
    Assignments,
    Frozen,
    OneEdition,
    OneMarket,
    PeriodText,
    Workspace,
    assignments,
    place_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ..desk.lab import NotebookJob
    from ..params import Job, Params
    from ..periods import Period
    from ..pipeline import RunContext, Task

FIRST_PORT = 8888


@told
def lab(
    period: PeriodText,
    report: Annotated[str | None, typer.Argument(help="The report; all of the market by default.")] = None,
    market: OneMarket = None,
    edition: OneEdition = "internal",
    parameters: Assignments = None,
    workspace: Workspace = HERE,
    frozen: Frozen = False,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The first port to try.")] = FIRST_PORT,
    browser: Annotated[bool, typer.Option(help="Open the browser at it.")] = True,
) -> None:
    """Open a report's own notebook in JupyterLab, with its job's parameters; it is saved without outputs."""
    from .. import params, periods
    from ..desk.lab import Lab, looks_of_author
    from .working import working

    looks = looks_of_author()
    root, now = workspace.resolve(), dt.datetime.now().astimezone()
    known, when = params.load(root), periods.parse(period, now.date())
    jobs = _jobs(known, when, (report, market, edition), assignments(parameters))
    place = place_of(known, root, now, frozen=frozen)
    note_of_vendors(known, edition)
    with working(place.outputs) as folder:
        cut = tuple(_cut(job, known, place, folder) for job in jobs)
        _own_copies(known, jobs)
        opened = Lab(known.folders.own_notebooks, folder, cut, looks, port, browser)
        os.environ |= opened.environment
        opened.serve()


def _jobs(
    known: Params, when: Period, asked: tuple[str | None, str | None, str], given: Mapping[str, object]
) -> tuple[Job, ...]:
    """The jobs to open: one for each notebook. Raises ParamsError where a notebook would have several."""
    from .. import params

    report, market, edition = asked
    if report:
        return (only_job(known, when, (report, market, edition), given),)
    jobs = params.jobs(
        known,
        when,
        markets=[market] if market else None,
        editions=[edition],
        parameters=given,
    )
    several = Counter(known.report(job.report).notebook for job in jobs)
    if crowded := [notebook for notebook, count in several.items() if count > 1]:
        remedy = "name a market by -m, or a report"
        raise ParamsError(*(Problem("opens one job at a time", notebook, remedy) for notebook in crowded))
    return jobs


def _own_copies(known: Params, jobs: tuple[Job, ...]) -> None:
    """Copy the notebooks that are the package's, which nobody edits there, and say so."""
    from .. import shipped
    from ..beginnings import copy_notebook

    for file in dict.fromkeys(known.report(job.report).notebook for job in jobs):
        if copy_notebook(known.folders, file):
            own = known.folders.own_notebooks / file
            typer.echo(
                f"note: {own} is the workspace's own from now on, a copy of {shipped.version()}'s", err=True
            )


def _cut(job: Job, known: Params, place: RunContext, folder: Path) -> NotebookJob:
    """A job's extract in a folder of its own, as its notebook opens it."""
    from ..desk.lab import NotebookJob
    from ..pipeline import AnalystExtract

    def leave(task: Task) -> NotebookJob:
        into = folder / job.report
        into.mkdir()
        values = AnalystExtract.of(task, into).values
        return NotebookJob(task.notebook.name, job.key, values)

    return left(job, known, place, leave)

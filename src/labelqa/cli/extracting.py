"""The command that gives an analyst what a report is made of, ready to be opened."""

from __future__ import annotations

import datetime as dt
import shlex
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import ParamsError, Problem
from .answers import told
from .drawing import drawing
from .options import (
    HERE,
    Assignments,
    Frozen,
    PeriodText,
    Workspace,
    assignments,
    keys_of,
    registry_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..params import Job, Params
    from ..periods import Period
    from ..pipeline import AnalystExtract, RunContext


@told
def extract(
    report: Annotated[str, typer.Argument(help="The report.")],
    period: PeriodText,
    into: Annotated[Path, typer.Option("--into", help="Folder to leave it in: a new or an empty one.")],
    market: Annotated[
        str | None, typer.Option("--market", "-m", help="The market; none of a report on all of them.")
    ] = None,
    edition: Annotated[str, typer.Option("--edition", "-e", help="The edition.")] = "internal",
    parameters: Assignments = None,
    workspace: Workspace = HERE,
    frozen: Frozen = False,
) -> None:
    """Leave a report's extract in a folder, beside its notebook with the parameters filled in."""
    from .. import params, periods
    from ..pipeline import RunContext

    root, now, folder = workspace.resolve(), dt.datetime.now().astimezone(), into.resolve()
    _require_free(folder)
    known, when = params.load(root), periods.parse(period, now.date())
    job = only_job(known, when, (report, market, edition), assignments(parameters))
    place = RunContext(
        root, root / "outputs", registry_of(known, root), now, keys=keys_of(root), frozen=frozen
    )
    left = _left(job, known, place, folder)
    if known.edition(edition).vendor:
        typer.echo("note: no rate of others is in it: an extract for an analyst is not a release", err=True)
    original = root / known.project.notebooks / left.notebook.name
    typer.echo("\n  ".join([str(folder), *_uses(folder, left.notebook, original)]))


def _require_free(folder: Path) -> None:
    """Raise ParamsError for a folder that holds something, or is none."""
    remedy = "name a new or an empty folder"
    if folder.exists() and not folder.is_dir():
        raise ParamsError(Problem(f"{folder} is no folder", "--into", remedy))
    if folder.exists() and any(folder.iterdir()):
        raise ParamsError(Problem(f"{folder} is not empty", "--into", remedy))


def only_job(
    known: Params, when: Period, asked: tuple[str, str | None, str], given: Mapping[str, object]
) -> Job:
    """The one job of a report, a market and an edition. Raises ParamsError where there are several."""
    from .. import params

    report, market, edition = asked
    jobs = params.jobs(
        known,
        when,
        reports=[report],
        markets=[market] if market else None,
        editions=[edition],
        parameters=given,
    )
    if len(jobs) > 1:
        have = ", ".join(job.market for job in jobs)
        raise ParamsError(Problem(f"{report} is a report on one market", "--market", f"name one of {have}"))
    return jobs[0]


def _left(job: Job, known: Params, place: RunContext, folder: Path) -> AnalystExtract:
    """Freeze what is missing, cut, and tell what is to be noted of the snapshots."""
    from .. import fleet
    from ..pipeline import AnalystExtract, Task
    from .working import working

    with working(place.outputs), drawing() as drawn:
        place = replace(place, watch=drawn.watch)
        snapshots = fleet.snapshots_of(job, known, place)
        left = AnalystExtract.of(Task(job, known, place, snapshots), folder)
        drawn.ended(job.key)
    for note in snapshots.notes:
        typer.echo(f"note: {note}", err=True)
    return left


def _uses(folder: Path, copy: Path, original: Path) -> list[str]:
    """What can be done with it, a line each."""
    extract, ready, source = (shlex.quote(str(path)) for path in (folder, copy, original))
    return [
        f"open {ready} in Jupyter or VS Code: its parameters are filled in",
        f"or execute it: jupyter nbconvert --to notebook --execute {ready}",
        f"or the report's own notebook: papermill {source} out.ipynb -p extract {extract}",
    ]

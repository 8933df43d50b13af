"""The command that gives an analyst what a report is made of, ready to be opened."""

from __future__ import annotations

import datetime as dt
import shlex
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from ..errors import ParamsError, Problem
from .answers import told
from .drawing import drawing
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
    from collections.abc import Callable

    from ..params import Job, Params
    from ..pipeline import RunContext, Task

Left = TypeVar("Left")


@told
def extract(
    report: Annotated[str, typer.Argument(help="The report.")],
    period: PeriodText,
    into: Annotated[Path, typer.Option("--into", help="Folder to leave it in: a new or an empty one.")],
    market: OneMarket = None,
    edition: OneEdition = "internal",
    parameters: Assignments = None,
    workspace: Workspace = HERE,
    frozen: Frozen = False,
) -> None:
    """Leave a report's extract in a folder, beside its notebook with the parameters filled in."""
    from .. import params, periods
    from ..pipeline import beside_its_notebook
    from .working import working

    folder = into.resolve()
    _require_free(folder)
    root, now = workspace.resolve(), dt.datetime.now().astimezone()
    known, when = params.load(root), periods.parse(period, now.date())
    job = only_job(known, when, (report, market, edition), assignments(parameters))
    place = place_of(known, root, now, frozen=frozen)
    with working(place.outputs):
        copy = left(job, known, place, lambda task: beside_its_notebook(task, folder))
    note_of_vendors(known, edition)
    original = known.folders.notebook(known.report(report).notebook)
    typer.echo("\n  ".join([str(folder), *_uses(folder, copy, original)]))


def _require_free(folder: Path) -> None:
    """Raise ParamsError for a folder that holds something, or is none."""
    remedy = "name a new or an empty folder"
    if folder.exists() and not folder.is_dir():
        raise ParamsError(Problem(f"{folder} is no folder", "--into", remedy))
    if folder.exists() and any(folder.iterdir()):
        raise ParamsError(Problem(f"{folder} is not empty", "--into", remedy))


def left(job: Job, known: Params, place: RunContext, leave: Callable[[Task], Left]) -> Left:
    """What `leave` makes of a job's task, whose missing snapshots are frozen before; their notes are told."""
    from .. import fleet
    from ..pipeline import Task

    with drawing() as drawn:
        place = replace(place, watch=drawn.watch)
        snapshots = fleet.snapshots_of(job, known, place)
        made = leave(Task(job, known, place, snapshots))
        drawn.ended(job.key)
    for note in snapshots.notes:
        typer.echo(f"note: {note}", err=True)
    return made


def note_of_vendors(known: Params, edition: str) -> None:
    """Say of a vendor's edition what its extract lacks."""
    if known.edition(edition).vendor:
        typer.echo("note: no rate of others is in it: an extract for an analyst is not a release", err=True)


def _uses(folder: Path, copy: Path, original: Path) -> list[str]:
    """What can be done with it, a line each."""
    extract, ready, source = (shlex.quote(str(path)) for path in (folder, copy, original))
    papermill = f"or the report's own notebook: papermill {source} out.ipynb -p extract {extract}"
    return [
        f"open {ready} in Jupyter or VS Code: its parameters are filled in",
        f"or execute it: jupyter nbconvert --to notebook --execute {ready}",
        *([papermill] if original.suffix == copy.suffix else []),
    ]

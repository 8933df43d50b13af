"""Running jobs for a command: each result is told as it comes, and all of them make the exit code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

import typer

from . import answers
from .causes import Causes
from .drawing import drawing
from .stopping import stopping

if TYPE_CHECKING:
    from ..params import Job, Params
    from ..pipeline import RunContext


def make(
    jobs: Sequence[Job], known: Params, place: RunContext, *, workers: int, json_lines: bool
) -> NoReturn:
    """Run the jobs, tell how each ended, and exit with the worst of their codes."""
    from .. import fleet
    from .working import working

    results, causes = [], Causes(jobs)
    with working(place.outputs), drawing() as drawn, stopping() as stop:
        place = replace(place, watch=drawn.watch)
        for result in fleet.run_all(jobs, known, place, workers=workers, stop=stop):
            drawn.ended(result.job)
            typer.echo(answers.as_json(result) if json_lines else answers.as_text(result))
            for line in causes.lines(result):
                typer.echo(line, err=True)
            if result.page:
                answers.point(result.page)
            for blemish in result.blemishes:
                typer.echo(f"looks: {result.job}: {blemish}", err=True)
            results.append(result)
    for note in dict.fromkeys(note for result in results for note in result.notes):
        typer.echo(f"note: {note}", err=True)
    if found := answers.open_boxes(results):
        typer.echo(found, err=True)
    typer.echo(answers.summary(results, len(jobs)), err=True)
    raise typer.Exit(max([result.exit_code for result in results] + [len(results) < len(jobs)]))

"""The command that shows a report while it is written."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from .answers import told
from .drawing import drawing
from .one_job import only_job
from .options import HERE, Assignments, Frozen, OneMarket, PeriodText, Workspace, assignments, place_of
from .stopping import SIGNALS

if TYPE_CHECKING:
    from ..desk.preview import Preview

PORT = 8765
NUMBER = "preview"  # where a revision has r1


@told
def preview(
    report: Annotated[str, typer.Argument(help="The report.")],
    period: PeriodText,
    market: OneMarket = None,
    edition: Annotated[str, typer.Option("--edition", "-e", help="The edition to begin with.")] = "internal",
    parameters: Assignments = None,
    workspace: Workspace = HERE,
    frozen: Frozen = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port of this machine; 0: a free one.")] = PORT,
) -> None:
    """Show a report in the browser while it is written: made anew whenever notebook or params are saved."""
    from .. import fleet, params, periods
    from ..desk.preview import Preview
    from ..desk.sources import watcher
    from ..pipeline import Task
    from .working import working

    root, now = workspace.resolve(), dt.datetime.now().astimezone()
    given = assignments(parameters)

    def task_of(chosen: str) -> Task:
        known = params.load(root)
        job = only_job(known, periods.parse(period, now.date()), (report, market, chosen), given)
        place = replace(place_of(known, root, now, frozen=frozen), watch=drawn.watch)
        return Task(job, known, place, fleet.snapshots_of(job, known, place), NUMBER)

    watcher()
    with working(root / "outputs") as folder:
        with drawing() as drawn:
            shown = Preview(task_of, edition, root / "params", folder)
        asyncio.run(_served(shown, port))


async def _served(shown: Preview, port: int) -> None:
    """Serve a preview until a signal ends it, and everything that it started."""
    from ..desk.server import serve

    ended = asyncio.Event()
    for one in SIGNALS:
        asyncio.get_running_loop().add_signal_handler(one, ended.set)
    site, stop = serve(shown, port)
    shown.begin()
    typer.echo(site.address)
    typer.echo("whoever has this address can read the report; Ctrl-C ends the preview", err=True)
    await ended.wait()
    stop()
    await asyncio.to_thread(shown.close)

"""The command that says what changed between two revisions of an edition, on one page."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import ParamsError, Problem
from .answers import json_line, told
from .drawing import drawing
from .one_job import only_job
from .options import HERE, AsJson, Frozen, OneEdition, OneMarket, PeriodText, Workspace, place_of

if TYPE_CHECKING:
    from ..differences import Differences, Heading, Side
    from ..params import Job, Params
    from ..pipeline import RunContext

_SHOWN = 20  # figures that moved


@told
def diff(
    report: Annotated[str, typer.Argument(help="The report.")],
    period: PeriodText,
    market: OneMarket = None,
    edition: OneEdition = "internal",
    before: Annotated[
        str | None, typer.Option("--from", help="A revision, such as r1; the one before by default.")
    ] = None,
    after: Annotated[
        str | None,
        typer.Option("--to", help="A revision, or working: what would be made now; the newest by default."),
    ] = None,
    against: Annotated[
        str | None, typer.Option("--against", help="The period before, to compare two periods.")
    ] = None,
    into: Annotated[Path | None, typer.Option("--into", help="The page's file, such as diff.html.")] = None,
    workspace: Workspace = HERE,
    frozen: Frozen = False,
    json_lines: AsJson = False,
) -> None:
    """Say what changed between two revisions: figures, pages, cells, and what they were made of."""
    from .. import params, periods

    _require_place(into)
    root, now = workspace.resolve(), dt.datetime.now().astimezone()
    known, when = params.load(root), periods.parse(period, now.date())
    earlier = periods.parse(against, now.date()) if against else when
    was, job = (only_job(known, each, (report, market, edition), {}) for each in (earlier, when))
    place = place_of(known, root, now, frozen=frozen)
    found, page = _compared(known, (was, job), place, (before, after), pictured=into is not None)
    _tell(found, page, into, json_lines=json_lines)


def _require_place(into: Path | None) -> None:
    """Raise ParamsError where the page's folder is not there."""
    if into and not into.resolve().parent.is_dir():
        raise ParamsError(Problem(f"{into.parent} is no folder", "--into", "make it first"))


def _compared(
    known: Params,
    jobs: tuple[Job, Job],
    place: RunContext,
    asked: tuple[str | None, str | None],
    *,
    pictured: bool,
) -> tuple[Differences, str]:
    """What changed, and the page that says so; where it is asked for, of what would be made now."""
    from .. import differences
    from .working import working

    was, job = jobs
    names = differences.named(place.outputs, jobs, *asked)
    with working(place.outputs) as folder, drawing() as drawn:
        place = replace(place, watch=drawn.watch)
        before = differences.of_revision(place.outputs, was, names[0])
        after = _after(known, job, place, names[1], folder)
        drawn.ended(job.key)
        materiality = known.report(job.report).materiality
        found = differences.compare(before, after, known.edition(job.edition), materiality)
        return found, differences.page(found, _heading(known, jobs, place)) if pictured else ""


def _after(known: Params, job: Job, place: RunContext, name: str, folder: Path) -> Side:
    from .. import differences, fleet
    from ..pipeline import Task
    from ..pipeline.draft import draft

    if name != differences.WORKING:
        return differences.of_revision(place.outputs, job, name)
    task = Task(job, known, place, fleet.snapshots_of(job, known, place), name)
    return differences.of_draft(task, draft(task, folder))


def _heading(known: Params, jobs: tuple[Job, Job], place: RunContext) -> Heading:
    from ..differences import Heading
    from ..params import ALL_MARKETS

    was, job = jobs
    market = "All markets" if job.market == ALL_MARKETS else known.market(job.market).name
    labels = dict.fromkeys(each.period.label for each in (was, job))
    return Heading(
        title=known.report(job.report).title,
        market=market,
        period=" and ".join(labels),
        edition=job.edition,
        asked=f"{place.now:%Y-%m-%d}",
        locale=known.locale(job),
    )


def _write(into: Path, page: str) -> None:
    """The page in its file, which only its owner may read: it is of one edition alone."""
    handle = os.open(into, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        os.fchmod(handle, 0o600)
        file.write(page)


def _tell(found: Differences, page: str, into: Path | None, *, json_lines: bool) -> None:
    """Write the page where it is asked for, and say what changed."""
    file = {"file": str(into.resolve())} if into else {}
    if into:
        _write(into, page)
    typer.echo(
        json_line(found.as_json() | file) if json_lines else "\n".join([*_told(found), *file.values()])
    )


def _told(found: Differences) -> list[str]:
    """A line on all of it, then one for each of the first figures that moved, and what is of other make."""
    moved, changed = found.figures.of("moved"), [each.name for each in found.origins if each.changed]
    parts = [
        f"{len(moved)} figures moved",
        f"{sum(bool(each.verdicts) for each in moved)} verdicts changed",
        *(f"{len(found.figures.of(kind))} {kind}" for kind in ("new", "gone")),
        *([] if found.pages is None else [f"{len(found.pages)} pages look different"]),
        *([] if found.cells is None else [f"{len(found.cells)} cells changed"]),
    ]
    more = len(moved) - _SHOWN
    return [
        f"{found.before.job} {found.before.name} to {found.after.job} {found.after.name}: {', '.join(parts)}",
        *(f"  {each.told}" for each in moved[:_SHOWN]),
        *([f"  and {more} more figures"] if more > 0 else []),
        f"  made of other: {', '.join(changed)}" if changed else "  made of the same",
    ]

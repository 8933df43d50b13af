"""The command line: read the clock and the folder once, call, draw progress, set the exit code."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from . import answers
from .answers import told
from .beginning import init, sample
from .checks import check
from .differing import diff
from .extracting import extract
from .filling_in import template
from .freezing import freeze_all
from .investigating import investigate
from .labbing import lab
from .ledgers import ledger
from .listing import runs
from .making import make
from .naming import who
from .options import (
    HERE,
    AsJson,
    Assignments,
    Frozen,
    Markets,
    PeriodText,
    RequireBox,
    Strict,
    Workspace,
    assignments,
    place_of,
)
from .previewing import preview
from .reading import docs
from .starting import new
from .verifying import verify

if TYPE_CHECKING:
    from ..params import Params
    from ..snapshots import Snapshot

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _version(asked: bool) -> None:
    if asked:
        from importlib import metadata

        typer.echo(metadata.version("labelqa"))
        raise typer.Exit


@app.callback()
def labelqa(
    _asked: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Reports on the quality of data labelling: one per market, period and edition."""


app.command()(init)
app.command()(sample)


@app.command()
@told
def keys(workspace: Workspace = HERE) -> None:
    """Make the keys of vendors' editions; they are secret, and never part of params."""
    from .. import keys as secrets

    path = workspace.resolve() / secrets.FILE
    secrets.write(path)
    typer.echo(path)


@app.command()
@told
def snapshot(period: PeriodText, workspace: Workspace = HERE, market: Markets = None) -> None:
    """Freeze a period's source data as they are now; where nothing changed the standing snapshot stays."""
    root = workspace.resolve()
    raise typer.Exit(
        freeze_all(_params(root), root, (period, market), root / "outputs", _described, answers.tell)
    )


@app.command()
@told
def run(
    period: PeriodText,
    report: Annotated[list[str] | None, typer.Argument(help="Reports; all by default.")] = None,
    workspace: Workspace = HERE,
    market: Markets = None,
    edition: Annotated[list[str] | None, typer.Option("--edition", "-e", help="An edition.")] = None,
    parameters: Assignments = None,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Jobs at once.")] = 2,
    frozen: Frozen = False,
    json_lines: AsJson = False,
    strict: Strict = False,
    require_box: RequireBox = False,
) -> None:
    """Make a period's reports; what is already made of the same things is left as it is."""
    from .. import params, periods

    root, now = workspace.resolve(), dt.datetime.now().astimezone()
    known = _params(root)
    jobs = params.jobs(
        known,
        periods.parse(period, now.date()),
        reports=report,
        markets=market,
        editions=edition,
        parameters=assignments(parameters),
    )
    place = replace(place_of(known, root, now, frozen=frozen), strict=strict, demanded=require_box)
    make(jobs, known, place, workers=workers, json_lines=json_lines)


app.command()(check)
app.command()(diff)
app.command()(docs)
app.command()(extract)
app.command()(preview)
app.add_typer(new, name="new")
app.command()(runs)
app.command()(investigate)
app.command()(lab)
app.command()(ledger)
app.command()(template)
app.command()(verify)
app.command()(who)


def _described(market: str, frozen: Snapshot) -> str:
    facts = frozen.facts
    lines = [f"{market} {frozen.number} {frozen.digest}"]
    lines += [f"  {table}: missing, {why}" for table, why in sorted(facts.missing.items())]
    lines += [
        f"  {table}: {count} rows rejected, {reason}"
        for table, reasons in sorted(facts.rejected.items())
        for reason, count in sorted(reasons.items())
    ]
    return "\n".join(lines)


def _params(root: Path) -> Params:
    from .. import params

    return params.load(root)

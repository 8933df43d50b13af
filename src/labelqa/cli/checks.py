"""The command that checks a workspace: params, notebooks and templates in one pass, then a period's data."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import ParamsError, Problem
from .answers import told
from .marking import Format, Marking
from .options import HERE, PERIODS, Markets, Workspace

if TYPE_CHECKING:
    from ..snapshots import Snapshot


@told
def check(
    period: Annotated[str | None, typer.Option("--period", "-p", help=PERIODS)] = None,
    workspace: Workspace = HERE,
    market: Markets = None,
    fast: Annotated[bool, typer.Option("--fast", help="Leave out the data; needs no period.")] = False,
    json_lines: Annotated[bool, typer.Option("--json", help="As --format json: one line a problem.")] = False,
    form: Annotated[
        Format, typer.Option("--format", help="Problems as text, JSON lines or GitHub's annotations.")
    ] = Format.TEXT,
) -> None:
    """Check params, notebooks, templates and a period's source data as a run would, and keep nothing."""
    from . import checking, reviewing
    from .freezing import freeze_all

    if not (period or fast):
        raise ParamsError(
            Problem("no period is named", "--period", "name one, or leave out the data: --fast")
        )
    root, form = workspace.resolve(), Format.JSON if json_lines else form
    marking = Marking(form, workspace)
    survey, errors = reviewing.review(root)
    code = max([marking.tell(error) for error in errors], default=0)
    if period and not fast:
        if not survey.params or any(isinstance(error, ParamsError) for error in errors):
            typer.echo("note: the data are not read before params are right", err=True)
        else:
            reports = checking.contents(survey.params)
            describe = partial(checking.described, reports=reports) if form is Format.TEXT else _nothing
            refused = freeze_all(survey.params, root, (period, market), None, describe, marking.tell)
            code = max(code, refused)
    raise typer.Exit(code)


def _nothing(_market: str, _frozen: Snapshot) -> str:
    """What is said of a market whose data are right, where only problems are asked for."""
    return ""

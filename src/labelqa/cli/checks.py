"""The command that checks a workspace: params, notebooks and templates in one pass, then a period's data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import ParamsError, Problem
from .answers import json_line, told
from .marking import Format, Marking
from .options import HERE, PERIODS, Markets, Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..params import Params
    from ..snapshots import Snapshot


@told
def check(
    period: Annotated[str | None, typer.Option("--period", "-p", help=PERIODS)] = None,
    workspace: Workspace = HERE,
    market: Markets = None,
    fast: Annotated[bool, typer.Option("--fast", help="Leave out the data; needs no period.")] = False,
    json_lines: Annotated[
        bool,
        typer.Option("--json", help="As --format json: a line for each problem, and for each market read."),
    ] = False,
    form: Annotated[
        Format, typer.Option("--format", help="Problems as text, JSON lines or GitHub's annotations.")
    ] = Format.TEXT,
) -> None:
    """Check params, notebooks, templates and a period's source data as a run would, and keep nothing."""
    from . import reviewing
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
            describe = _describing(survey.params, form)
            refused = freeze_all(survey.params, root, (period, market), None, describe, marking.tell)
            code = max(code, refused)
            if form is Format.TEXT:
                typer.echo(f"next: {_next_step(code, refused, period)}", err=True)
    raise typer.Exit(code)


def _describing(params: Params, form: Format) -> Callable[[str, Snapshot], str]:
    """What is said of a market whose data are right; nothing among GitHub's annotations."""
    from . import checking
    from .check_tables import drawn

    reports = checking.contents(params)

    def described(market: str, frozen: Snapshot) -> str:
        if form is Format.GITHUB:
            return ""
        found = checking.checked(market, frozen, reports)
        return drawn(found) if form is Format.TEXT else json_line(found.as_json())

    return described


def _next_step(code: int, refused: int, period: str) -> str:
    """What to type when all is right, or where to look."""
    if refused:
        return "mend the data or params/sources.yml: labelqa docs data.md has every table and column"
    return "mend what is named above, then check again" if code else f"labelqa run -p {period}"

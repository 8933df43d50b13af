"""The command that shows what was recorded of runs: the last ones, or everything of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import ParamsError, Problem
from . import answers
from .answers import told
from .options import HERE, AsJson, Workspace, registry_of

if TYPE_CHECKING:
    from ..registry import Registry, Run


@told
def runs(
    run: Annotated[int | None, typer.Argument(metavar="[ID]", help="One run: all that is known.")] = None,
    workspace: Workspace = HERE,
    last: Annotated[int, typer.Option(min=1, help="How many.")] = 20,
    json_lines: AsJson = False,
) -> None:
    """List the last runs, newest first, with what only looks wrong in what they made; or one, in full."""
    from .. import params
    from ..registry import LOOKS

    root = workspace.resolve()
    known = registry_of(params.load(root), root)
    for one in known.runs(last) if run is None else [_one(known, run)]:
        facts = known.facts(one.id)
        looks = [text for name, text in facts.items() if name.startswith(LOOKS)]
        others = {} if run is None else {n: text for n, text in facts.items() if not n.startswith(LOOKS)}
        if json_lines:
            started = f"{one.started.isoformat()}Z"
            line = {**vars(one), "started": started, "looks": looks} | ({"facts": others} if others else {})
            typer.echo(answers.json_line(line))
        else:
            _show(one, looks, [*_causes(one)[1:], *_facts(others)] if run is not None else [])


def _one(known: Registry, run: int) -> Run:
    found = known.run(run)
    if found is None:
        raise ParamsError(
            Problem(f"there is no run {run}", "runs", "`labelqa runs` lists them: #12 is run 12")
        )
    return found


def _causes(one: Run) -> list[str]:
    return (one.cause or "").splitlines()


def _facts(others: Mapping[str, str]) -> list[str]:
    return [f"{name}: {text}" for name, text in others.items()]


def _show(one: Run, looks: Sequence[str], more: Sequence[str]) -> None:
    cause = "".join(f"  {line}" for line in _causes(one)[:1])
    number = one.revision or "-"
    typer.echo(f"{one.started:%Y-%m-%d %H:%M:%S}Z  {one.status:<11}  {one.job}  {number}  #{one.id}{cause}")
    for text in looks:
        typer.echo(f"  looks: {text}")
    for line in more:
        typer.echo(f"  {line}")

"""The options that several commands have, and the place of work that they lead to."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import ParamsError, Problem

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from ..keys import Keys
    from ..params import Params
    from ..pipeline import RunContext
    from ..registry import Registry

Workspace = Annotated[Path, typer.Option("--workspace", "-w", help="Folder that holds params/ and outputs/.")]
PERIODS = "2026-10, 2026-W41, 2026-Q4, 2026-10-01..2026-10-20 or last-month."
PeriodText = Annotated[str, typer.Option("--period", "-p", help=PERIODS)]
Assignments = Annotated[
    list[str] | None, typer.Option("--set", help="name=value: a parameter of the reports.")
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON line for each, on stdout.")]
Frozen = Annotated[
    bool, typer.Option("--frozen", help="Keep the snapshots that stand, whatever the sources hold by now.")
]
Strict = Annotated[bool, typer.Option("--strict", help="Let what only looks wrong stop a report, too.")]
RequireBox = Annotated[
    bool, typer.Option("--require-box", help="Make no vendor's edition where its processes' box is open.")
]
OneMarket = Annotated[
    str | None, typer.Option("--market", "-m", help="The market; none of a report on all of them.")
]
OneEdition = Annotated[str, typer.Option("--edition", "-e", help="The edition.")]
Markets = Annotated[list[str] | None, typer.Option("--market", "-m", help="A market; may be repeated.")]
HERE = Path()
KEYS_VARIABLE, REGISTRY_VARIABLE = "LABELQA_KEYS", "LABELQA_REGISTRY"


def place_of(known: Params, root: Path, now: dt.datetime, *, frozen: bool = False) -> RunContext:
    """
    Where and when a command works in a workspace.

    Ask for it when the jobs are known: a registry that is not there is made.
    """
    from ..pipeline import RunContext

    registry = registry_of(known, root)
    return RunContext(root, root / "outputs", registry, now, keys=keys_of(root), frozen=frozen)


def registry_of(params: Params, root: Path) -> Registry:
    """The registry that the environment names, else params/project.yml, else SQLite in outputs."""
    from ..registry import Registry

    url = os.environ.get(REGISTRY_VARIABLE) or params.project.registry
    return Registry(url) if url else Registry.beside(root / "outputs")


def keys_of(root: Path) -> Keys | None:
    """The keys in the environment, else those in the workspace, if any; never on the command line."""
    from .. import keys as secrets

    if given := os.environ.get(KEYS_VARIABLE):
        return secrets.parse(given, KEYS_VARIABLE)
    path = root / secrets.FILE
    return secrets.read(path) if path.exists() else None


def assignments(given: Sequence[str] | None) -> dict[str, str]:
    """What name=value sets, by name. Raises ParamsError for what sets nothing, or a name twice."""
    texts = given or []
    pairs = [text.partition("=") for text in texts]
    names = [name for name, _, _ in pairs]
    problems = [
        Problem(f"{text!r} sets nothing", "--set", "write it as name=value")
        for text, (name, sign, _) in zip(texts, pairs, strict=True)
        if not (name and sign)
    ]
    problems += [
        Problem(f"{name} is set twice", "--set", "set it once")
        for name in sorted(set(names))
        if names.count(name) > 1
    ]
    if problems:
        raise ParamsError(*problems)
    return {name: value for name, _, value in pairs}

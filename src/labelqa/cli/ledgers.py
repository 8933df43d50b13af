"""The command that says whether the ledger knows all that vendors were told, and makes it know."""

from __future__ import annotations

from typing import Annotated

import typer

from .answers import told
from .options import HERE, Workspace, registry_of


@told
def ledger(
    workspace: Workspace = HERE,
    restore: Annotated[
        bool, typer.Option("--restore", help="Enter what standing revisions told and it does not know.")
    ] = False,
    source: Annotated[
        str | None, typer.Option("--from", help="Database to take releases from first; with --restore.")
    ] = None,
) -> None:
    """Say whether the ledger knows all that vendors were told of others, as published revisions have it."""
    from .. import params
    from ..editions.releases import Releases
    from ..registry import Registry

    root = workspace.resolve()
    known = params.load(root)
    releases = Releases(registry_of(known, root), root / "outputs", known)
    if restore and source:
        typer.echo(f"taken from {source}: {releases.copy(Registry(source))}")
    for release in releases.restore() if restore else ():
        typer.echo(f"restored: {release.job} {release.revision}")
    releases.check()
    typer.echo(f"{releases.registry.place} knows all {len(releases.registry.released())} releases")

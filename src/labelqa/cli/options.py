"""The options that several commands have, and the registry that one of them names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from ..registry import Registry

Workspace = Annotated[Path, typer.Option("--workspace", "-w", help="Folder that holds params/ and outputs/.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON line for each, on stdout.")]
RegistryUrl = Annotated[
    str | None,
    typer.Option("--registry", envvar="LABELQA_REGISTRY", help="Database URL; SQLite in outputs by default."),
]
Frozen = Annotated[
    bool, typer.Option("--frozen", help="Keep the snapshots that stand, whatever the sources hold by now.")
]
Strict = Annotated[bool, typer.Option("--strict", help="Let what only looks wrong stop a report, too.")]
RequireBox = Annotated[
    bool, typer.Option("--require-box", help="Make no vendor's edition where its processes' box is open.")
]
HERE = Path()


def registry_of(url: str | None, root: Path) -> Registry:
    """The registry at a URL, or the one in the workspace's outputs."""
    from ..registry import Registry

    return Registry(url) if url else Registry.beside(root / "outputs")

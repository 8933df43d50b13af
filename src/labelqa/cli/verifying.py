"""A document traced to its revision, and what says which revision is current."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import DataError, Problem
from ..pointers import CURRENT
from .answers import json_line, told
from .options import HERE, AsJson, Workspace

if TYPE_CHECKING:
    from ..pointers import Pointer


@told
def verify(
    document: Annotated[Path, typer.Argument(help="A published file, or a copy of one.")],
    workspace: Workspace = HERE,
    json_lines: AsJson = False,
) -> None:
    """Say which revision and snapshot a document belongs to, and whether its bytes are untouched."""
    from .. import publish, sealed

    found = publish.revisions_of(document, workspace.resolve() / "outputs")
    if not found:
        remedy = "it was altered, or another workspace made it; take the document from outputs/reports"
        raise DataError(Problem("no revision holds a file with these bytes", str(document), remedy))
    for revision in found:
        facts = sealed.open_sealed(revision.folder).facts
        pointer = sealed.pointer(revision.folder.parent)
        line = {
            "document": str(document),
            "job": facts["job"],
            "revision": revision.number,
            "current": pointer.folder == revision.folder,
            "pointer": pointer.how,
            "snapshot": facts["snapshot"],
        }
        text = f"untouched: {facts['job']} {revision.number}" + (
            "" if line["current"] else ", since replaced"
        )
        lines = [text, f"  {facts['snapshot']}", *_how(pointer)]
        typer.echo(json_line(line) if json_lines else "\n".join(lines))


def _how(pointer: Pointer) -> list[str]:
    """What is to be said of a pointer that is no link."""
    name = pointer.folder.name if pointer.folder else "none"
    if name == CURRENT:
        return [f"  {CURRENT} is a folder, a copy of a revision that is missing beside it"]
    told = {
        "link": "",
        "text": f"current is a text file that names {name}: this disk, or that of a copy, has no links",
        "copy": f"current is a folder, a copy of {name}: the outputs were copied with links followed;"
        " the next revision points by a link again",
        "nothing": f"current is missing, and {name} is the newest: the outputs were copied without links;"
        " the next revision points again",
    }
    return [f"  {told[pointer.how]}"] if told[pointer.how] else []

"""What of a notebook can be printed, as one digest: cells that change nothing printed do not count."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .. import provenance
from ..components.outputs import NOTE
from .inspection import read


def digest(notebook: Path) -> str:
    """
    One digest for all of a notebook that can change what its report prints.

    Code with its tags counts, and prose; not what is tagged NOTE, nor ids, outputs and metadata, which
    nobody reads. Raises NotebookError where it is none.
    """
    return provenance.digest([*_printable(notebook)])


def _printable(notebook: Path) -> Iterator[list[object]]:
    for cell in read(notebook).cells:
        tags = sorted(cell.metadata.tags)
        if cell.cell_type == "code" or (cell.cell_type == "markdown" and NOTE not in tags):
            yield [cell.cell_type, cell.source, tags, cell.get("attachments", {})]

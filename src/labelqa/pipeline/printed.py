"""All that decides a report's bytes but their number, as one digest: equal ones would print the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import nbformat

from .. import provenance
from ..components import MIME
from ..components.outputs import NOTE, SCRATCH
from ..params import Limits
from ..render import RenderFacts


def digest(
    executed: Path, facts: RenderFacts, limits: Limits, made_of: Mapping[str, str], told: Mapping[str, Any]
) -> str:
    """
    One digest for all that the renderer is given, save the revision's number, and what was `told` of others.

    The renderer makes equal bytes of equal requests, so a report with the digest of the one that stands would
    differ from it in nothing but its number. What a vendor's notebook was told counts whether it printed it
    or not, so that no change of it goes by the ledger.
    """
    content = {
        "shown": [*_shown(nbformat.read(executed, as_version=4))],
        "facts": facts.model_dump(mode="json", exclude={"revision"}),
        "most": [limits.pages, limits.printed_rows],
        "told": dict(told),
        **{name: made_of[name] for name in ("templates", "libraries")},
    }
    return provenance.digest(content)


def _shown(notebook: Any) -> Iterator[object]:
    """Components and prose, in order; the code behind them is not printed."""
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        if cell.cell_type == "markdown" and NOTE not in tags:
            yield [cell.source, cell.get("attachments", {})]
        elif cell.cell_type == "code" and SCRATCH not in tags:
            yield [output.data[MIME] for output in cell.outputs if MIME in output.get("data", {})]

"""All documents that are made from the code."""

from __future__ import annotations

from reference import measures
from reference.commands import commands
from reference.data import data
from reference.errors import errors
from reference.notebook import notebook
from reference.parameters import parameters
from reference.presets import presets


def pages() -> dict[str, str]:
    """Text by path from docs."""
    single = {
        "measures.md": measures(),
        "errors.md": errors(),
        "data.md": data(),
        "presets.md": presets(),
    }
    return single | notebook() | commands() | parameters()

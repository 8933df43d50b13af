"""JSON Schemas of the parameter files, so that an editor checks and completes them."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import BaseModel

from .commentary import CommentaryParams
from .mappings import Sources
from .models import Editions, MarketParams, Project, ReportParams, TargetsParams

# The key beside a model is the file's own name and may be left out of the file.
_SCHEMAS: dict[str, tuple[type[BaseModel], str | None]] = {
    "project": (Project, None),
    "sources": (Sources, None),
    "market": (MarketParams, "id"),
    "report": (ReportParams, "name"),
    "editions": (Editions, None),
    "targets": (TargetsParams, None),
    "commentary": (CommentaryParams, None),
}


def write_schemas(folder: Path) -> None:
    """Write <name>.json for every kind of parameter file into an existing folder."""
    for name, (model, implied) in _SCHEMAS.items():
        schema = model.model_json_schema()
        if implied:
            schema["required"].remove(implied)
        text = json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False)
        (folder / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")

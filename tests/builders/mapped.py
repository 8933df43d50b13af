"""One table as its mappings make it of files, without a whole company around it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from labelqa import sources
from labelqa.engines.duckdb import DuckDB
from labelqa.params import Sources

ALWAYS = dt.datetime(1990, 1, 1, tzinfo=dt.UTC), dt.datetime(2199, 1, 1, tzinfo=dt.UTC)


def mapped(workspace: Path, table: str, *mappings: dict[str, Any]) -> list[dict[str, Any]]:
    """Every row of the table, in the order of its files, with what stands beside its columns."""
    cut = sources.Slice("SG", *(instant.replace(tzinfo=None) for instant in ALWAYS))
    found = sources.find(Sources.model_validate({"tables": {table: list(mappings)}}), workspace, cut)
    [source] = sources.staged(found, workspace / "work").values()
    engine = DuckDB(source.paths(), workspace)
    try:
        sources.map_table(engine, source, cut)
        query = f"SELECT * FROM {table}_source ORDER BY source_file, source_row"
        return engine.fetch(query).to_pylist()
    finally:
        engine.close()

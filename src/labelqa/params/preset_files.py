"""`preset:` in sources.yml: the mapping that the package has of a tool's export, under what is written."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from copy import deepcopy
from functools import cache
from importlib.resources import as_file, files
from typing import Any

from .fields import refusal
from .remedies import instead
from .yaml import Document, read

FOLDER = files("labelqa") / "presets"


def names() -> list[str]:
    """The names of all presets."""
    return sorted(
        entry.name.removesuffix(".yml") for entry in FOLDER.iterdir() if entry.name.endswith(".yml")
    )


@cache
def document(name: str) -> Document:
    """A preset's file. Raises a refusal that lists all there are where there is none of that name."""
    if name not in names():
        raise refusal(f"there is no preset {name}", instead(name, names()))
    with as_file(FOLDER / f"{name}.yml") as path:
        return read(path, f"presets/{name}.yml")


def expanded(table: str, written: MappingOf[str, Any]) -> dict[str, Any]:
    """
    A mapping as it stands with its preset: every key beside `preset` overrides, columns one by one.

    A column that is null here is not mapped at all.
    """
    under = _mapping(str(written["preset"]), table)
    columns = {**(under.get("columns") or {}), **(written.get("columns") or {})}
    return {**under, **written, "columns": {name: it for name, it in columns.items() if it is not None}}


def _mapping(name: str, table: str) -> dict[str, Any]:
    value: Any = document(name).value
    tables: dict[str, Any] = value.get("tables", {}) if isinstance(value, dict) else {}
    if table not in tables:
        raise refusal(
            f"the preset {name} does not fill {table}", f"it fills {', '.join(tables) or 'no table'}"
        )
    found: dict[str, Any] = deepcopy(tables[table])
    return found

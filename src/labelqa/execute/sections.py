"""Which sections of a notebook need which tables, read from its cells, and which are off without a table."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from ..contracts.needs import NEEDS, OR
from ..marts import MARTS
from .inspection import read, trees

_MADE_OF = {mart.name: mart.reads for mart in MARTS}


def needs(path: Path) -> dict[str, tuple[str, ...]]:
    """
    What each section of a notebook needs, by its name, in order; `a or b` where either is enough.

    A section whose name or needs are made by code is not known before it runs. Raises NotebookError where
    the notebook cannot be read.
    """
    found: dict[str, tuple[str, ...]] = {}
    for tree in trees(read(path), path.name):
        found |= dict(_started(tree))
    return found


def without(needed: Mapping[str, tuple[str, ...]], missing: Collection[str]) -> dict[str, list[str]]:
    """The sections that are off because of each table missing from the sources, by table."""
    off: dict[str, list[str]] = {}
    for section, tables in needed.items():
        for table in sorted({table for need in tables for table in _cause(need, missing)}):
            off.setdefault(table, []).append(section)
    return off


def _started(tree: ast.Module) -> Iterator[tuple[str, tuple[str, ...]]]:
    named = {
        target.id: statement.value
        for statement in tree.body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(value=starts, attr="section"), args=[ast.Constant(value=str(name)), *_]
            ):
                given = next((word.value for word in node.keywords if word.arg == "needs"), None)
                value = named.get(given.id) if isinstance(given, ast.Name) else given
                topic = starts.attr if isinstance(starts, ast.Attribute) else ""
                yield name, NEEDS.get(topic) or _texts(value)


def _texts(value: ast.expr | None) -> tuple[str, ...]:
    elements = value.elts if isinstance(value, ast.Tuple | ast.List) else []
    return tuple(e.value for e in elements if isinstance(e, ast.Constant) and isinstance(e.value, str))


def _cause(need: str, missing: Collection[str]) -> set[str]:
    """The missing tables for which a need is not met; none where one of its alternatives is there."""
    lacking = [{*_MADE_OF.get(table, (table,))} & {*missing} for table in need.split(OR)]
    return set().union(*lacking) if all(lacking) else set()

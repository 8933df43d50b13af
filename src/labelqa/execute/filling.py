"""A notebook with its parameters filled in, so that it runs wherever it is opened."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path

from nbformat import NotebookNode
from pydantic import JsonValue

from . import inspection, notebook_forms


def filled(notebook: Path, values: Mapping[str, JsonValue]) -> NotebookNode:
    """
    A copy of a notebook that declares `values` as its parameters' defaults, without outputs.

    Types, comments, ids and all other cells stay as their author wrote them. Raises ParamsError and
    NotebookError where a run would.
    """
    inspection.inspect(inspection.read(notebook), notebook.name, values)
    copy = notebook_forms.loaded(notebook)
    for cell in copy.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
            if inspection.PARAMETERS in cell.metadata.get("tags", []):
                cell.source = _declaring(cell.source, values)
    return copy


def _declaring(source: str, values: Mapping[str, JsonValue]) -> str:
    # NOTE: places in a syntax tree are counted in bytes, and a default may go over several lines.
    lines = source.encode().splitlines(keepends=True)
    for statement in reversed(ast.parse(source).body):
        match statement:
            case ast.AnnAssign(
                target=ast.Name(id=name),
                value=ast.Constant(lineno=first, end_lineno=int(last), end_col_offset=int(end)) as default,
            ):
                before, after = lines[first - 1][: default.col_offset], lines[last - 1][end:]
                lines[first - 1 : last] = [before + repr(values[name]).encode() + after]
    return b"".join(lines).decode()

"""How a lab keeps notebooks on disk: without outputs, and without the name of a machine's kernel."""

from __future__ import annotations

from typing import Any

from jupytext import TextFileContentsManager

from ..execute.notebook_forms import PLAIN_METADATA


class NotebookFiles(TextFileContentsManager):
    """Jupyter's files, scripts of cells among them; what it saves of a notebook is what its author wrote."""

    def save(self, model: dict[str, Any], path: str = "") -> Any:
        """Save a file; of a notebook without its outputs."""
        if model.get("type") == "notebook" and model.get("content"):
            model = {**model, "content": as_written(model["content"])}
        return super().save(model, path)


def as_written(notebook: dict[str, Any]) -> dict[str, Any]:
    """A notebook as its author wrote it: no output, no count, and the plain kernel's name."""
    cells = [_unrun(cell) if cell["cell_type"] == "code" else cell for cell in notebook["cells"]]
    return {**notebook, "cells": cells, "metadata": {**notebook["metadata"], **PLAIN_METADATA}}


def _unrun(cell: dict[str, Any]) -> dict[str, Any]:
    metadata = {name: value for name, value in cell["metadata"].items() if name != "execution"}
    return {**cell, "outputs": [], "execution_count": None, "metadata": metadata}

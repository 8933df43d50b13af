"""The components an executed notebook shows, in order; anything else it shows is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat

from ..components import AnyComponent
from ..components.outputs import outputs
from ..errors import Problem, RenderError


def read_notebook(path: Path) -> Any:
    """An executed notebook in the current format. Raises RenderError where the file is none."""
    try:
        return nbformat.read(path, as_version=4)
    except (OSError, ValueError, nbformat.ValidationError) as error:
        raise RenderError(Problem("is not a readable notebook", path.name, "execute it again")) from error


def components(notebook: Any, name: str) -> tuple[AnyComponent, ...]:
    """
    Every component that the cells of a notebook of that name display, and its prose.

    Raises RenderError with every cell that shows an error or anything that is no component, as `execute` does
    where the notebook ran.
    """
    shown = outputs(notebook, name)
    if shown.problems:
        raise RenderError(*shown.problems)
    return shown.components

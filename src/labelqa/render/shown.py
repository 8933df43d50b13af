"""The components an executed notebook shows, in order; anything else it shows is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from pydantic import ValidationError

from ..components import ANY_COMPONENT, MIME, AnyComponent
from ..errors import Problem, RenderError

INJECTED = "injected-parameters"  # Papermill's own cell: the author's numbering does not know it
DRAWN = ("text/html", "image/", "application/", "text/latex", "text/markdown", "text/vnd")


def read_notebook(path: Path) -> Any:
    """An executed notebook in the current format. Raises RenderError where the file is none."""
    try:
        return nbformat.read(path, as_version=4)
    except (OSError, ValueError, nbformat.ValidationError) as error:
        raise RenderError(Problem("is not a readable notebook", path.name, "execute it again")) from error


def components(notebook: Any) -> tuple[AnyComponent, ...]:
    """
    Every component that the code cells display.

    Streams and plain text are dropped, markdown cells are the analyst's own notes and not printed.
    Raises RenderError with every cell that shows an error, or a drawing or HTML that is no component.
    """
    found: list[AnyComponent] = []
    problems: list[Problem] = []
    for where, output in _outputs(notebook):
        if output.output_type == "error":
            problems.append(Problem(f"ended with {output.ename}", where, "correct the cell and run it again"))
            continue
        data = output.get("data", {})
        if MIME in data:
            try:
                found.append(ANY_COMPONENT.validate_python(data[MIME]))
            except ValidationError as error:
                problems += [_problem(detail, where) for detail in error.errors(include_input=False)]
        elif drawn := sorted(kind for kind in data if kind.startswith(DRAWN)):
            remedy = "show it through the report object: a figure needs a title, a measure and words for it"
            problems.append(Problem(f"shows a bare {drawn[0]}", where, remedy))
    if problems:
        raise RenderError(*problems)
    return tuple(found)


def _outputs(notebook: Any) -> Iterator[tuple[str, Any]]:
    written = (cell for cell in notebook.cells if INJECTED not in cell.metadata.get("tags", ()))
    code_cells = (cell for cell in written if cell.cell_type == "code")
    for number, cell in enumerate(code_cells, start=1):
        for output in cell.outputs:
            if output.output_type != "stream":
                yield f"code cell {number}", output


def _problem(detail: Any, where: str) -> Problem:
    field = ".".join(str(part) for part in detail["loc"])
    return Problem(f"shows a component whose {field} is wrong: {detail['msg']}", where)

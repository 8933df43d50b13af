"""What the cells of an executed notebook show: components, and why anything else is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from ..errors import Problem
from . import ANY_COMPONENT, MIME, AnyComponent

SCRATCH = "scratch"
"""The tag of a cell whose outputs stay out of the report, whatever they are."""
NOTE = "note"
"""The tag of a Markdown cell that is its author's own: nothing of it is printed, so none of it counts."""
NUMBERED = "cell-"
_FIGURE = "give it a title: r.figure(fig, title=...), in the cell that draws it"
_TABLE = "give it a title: r.table(frame, title=...)"
_SAY = f"say it with r.prose(...), or tag the cell {SCRATCH}"
_PLAIN = f"{_TABLE}, r.figure(fig, title=...); end the line with a semicolon; or tag the cell {SCRATCH}"
_ELSE = "show it as r.figure(fig, title=...) or r.table(frame, title=...)"
_REMEDIES = {"image/": _FIGURE, "application/pdf": _FIGURE, "text/html": _TABLE, "text/plain": _PLAIN}
"""By how a MIME type begins; of an output that comes as several the first of them is named."""


@dataclass(frozen=True)
class NotebookOutputs:
    """Every component that a notebook shows, in order, and a problem for everything else it shows."""

    components: tuple[AnyComponent, ...]
    problems: tuple[Problem, ...]


def place(name: str, cell: str) -> str:
    """Where a cell stands in its author's notebook, from the id that its position gave it."""
    numbered = cell.startswith(NUMBERED)
    return f"{name}, cell {cell.removeprefix(NUMBERED)}" if numbered else f"{name}, after its last cell"


def outputs(notebook: Any, name: str) -> NotebookOutputs:
    """
    What a notebook of that name shows.

    Nothing vanishes but warnings (stderr) and what a cell tagged SCRATCH shows. Problems name the cell and
    the kind of output, never its text, which may hold data.
    """
    found: list[AnyComponent] = []
    problems: list[Problem] = []
    for where, output in _shown(notebook, name):
        if MIME not in output.get("data", {}):
            problems.append(_refused(output, where))
            continue
        try:
            found.append(ANY_COMPONENT.validate_python(output["data"][MIME]))
        except ValidationError as error:
            problems.append(_invalid(error, where))
    return NotebookOutputs(tuple(found), tuple(dict.fromkeys(problems)))


def _shown(notebook: Any, name: str) -> Iterator[tuple[str, Any]]:
    """All outputs that count; an error counts in a scratch cell too."""
    for cell in notebook["cells"]:
        scratch = SCRATCH in cell["metadata"].get("tags", ())
        for output in cell.get("outputs", ()):
            failed, warned = output["output_type"] == "error", output.get("name") == "stderr"
            if failed or not (scratch or warned):
                yield place(name, cell["id"]), output


def _refused(output: Any, where: str) -> Problem:
    match output["output_type"]:
        case "error":
            return Problem(f"ended with {output['ename']}", where, "correct the cell and run it again")
        case "stream":
            return Problem("prints text", where, _SAY)
    kinds = sorted(output.get("data", {}), key=_rank) or ["text/plain"]
    remedy = next((cure for start, cure in _REMEDIES.items() if kinds[0].startswith(start)), _ELSE)
    return Problem(f"shows a bare {kinds[0]}", where, remedy)


def _rank(kind: str) -> tuple[bool, int, str]:
    """Pictures first, then tables and whatever else it is; plain text is what everything comes with."""
    known = [place for place, start in enumerate(_REMEDIES) if kind.startswith(start)]
    return kind == "text/plain", known[0] if known else len(_REMEDIES), kind


def _invalid(error: ValidationError, where: str) -> Problem:
    wrong = {".".join(map(str, detail["loc"])) for detail in error.errors(include_input=False)}
    fields = ", ".join(sorted(filter(None, wrong))) or "its kind"
    what = f"shows a component that is not valid in {fields}"
    return Problem(what, where, "show it with a function of labelqa.report")

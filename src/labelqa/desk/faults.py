"""What is wrong with a report at the desk, for its author: in which file, cell and line, and what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ..errors import LabelQAError, Problem
from ..execute import TRACEBACK
from ..execute.notebook_forms import loaded

COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_CELL = re.compile(r", cell (\d+)$")
_RAISED = re.compile(r"^Cell In\[\d+\], line (\d+)", re.MULTILINE)
_SAID = re.compile(r"^line (\d+) ")


@dataclass(frozen=True)
class Fault:
    """
    One problem: what, where, what to do; with the line of its cell, where one is known, and how it reads.

    `trace` is the traceback of a cell that failed. It may show data, as the report does.
    """

    what: str
    where: str
    remedy: str
    line: int | None = None
    code: str = ""
    trace: str = ""


def faults(error: Exception, notebook: Path, folder: Path) -> tuple[Fault, ...]:
    """What an error says, with what is known of a notebook's cells and of the run in a folder."""
    if not isinstance(error, LabelQAError):
        defect = "" if isinstance(error, OSError) else "this is a defect of labelqa"
        return (Fault(f"{type(error).__name__}: {error}", "", defect),)
    trace = _trace(folder) if len(error.problems) == 1 else ""
    return tuple(_fault(problem, notebook, trace) for problem in error.problems)


def _trace(folder: Path) -> str:
    path = folder / TRACEBACK
    return COLOURS.sub("", path.read_text(encoding="utf-8")) if path.is_file() else ""


def _fault(problem: Problem, notebook: Path, trace: str) -> Fault:
    cell = _CELL.search(problem.where)
    if not cell:
        return Fault(problem.what, problem.where, problem.remedy)
    raised = _RAISED.search(trace) if TRACEBACK in problem.remedy else _SAID.match(problem.what)
    line = int(raised[1]) if raised else None
    if TRACEBACK not in problem.remedy:
        return Fault(problem.what, problem.where, problem.remedy, line, _code(notebook, int(cell[1]), line))
    remedy = "mend the cell and save"
    return Fault(problem.what, problem.where, remedy, line, _code(notebook, int(cell[1]), line), trace)


def _code(notebook: Path, cell: int, line: int | None) -> str:
    """How a line of a cell reads; nothing where the notebook has changed since."""
    try:
        source: str = loaded(notebook).cells[cell - 1].source
        return source.splitlines()[line - 1].strip() if line else ""
    except (OSError, ValueError, IndexError, AttributeError):
        return ""

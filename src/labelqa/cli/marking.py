"""A check's problems in print: lines for people, JSON for programs, annotations for GitHub."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

import typer

from ..errors import LabelQAError, Problem
from . import answers

_PLACE = re.compile(r"(?P<file>[^,:]+)(?::(?P<line>[0-9]+)|, cell (?P<cell>[0-9]+))?")
_CELLS = re.compile(r'"cells"\s*:\s*\[\s*')
_BETWEEN = ", \t\r\n"


class Format(StrEnum):
    """How problems are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


@dataclass(frozen=True)
class Marking:
    """Prints the problems of a workspace, which is named as people typed it, in one format."""

    format: Format
    workspace: Path

    def tell(self, error: LabelQAError, market: str = "") -> int:
        """Print every problem, of a market or of none; returns the error's exit code."""
        if self.format is Format.TEXT:
            return answers.tell(error, market)
        for problem in error.problems:
            line = {**asdict(problem), "market": market or None, "docs": error.page}
            as_json = self.format is Format.JSON
            typer.echo(answers.json_line(line) if as_json else self._annotation(problem, market))
        return error.exit_code

    def _annotation(self, problem: Problem, market: str) -> str:
        about = f"{market}: " if market else ""
        return f"::error{self._properties(problem.where)}::{_data(f'{about}{problem}')}"

    def _properties(self, where: str) -> str:
        """File and line of a place, nothing where it is no file of the workspace."""
        found = _PLACE.match(where)
        path = self.workspace / found["file"] if found else self.workspace
        if not found or not path.is_file():
            return ""
        line = int(found["line"] or 1)
        if found["cell"]:
            line = first_line(path.read_text(encoding="utf-8"), int(found["cell"]))
        name = _data(path.as_posix()).replace(":", "%3A").replace(",", "%2C")
        return f" file={name},line={line}"


def first_line(notebook: str, cell: int) -> int:
    """The line of a notebook's text on which a cell begins, counted from one; 1 where it has no such cell."""
    start = _CELLS.search(notebook)
    if not start:
        return 1
    at, decoder = start.end(), json.JSONDecoder()
    try:
        for _ in range(cell - 1):
            _, end = decoder.raw_decode(notebook, at)
            at = end + len(notebook[end:]) - len(notebook[end:].lstrip(_BETWEEN))
    except json.JSONDecodeError:
        return 1
    return notebook.count("\n", 0, at) + 1


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

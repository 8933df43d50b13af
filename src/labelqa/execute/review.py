"""A report's notebook held against its params, without running anything."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ..errors import LabelQAError, Problem
from ..params import ReportParams
from . import EXTRACT, inspection


def review(report: ReportParams, path: Path, name: str) -> list[Problem]:
    """
    Everything for which a run would refuse the report's notebook before a cell runs.

    `name` is what messages call the file at `path`. It is given the defaults of the report's parameters.
    """
    values = {n: parameter.value(parameter.default) for n, parameter in report.parameters.items()}
    try:
        notebook = inspection.read(path)
    except LabelQAError as error:
        return [replace(problem, where=name) for problem in error.problems]
    try:
        inspection.inspect(notebook, name, {**values, EXTRACT: "extract"})
    except LabelQAError as error:
        return list(error.problems)
    return []

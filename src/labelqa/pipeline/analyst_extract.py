"""A job's extract for an analyst: cut as a run cuts it, beside the notebook that opens it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import nbformat
from pydantic import JsonValue

from .. import sealed
from ..editions.peers import without_peers
from ..execute import EXTRACT
from ..execute.filling import filled
from ..extracts import FOLDER
from .steps import cut
from .task import Task


@dataclass(frozen=True)
class AnalystExtract:
    """
    An extract in a folder, and the values of the parameters with which the report's notebook opens it.

    It is not a release: nothing is entered in the ledger, and what is made of it can be shown to anybody. So
    a vendor's extract holds no rate of others, as if its edition withheld all of them.
    """

    folder: Path
    values: Mapping[str, JsonValue]

    @classmethod
    def of(cls, task: Task, into: Path) -> AnalystExtract:
        """
        Cut a task's extract into `into`, an absolute folder.

        Raises what a run raises before its notebook is read.
        """
        task = replace(task, params=without_peers(task.params, task.job.edition))
        extract = cut(task, into)
        return cls(extract.folder, {**extract.context.parameters, EXTRACT: str(extract.folder)})


def beside_its_notebook(task: Task, into: Path) -> Path:
    """
    Leave a task's extract in `into`, new or empty, and beside it the notebook with its parameters filled in.

    The copy, whose path is returned, is in Jupyter's own form, which every tool opens. Raises what a run
    raises before a cell runs, and then leaves nothing.
    """
    into.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder, copy = into / FOLDER, into / task.notebook.with_suffix(".ipynb").name
    with sealed.staged(into) as staging:
        left = AnalystExtract.of(task, staging)
        nbformat.write(filled(task.notebook, {**left.values, EXTRACT: str(folder)}), staging / copy.name)
        left.folder.rename(folder)
        (staging / copy.name).rename(copy)
    return copy

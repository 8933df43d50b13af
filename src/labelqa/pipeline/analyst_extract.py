"""A job's extract for an analyst: cut as a run cuts it, beside the notebook that opens it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import nbformat

from .. import sealed
from ..editions.peers import without_peers
from ..execute import EXTRACT
from ..execute.filling import filled
from ..extracts import FOLDER
from .steps import cut
from .task import Task


@dataclass(frozen=True)
class AnalystExtract:
    """An extract in a folder, and beside it a copy of the report's notebook with its parameters filled in."""

    folder: Path
    notebook: Path

    @classmethod
    def of(cls, task: Task, into: Path) -> AnalystExtract:
        """
        Cut a task's extract into `into`, an absolute folder that is new or empty.

        It is not a release: nothing is entered in the ledger, and what is made of it can be shown to anybody.
        So a vendor's extract holds no rate of others, as if its edition withheld all of them. Raises what a
        run raises before its notebook starts.
        """
        into.mkdir(mode=0o700, parents=True, exist_ok=True)
        task = replace(task, params=without_peers(task.params, task.job.edition))
        made = cls(into / FOLDER, into / task.notebook.name)
        with sealed.staged(into) as staging:
            extract = cut(task, staging)
            values = {**extract.context.parameters, EXTRACT: str(made.folder)}
            nbformat.write(filled(task.notebook, values), staging / made.notebook.name)
            extract.folder.rename(made.folder)
            (staging / made.notebook.name).rename(made.notebook)
        return made

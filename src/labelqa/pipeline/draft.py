"""The documents of a task as they would be made now, published by nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .. import render
from ..errors import Problem, ReleaseError
from .steps import ingredients, renderable, rendered, work_folder
from .task import Task


@dataclass(frozen=True)
class Draft:
    """Documents that nobody published, and the digests of what they were made of."""

    documents: render.Documents
    made_of: Mapping[str, str]


def draft(task: Task, into: Path) -> Draft:
    """
    The documents of a task as a run would make them now, inside the folder `into`; nothing is recorded.

    Nobody clears it, so it is for the company's own editions alone. Raises ReleaseError for a vendor's, and
    what a run raises.
    """
    if task.vendor:
        what = "a vendor's edition is made by a run alone, which clears it"
        raise ReleaseError(Problem(what, task.job.key, "run it, then compare revisions"))
    made_of = ingredients(task)
    with work_folder(into / "work") as folder:
        ready = renderable(task, folder)
        documents = rendered(task, ready.facts, ready.run, folder)
        documents.html.parent.rename(into / "documents")
    return Draft(render.Documents.inside(into / "documents"), made_of)

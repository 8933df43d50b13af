"""A job's report as a run would make it, made again and again while its notebook is written."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path

from .. import execute, render
from ..editions.peers import without_peers
from ..errors import RenderError
from ..execute.stepping import KeptKernel
from ..extracts import Extract
from ..progress import Observer, silent
from ..render.request import Blemish, Rendered, RenderRequest
from ..render.review import review
from .steps import DOCUMENTS, cut, executed_on, facts_of, furnish, outside, printed_of, rendered, written
from .task import Task


@dataclass(frozen=True)
class PreviewBench:
    """
    A job's extract in a folder, with a kernel that is kept for its notebook.

    It is no release: nothing is published, recorded or entered in the ledger, and a vendor's extract holds no
    rate of others. Notebook and templates are read anew each time, params are the task's. Close it.
    """

    task: Task
    extract: Extract
    folder: Path
    kernel: KeptKernel = field(default_factory=KeptKernel)

    @classmethod
    def of(cls, task: Task, folder: Path) -> PreviewBench:
        """Cut a task's extract into a new folder. Raises what a run raises before its notebook starts."""
        task = replace(task, params=without_peers(task.params, task.job.edition))
        furnish(folder)
        return cls(task, cut(task, folder), folder)

    def executed(self) -> execute.Executed:
        """The notebook as it is now, run from the first cell that is not as it was. Raises NotebookError."""
        return executed_on(self.task, self.extract, self.folder, self.kernel)

    def executed_anew(self, watch: Observer) -> execute.Executed:
        """The notebook as it is now, run from its head in a kernel of its own, as a run does."""
        folder = self.folder / "anew"
        shutil.rmtree(folder, ignore_errors=True)
        furnish(folder)
        return executed_on(self._watched(watch), self.extract, folder)

    def require_templates(self) -> None:
        """Raise RenderError with all that is wrong in the templates."""
        task = self.task
        if problems := review(task.templates, task.templates.name, task.params.project.paper):
            raise RenderError(*problems)

    def screen(self, run: execute.Executed) -> Rendered:
        """The HTML alone. Raises RenderError."""
        task = self.task
        return render.screen(
            RenderRequest(
                executed=run.notebook,
                into=self.folder / DOCUMENTS,
                facts=self._facts(run),
                templates=task.templates,
                limits=task.limits,
                outside=outside(task.place, self.folder),
            )
        )

    def printed(self, run: execute.Executed, notebook: bytes) -> tuple[bytes, tuple[Blemish, ...]]:
        """
        The PDF of a run whose executed notebook held those bytes, and what only looks wrong in it.

        Raises RenderError.
        """
        with tempfile.TemporaryDirectory(dir=self.folder) as place:
            folder = Path(place, "printed")
            furnish(folder)
            copy = folder / run.notebook.name
            copy.write_bytes(notebook)
            made = rendered(self._watched(silent), self._facts(run), replace(run, notebook=copy), folder)
            return made.pdf.read_bytes(), made.blemishes

    def _facts(self, run: execute.Executed) -> render.RenderFacts:
        """What the pages say of themselves, with the commentary on the figures that a run shows."""
        return facts_of(self.task, self.extract, printed_of(written(self.task), run))

    def _watched(self, watch: Observer) -> Task:
        """The task, for work that is not the page's own."""
        return replace(self.task, place=replace(self.task.place, watch=watch))

    def close(self) -> None:
        """End its processes and remove its folder."""
        self.kernel.close()
        shutil.rmtree(self.folder, ignore_errors=True)

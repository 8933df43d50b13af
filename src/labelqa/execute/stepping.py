"""Papermill's engine for previews: a notebook runs from the first cell on that is not as it was."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from time import monotonic
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import output_from_msg
from papermill.engines import Engine, NotebookExecutionManager, papermill_engines

from ..workers.frames import TooLargeError
from ..workers.points import PROGRAM, EndedError, GoneError, Message, Points
from ..workers.warm import Launch, UnavailableError
from .engine import LOG, OUTPUT_MB, Confinement, StartError, StoppedError, closing_cell, environment

NAME = "labelqa-stepping"
_SHOWN = ("stream", "display_data", "execute_result", "error")


class KeptKernel:
    """
    The kernel of a notebook that is executed again and again, by one bench and on one extract.

    A cell that is as it was, behind cells that are as they were, is not run again: it showed what it showed.
    Every cell that runs finds what the cell before it left, whatever ran behind that since; but what cells
    wrote into their scratch folder stays. Close it: its processes are its own.
    """

    def __init__(self) -> None:
        self._points: Points | None = None

    def execute(self, notebook: NotebookNode, within: Confinement) -> None:
        """
        Put into every code cell of a notebook what it shows; `within.watch` is told of those that run.

        Raises StartError where this host forks no kernel, StoppedError for the first cell that does not end
        well.
        """
        cells = [cell for cell in [*notebook.cells, closing_cell()] if cell.cell_type == "code"]
        points = self._points = self._points or _started(within)
        within.told(points.told)
        ends = monotonic() + within.limits.seconds_per_notebook
        before = points.rewind([cell.source for cell in cells])
        for cell, shown in zip(cells, before, strict=False):
            cell.outputs = _outputs(shown)
        for place, cell in enumerate(cells[len(before) :], start=len(before)):
            within.watch(place, len(cells))
            seconds = max(1, min(within.limits.seconds_per_cell, int(ends - monotonic())))
            try:
                cell.outputs = _outputs(points.run(cell.source, seconds))
            except (EndedError, TimeoutError, TooLargeError) as error:
                if isinstance(error, GoneError):
                    self.close()
                kind, text = _why(error, seconds)
                raise StoppedError(notebook, cell.id, kind, text) from error
            for shown in cell.outputs:
                if shown.output_type == "error":
                    trace = "\n".join(shown.traceback)
                    raise StoppedError(notebook, cell.id, shown.ename, shown.evalue, trace)

    def stop(self) -> None:
        """End the cell at work, from another thread; its execution raises StoppedError."""
        if self._points:
            self._points.stop()

    def close(self) -> None:
        """End its processes."""
        if self._points:
            self._points.close()
        self._points = None


class SteppingEngine(Engine):
    """Runs the cells of a notebook that are not as they were, in order; the first failure ends the run."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: NotebookExecutionManager, _name: str, *, within: Confinement, kept: KeptKernel, **_: Any
    ) -> None:
        """Papermill calls this with the notebook whose parameters are in place."""
        kept.execute(nb_man.nb, within)


papermill_engines.register(NAME, SteppingEngine)


def _started(within: Confinement) -> Points:
    """The process at the head of the notebook. Raises StartError where there can be none."""
    start = json.dumps(asdict(within.start))
    launch = Launch(PROGRAM, [start], environment(within.scratch), within.scratch)
    try:
        return Points.started(launch, within.scratch.parent / LOG, OUTPUT_MB << 20)
    except UnavailableError as error:
        raise StartError(str(error)) from error


def _outputs(shown: Iterable[Message]) -> list[NotebookNode]:
    messages = [
        {"header": {"msg_type": kind}, "content": content} for kind, content in shown if kind in _SHOWN
    ]
    return [output_from_msg(message) for message in messages]


def _why(error: Exception, seconds: int) -> tuple[str, str]:
    """The kind of a stop, and what happened."""
    match error:
        case TimeoutError():
            return "Timeout", f"the cell took longer than its {seconds} s"
        case TooLargeError():
            return "TooMuchOutput", f"it sent more than {OUTPUT_MB} MB"
    return "DeadKernel", "its process was killed or crashed"

"""One notebook on one extract: strict parameters in, an honest verdict out."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import nbformat
import papermill
from nbformat import NotebookNode
from pydantic import JsonValue

from .. import errors
from ..components import AnyComponent
from ..components.outputs import place
from ..errors import NotebookError, Problem
from ..params import Job, Limits
from ..progress import Observer, Step, silent
from ..workers import record
from . import inspection, stepping, verdict
from .engine import LOG, NAME, Confinement, StartError, StoppedError
from .stepping import KeptKernel

if TYPE_CHECKING:
    from ..extracts import Extract  # brings pandas, which a check of notebooks does without

EXTRACT = "extract"
INJECTED = "injected-parameters"
TRACEBACK = "traceback.txt"

# Errors whose text cannot hold data: it names code or limits, not values.
_SPEAKING = {
    *("NameError", "ImportError", "ModuleNotFoundError", "MemoryError", "StrayError", "RefusedError"),
    *("Timeout", "DeadKernel", "TooMuchOutput"),
    *(name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, Exception)),
}


@dataclass(frozen=True)
class Bench:
    """
    The folder in which one job is worked on, and what must be out of its kernel's reach.

    `outside` are files and folders that the kernel has to fail to open; where the box is `demanded` no cell
    runs in one that is open. With a `kept` kernel only what is not as it was runs again; its bench and its
    extract stay the same.
    """

    folder: Path
    outside: tuple[Path, ...] = ()
    demanded: bool = False
    kept: KeptKernel | None = None

    @property
    def engine(self) -> dict[str, object]:
        """What papermill is to run the notebook by."""
        return {"engine_name": stepping.NAME, "kept": self.kept} if self.kept else {"engine_name": NAME}


@dataclass(frozen=True)
class Executed:
    """
    A notebook that ran to a clean end: the executed copy and all it showed, in order.

    `closed` says what was closed to its kernel, and what was found open.
    """

    notebook: Path
    components: tuple[AnyComponent, ...]
    seconds: float
    closed: Mapping[str, str]


def execute(
    job: Job,
    notebook: Path,
    extract: Extract,
    bench: Bench,
    limits: Limits,
    watch: Observer = silent,
    *,
    boxed: bool = True,
) -> Executed:
    """
    Run `notebook` for `job` on `extract`; the bench takes the scratch folder and the executed copy.

    The kernel starts in the scratch folder and is given the extract's folder relative to it. Raises
    ParamsError, NotebookError or ReleaseError before anything runs, NotebookError when it did not end well;
    then the bench holds the notebook as far as it came and the traceback, which may show data.
    """
    started, into = monotonic(), bench.folder
    closed: dict[str, str] = {}
    scratch = into / "scratch"
    scratch.mkdir(parents=True, exist_ok=bench.kept is not None)
    values = {**job.parameters, EXTRACT: os.path.relpath(extract.folder.resolve(), scratch.resolve())}
    source = inspection.read(notebook)
    inspection.inspect(source, notebook.name, values)

    with tempfile.TemporaryDirectory(prefix="labelqa-") as channel:
        folders = (extract.folder.resolve(), scratch.resolve(), Path(channel))
        within = Confinement(
            *folders, limits, _telling(job, watch), _hearing(bench, closed), bench.outside, boxed
        )
        try:
            run = _run(source, values, within, bench.engine)
        except StoppedError as stop:
            _write(stop.notebook, into)
            (into / TRACEBACK).write_text(stop.traceback or stop.text, encoding="utf-8")
            raise NotebookError(_why(stop, notebook.name, into)) from None
    executed = _write(run, into)
    components = verdict.components(run, notebook.name)
    verdict.check(components, job, notebook.name)
    return Executed(executed, components, monotonic() - started, closed)


def _telling(job: Job, watch: Observer) -> Callable[[int, int], None]:
    return lambda done, total: watch(Step(job.key, "execute", done, total))


def _hearing(bench: Bench, closed: dict[str, str]) -> Callable[[Mapping[str, str]], None]:
    def hear(told: Mapping[str, str]) -> None:
        closed.update(told)
        if bench.demanded:
            record.demand(told, "the kernel")

    return hear


def _run(
    source: NotebookNode, values: dict[str, JsonValue], within: Confinement, engine: Mapping[str, object]
) -> NotebookNode:
    # NOTE: a kernel that does not come up is the host's doing, so it gets a second chance; a notebook never.
    with suppress(StartError):
        return _papermill(source, values, within, engine)
    try:
        return _papermill(source, values, within, engine)
    except StartError as error:
        said = (within.channel / LOG).read_text(encoding="utf-8", errors="replace").strip().splitlines()
        remedy = "see whether the host, and limits.memory_mb, leave it enough memory; then run again"
        raise NotebookError(
            Problem(f"the kernel did not start: {[str(error), *said][-1]}", remedy=remedy)
        ) from error


def _papermill(
    source: NotebookNode, values: dict[str, JsonValue], within: Confinement, engine: Mapping[str, object]
) -> NotebookNode:
    run: NotebookNode = papermill.execute_notebook(
        source,
        None,
        parameters=values,
        kernel_name="python3",
        language="python",
        progress_bar=False,
        within=within,
        **engine,
    )
    return run


def _write(run: NotebookNode, into: Path) -> Path:
    """Write the executed copy without what papermill notes of paths, times and parameters."""
    run.metadata.pop("papermill", None)
    for cell in run.cells:
        cell.metadata.pop("papermill", None)
        if INJECTED in cell.metadata.tags:
            cell.id = INJECTED
    path = into / "executed.ipynb"
    nbformat.write(run, path)
    return path


def _why(stop: StoppedError, name: str, into: Path) -> Problem:
    text = " ".join(stop.text.split()) if stop.kind in _SPEAKING else ""
    what = f"{stop.kind}: {text}" if text else stop.kind
    return Problem(what, place(name, stop.cell), f"its traceback is in {into / TRACEBACK}")

"""Papermill's engine for reports: a kernel for each run, confined, watched and never outliving it."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic
from typing import Any

import nbformat
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import ensure_event_loop
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, NotebookExecutionManager, papermill_engines
from traitlets import Instance

from ..params import Limits
from ..workers import provisioner
from ..workers.kernel import Start
from ..workers.warm import SETTINGS

NAME = "labelqa"
CLOSING = "closing"
LOG = "kernel.log"
OUTPUT_MB = 64  # a whole report's drawings are about 5 MB
START_SECONDS = 60  # a host under load takes ten times the usual half second, and more

_SILENT = logging.getLogger(__name__)
_SILENT.addHandler(logging.NullHandler())
logging.getLogger("papermill").addHandler(logging.NullHandler())


@dataclass(frozen=True)
class Confinement:
    """
    Where one kernel runs and what it may use; `watch` is told the position of each cell that starts.

    Unless it is not `boxed` it reads `extract` and writes to `scratch` and `channel`, and no more; that
    nothing `outside` can be opened is tried. `told` is given the record of its box before a cell runs, and
    may raise an error for it.
    """

    extract: Path
    scratch: Path
    channel: Path
    limits: Limits
    watch: Callable[[int, int], None]
    told: Callable[[Mapping[str, str]], None]
    outside: tuple[Path, ...] = ()
    boxed: bool = True

    @property
    def start(self) -> Start:
        """What the kernel is started with."""
        own = (str(self.scratch), str(self.channel))
        outside = tuple(map(str, self.outside))
        return Start(self.limits.memory_mb, (str(self.extract),), own, outside, self.boxed)


class StartError(Exception):
    """The kernel did not come up: the host's fault, not the notebook's."""


class StoppedError(Exception):
    """A cell did not end well: the notebook as far as it came, the cell, what happened and its traceback."""

    def __init__(self, notebook: NotebookNode, cell: str, kind: str, text: str, traceback: str = "") -> None:
        super().__init__(kind, text)
        self.notebook = notebook
        self.cell = cell
        self.kind = kind
        self.text = text
        self.traceback = traceback


class ReportEngine(Engine):
    """Runs every cell in order; the first failure ends the run with its exception."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: NotebookExecutionManager, _name: str, *, within: Confinement, **_: Any
    ) -> None:
        """Papermill calls this with the notebook whose parameters are in place."""
        closing = closing_cell()
        nb_man.nb.cells.append(closing)
        client = _Client(
            nb_man,
            within=within,
            startup_timeout=START_SECONDS,
            iopub_timeout=START_SECONDS,
            force_raise_errors=True,
            record_timing=False,
            store_widget_state=False,
            shutdown_kernel="immediate",
            ipython_hist_file="",
            log=_SILENT,
        )
        try:
            with _loop_of_its_own(), (within.channel / LOG).open("wb") as log:
                client.execute(
                    cwd=str(within.scratch), env=environment(within.scratch), stdout=log, stderr=log
                )
        finally:
            nb_man.nb.cells.remove(closing)


papermill_engines.register(NAME, ReportEngine)


class _Manager(AsyncKernelManager):
    """Starts `labelqa.workers.kernel` and no installed kernel: what runs does not depend on the host."""

    within = Instance(Confinement)

    @property
    def kernel_spec(self) -> KernelSpec:
        start = json.dumps(asdict(self.within.start))
        program = [sys.executable, "-P", "-s", "-c", "from labelqa.workers.kernel import main; main()", start]
        return KernelSpec(
            argv=[*program, "-f", "{connection_file}"],
            language="python",
            metadata={"kernel_provisioner": {"provisioner_name": provisioner.NAME}},
        )


class _Client(PapermillNotebookClient):
    """Executes the cells within the limits of one Confinement."""

    within = Instance(Confinement)
    received = 0
    flooded = False

    def create_kernel_manager(self) -> AsyncKernelManager:
        """One manager on sockets of its own: kernels that share a path answer each other."""
        channel = self.within.channel
        self.km = _Manager(
            within=self.within,
            transport="ipc",
            ip=str(channel / uuid.uuid4().hex[:8]),
            connection_file=str(channel / "kernel.json"),
        )
        return self.km

    def start_new_kernel_client(self, **kwargs: Any) -> Any:
        """Tell a kernel that never answered from one that died at work."""
        try:
            return super().start_new_kernel_client(**kwargs)
        except RuntimeError as error:
            raise StartError(str(error)) from error

    def papermill_execute_cells(self) -> None:
        """Tell how the kernel is boxed, then run to the last cell; StoppedError for the first that fails."""
        self.within.told(self.km.provisioner.told)  # type: ignore[union-attr]
        self.ends = monotonic() + self.within.limits.seconds_per_notebook
        self.timeout_func = self._seconds_left
        for index, cell in enumerate(self.nb.cells):
            self.within.watch(index, len(self.nb.cells))
            if monotonic() > self.ends:
                raise StoppedError(self.nb, cell.id, "Timeout", self._which_limit())
            self._execute(cell, index)
            for shown in cell.get("outputs", []):
                if shown.output_type == "error":
                    trace = "\n".join(shown.traceback)
                    raise StoppedError(self.nb, cell.id, shown.ename, shown.evalue, trace)

    def _execute(self, cell: NotebookNode, index: int) -> None:
        try:
            self.execute_cell(cell, index)
        except CellExecutionError as error:
            raise StoppedError(self.nb, cell.id, error.ename, error.evalue, error.traceback) from error
        except CellTimeoutError as error:
            raise StoppedError(self.nb, cell.id, "Timeout", self._which_limit()) from error
        except DeadKernelError as error:
            kind = "TooMuchOutput" if self.flooded else "DeadKernel"
            text = (
                f"it sent more than {OUTPUT_MB} MB" if self.flooded else "its process was killed or crashed"
            )
            raise StoppedError(self.nb, cell.id, kind, text) from error

    def process_message(self, msg: dict[str, Any], cell: NotebookNode, cell_index: int) -> Any:
        """Count what the notebook sends; a kernel that floods us is ended at once."""
        self.received += len(json.dumps(msg["content"], default=str))
        if self.received > OUTPUT_MB << 20:
            self.flooded = True
            self.km.provisioner.process.kill()  # type: ignore[union-attr]
            return None
        return super().process_message(msg, cell, cell_index)

    def _seconds_left(self, _cell: NotebookNode) -> int:
        return max(1, min(self.within.limits.seconds_per_cell, int(self.ends - monotonic())))

    def _which_limit(self) -> str:
        if monotonic() + 1 > self.ends:
            return f"the notebook took longer than its {self.within.limits.seconds_per_notebook} s"
        return f"the cell took longer than its {self.within.limits.seconds_per_cell} s"


def closing_cell() -> NotebookNode:
    """What runs after the last cell: it tells of the errors that none of them showed."""
    source = "from labelqa.workers import kernel\nkernel.finish()"
    cell: NotebookNode = nbformat.v4.new_code_cell(source, id=CLOSING)
    return cell


@contextmanager
def _loop_of_its_own() -> Iterator[None]:
    """Close the event loop that jupyter_client opens for a thread, and leaves open."""
    try:
        yield
    finally:
        loop = ensure_event_loop()
        if not loop.is_running():
            left = asyncio.all_tasks(loop)
            for task in left:
                task.cancel()
            if left:
                loop.run_until_complete(asyncio.wait(left))
            loop.close()


def environment(scratch: Path) -> dict[str, str]:
    """All that a kernel knows of the host; nothing of ours is inherited."""
    return {
        **SETTINGS,
        "HOME": str(scratch),
        "TMPDIR": str(scratch),
        "IPYTHONDIR": str(scratch / ".ipython"),
        "MPLCONFIGDIR": str(scratch / ".matplotlib"),
        "PATH": os.defpath,
    }

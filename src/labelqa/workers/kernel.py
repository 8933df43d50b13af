"""The process a notebook runs in: an IPython kernel with limits that notes errors nobody handles."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import os
import resource
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from . import record
from .box import Box, confine
from .lifeline import PARENT, hang_on
from .probes import PARTS

_stray: list[str] = []


@dataclass(frozen=True)
class Start:
    """What a kernel is started with: its memory, its box, and what it has to fail to open."""

    memory_mb: int
    read: Sequence[str]
    write: Sequence[str]
    outside: Sequence[str] = ()
    boxed: bool = True


class StrayError(Exception):
    """A thread or task of the notebook failed and no cell showed it."""


class RefusedError(Exception):
    """The notebook asked for what a report may not do."""


def main() -> None:
    """
    Run a kernel: the first argument is a Start as JSON, IPython's own arguments follow.

    The memory cap is on private writable memory, so that an allocation beyond it is a MemoryError
    in the notebook and not a killed machine. What the box closed is told before the notebook can run.
    """
    given, *arguments = sys.argv[1:]
    start = Start(**json.loads(given))
    enclose(start)

    from ipykernel.iostream import IOPubThread
    from ipykernel.kernelapp import IPKernelApp

    publisher: Any = IOPubThread
    publisher._setup_pipe_in = _open_no_port
    app = IPKernelApp.instance()
    app.initialize(["--HistoryManager.enabled=False", "--InteractiveShell.automagic=False", *arguments])
    prepare(app.shell)
    app.start()


def enclose(start: Start, *, forks: bool = False) -> None:
    """Limit and box this process, for good, tell how, and tie its life to that of the fork server."""
    hang_on(int(os.environ[PARENT]))
    _limit(start.memory_mb << 20)
    _spare_a_change_of_rights()
    box = Box(tuple(start.read), tuple(start.write), tuple(start.outside), forks)
    record.tell(confine(box) if start.boxed else dict.fromkeys(PARTS, f"{record.OPEN}no box was asked for"))


def prepare(shell: Any) -> None:
    """Refuse in a shell what a report may not do, and note the errors that no cell shows."""
    shell.ask_exit = _refuse_exit
    shell.system = _refuse_shell
    _note_stray_errors()


def finish() -> None:
    """
    Wait for the notebook's threads and raise StrayError when one of them, or a task, had failed.

    `execute` runs it as the cell after the last.
    """
    for thread in threading.enumerate():
        if not thread.daemon and thread not in {threading.main_thread(), threading.current_thread()}:
            thread.join()
    gc.collect()
    _stray.extend(_unretrieved())
    if _stray:
        raise StrayError("; ".join(_stray))


def _unretrieved() -> list[str]:
    # NOTE: asyncio reports a failed task only when it is collected; one still held by a variable keeps
    # its error in `_log_traceback` until somebody awaits it.
    tasks = [found for found in gc.get_objects() if isinstance(found, asyncio.Task)]
    failed = [task for task in tasks if task.done() and not task.cancelled() and task._log_traceback]
    return [f"{type(task.exception()).__name__} in a task" for task in failed]


def _note_stray_errors() -> None:
    shown = threading.excepthook

    def note(failure: threading.ExceptHookArgs) -> None:
        if failure.exc_type is not SystemExit:
            _stray.append(f"{failure.exc_type.__name__} in a thread")
        shown(failure)

    threading.excepthook = note
    logging.getLogger("asyncio").addHandler(_TaskErrors(logging.ERROR))


class _TaskErrors(logging.Handler):
    """Notes what an event loop reports of tasks that failed unseen."""

    def emit(self, record: logging.LogRecord) -> None:
        """Note the kind of error only; its text may hold data."""
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else "error"
        _stray.append(f"{kind} in a task")


def _open_no_port(_publisher: object) -> None:
    # NOTE: ipykernel would hear on a port what child processes print; there are none.
    pass


def _refuse_exit(*_: object) -> NoReturn:
    raise RefusedError("exit() and quit() end a report half-way; remove the call")


def _refuse_shell(*_: object) -> NoReturn:
    raise RefusedError("a notebook runs no shell commands; prepare the data in params/sources.yml")


def _spare_a_change_of_rights() -> None:
    # NOTE: IPython copies a file, rights included, into this folder where it has to make it.
    Path(os.environ["IPYTHONDIR"], "profile_default", "startup").mkdir(parents=True, exist_ok=True)


def _limit(memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))

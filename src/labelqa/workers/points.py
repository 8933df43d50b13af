"""A notebook's process as it was after each cell: what is unchanged has run, and the rest runs from there."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from threading import Lock
from typing import Any, Self

from . import frames
from .provisioner import KERNELS
from .record import Record
from .warm import START_SECONDS, Forked, Launch, Streams

PROGRAM = "labelqa.workers.steps"
MOST = 40  # processes that wait behind cells; each has about 25 MB of its own
Message = tuple[str, dict[str, Any]]
"""What a cell showed: its kind and its content, as a kernel sends them."""


class EndedError(Exception):
    """The process of a cell ended before the cell did: it was killed, or crashed."""


class GoneError(EndedError):
    """A process that waited is gone: there is nothing to go on from."""


class _Waiting:
    """A process behind a cell, or at work on one: the socket it is asked by, the handle it is ended by."""

    def __init__(self, asked: socket.socket, handle: int) -> None:
        self.asked = asked
        self._handle = handle

    def kill(self) -> None:
        """End it at once."""
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)

    def end(self) -> None:
        """End it, and let go of it."""
        self.kill()
        os.close(self._handle)
        self.asked.close()


@dataclass(frozen=True)
class _Ran:
    """A cell that ended well: its source, what it showed, and the process behind it."""

    source: str
    shown: tuple[Message, ...]
    behind: _Waiting | None


class Points:
    """
    The processes of one notebook: one at its head, and one behind each cell that ran.

    `told` says how all of them are boxed. Close it: the processes are its own.
    """

    def __init__(self, told: Mapping[str, str], head: Forked, asked: socket.socket, most: int) -> None:
        self.told = told
        self._head = head
        self._asked = asked
        self._most = most
        self._ran: list[_Ran] = []
        self._at_work: _Waiting | None = None
        self._lock = Lock()

    @classmethod
    def started(cls, launch: Launch, log: Path, most: int) -> Self:
        """
        A process at the head of a notebook, which is asked by its standard input.

        `most` is how many bytes a cell may show. Raises UnavailableError where this host cannot fork it.
        """
        ours, theirs = socket.socketpair()
        with theirs, Record() as record, log.open("wb") as written:
            said = written.fileno()
            streams = Streams(theirs.fileno(), said, said, record.descriptor)
            head = KERNELS.fork(launch, streams)
            told = record.read(START_SECONDS)
        return cls(told, head, ours, most)

    def rewind(self, sources: Sequence[str]) -> list[tuple[Message, ...]]:
        """
        What the first of some cells showed, as far as they are as they were and a process waits behind them.

        All that ran behind that is forgotten; `run` goes on there.
        """
        same = takewhile(lambda pair: pair[0].source == pair[1], zip(self._ran, sources, strict=False))
        self._forget(sum(1 for _ in same))
        while self._ran and self._ran[-1].behind is None:
            self._ran.pop()
        return [ran.shown for ran in self._ran]

    def run(self, source: str, seconds: int) -> tuple[Message, ...]:
        """
        What a cell shows that runs behind the last one; if it ends with an error, it is forgotten again.

        Raises TimeoutError after its seconds, TooLargeError for what shows too much, EndedError for one whose
        process ends.
        """
        at_work = self._forked(source, seconds)
        try:
            at_work.asked.settimeout(seconds)
            shown = tuple((kind, content) for kind, content in self._answer(at_work.asked))
        except BaseException:
            self._let_go(at_work)
            raise
        if any(kind == "error" for kind, _ in shown):
            self._let_go(at_work)
        else:
            with self._lock:
                self._at_work = None  # it waits from here on, and is nobody's to stop
            self._ran.append(_Ran(source, shown, at_work))
            self._thin()
        return shown

    def stop(self) -> None:
        """End the cell at work, from another thread."""
        with self._lock:
            if self._at_work:
                self._at_work.kill()

    def close(self) -> None:
        """End all processes."""
        self._forget(0)
        self._asked.close()
        self._head.kill()
        self._head.wait()

    def _forget(self, place: int) -> None:
        while len(self._ran) > place:
            if behind := self._ran.pop().behind:
                self._let_go(behind)

    def _thin(self) -> None:
        """Where more wait than may, the first in the notebook gives way: most writing is further on."""
        waiting = [(place, ran.behind) for place, ran in enumerate(self._ran) if ran.behind]
        for place, behind in waiting[:-MOST]:
            self._let_go(behind)
            self._ran[place] = replace(self._ran[place], behind=None)

    def _let_go(self, waiting: _Waiting) -> None:
        with self._lock:
            self._at_work = None
            waiting.end()

    def _forked(self, source: str, seconds: int) -> _Waiting:
        """A fork of the last process that waits, at work on a cell."""
        last = self._ran[-1].behind if self._ran else None
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                frames.send(last.asked if last else self._asked, (source, seconds), [theirs.fileno()])
            at_work = _Waiting(ours, os.pidfd_open(self._answer(ours)))
        except (ProcessLookupError, EndedError) as error:  # before it could be held
            ours.close()
            raise EndedError from error
        except OSError as error:
            ours.close()
            raise GoneError from error
        with self._lock:
            self._at_work = at_work
        return at_work

    def _answer(self, asked: socket.socket) -> Any:
        try:
            received = frames.receive(asked, self._most)
        except ConnectionError as error:
            raise EndedError from error
        if received is None:
            raise EndedError
        return received[0]

"""Where kernels and renderers come from: forked from a server started once, or started cold."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple, cast

START_SECONDS = 60
READY = b"ready"
SETTINGS = {
    "LANG": "C.UTF-8",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",  # an open figure is shown
    "TZ": "UTC",
    "PYTHONHASHSEED": "0",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}
"""What every kernel's interpreter is started with, warm or cold; the same settings, the same bytes."""


class UnavailableError(Exception):
    """This host cannot fork processes; they are started cold."""


@dataclass(frozen=True)
class Launch:
    """What a child is to be: the module whose `main` it runs, its arguments, its environment, its folder."""

    program: str
    argv: Sequence[str]
    env: Mapping[str, str]
    cwd: str | Path


class Streams(NamedTuple):
    """The descriptors that a child is given: its streams, and the pipe for the record of its box."""

    stdin: int
    stdout: int
    stderr: int
    record: int


@dataclass
class Forked:
    """A process forked by a server, as much of subprocess.Popen as its users need."""

    pid: int
    _answer: socket.socket
    returncode: int | None = None
    stdin = stdout = stderr = None

    def poll(self) -> int | None:
        """Its exit status, or None while it runs."""
        if self.returncode is None and select.select([self._answer], [], [], 0)[0]:
            self._ended()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Its exit status, once it has ended. Raises subprocess.TimeoutExpired after so many seconds."""
        if self.returncode is None:
            if not select.select([self._answer], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0.0)
            self._ended()
        return cast("int", self.returncode)

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended: its id may be another's by then."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def _ended(self) -> None:
        with self._answer:
            said = self._answer.recv(64)
        self.returncode = int(said) if said else -signal.SIGKILL  # the server died, and its children with it


@dataclass
class _Running:
    """A server that was started: its process, the socket that it hears requests on, its folder."""

    process: subprocess.Popen[bytes]
    requests: socket.socket
    home: tempfile.TemporaryDirectory[str]
    ready: bool = False

    def await_ready(self) -> bool:
        """Whether it has imported what it forks with, at the latest after START_SECONDS."""
        if not self.ready and select.select([self.requests], [], [], START_SECONDS)[0]:
            self.ready = self.requests.recv(16) == READY
        return self.ready

    def end(self) -> None:
        """Let go of it: it ends when its socket is closed, or by a signal where it does not hear yet."""
        self.requests.close()
        if not self.ready:
            self.process.kill()
        self.process.wait()
        self.home.cleanup()


class ForkServer:
    """
    A fork server of this process; started when it is first needed, gone when this process is.

    `imports` are the modules that it holds ready, `environment` is what it is started with.
    """

    def __init__(self, imports: Sequence[str], environment: Mapping[str, str]) -> None:
        self._imports = imports
        self._environment = environment
        self._lock = threading.Lock()
        self._running: _Running | None = None

    def prepare(self) -> None:
        """Start the server, where this host forks, without waiting for it."""
        with self._lock, contextlib.suppress(UnavailableError, OSError):
            self._started()

    def fork(self, launch: Launch, streams: Streams) -> Forked:
        """A child of its own. Raises UnavailableError where no server can be had."""
        ours, theirs = socket.socketpair()
        request = json.dumps(asdict(launch), default=str).encode()
        said = b""
        try:
            with theirs:
                socket.send_fds(self._server(), [request], [theirs.fileno(), *streams])
            if select.select([ours], [], [], START_SECONDS)[0]:
                said = ours.recv(64)
        except OSError as error:
            raise UnavailableError(str(error)) from error
        finally:
            if not said:
                ours.close()
        if not said:
            raise UnavailableError("the fork server does not answer")
        return Forked(int(said), ours)

    def close(self) -> None:
        """End the server and every child that is left."""
        with self._lock:
            self._forget()

    def _forget(self) -> None:
        if self._running is not None:
            self._running.end()
        self._running = None

    def _server(self) -> socket.socket:
        with self._lock:
            running = self._started()
            if not running.await_ready():
                self._forget()
                raise UnavailableError("the fork server does not start")
            return running.requests

    def _started(self) -> _Running:
        if self._running is not None and self._running.process.poll() is not None:
            self._forget()
        if self._running is None:
            self._running = self._start()
            atexit.register(self.close)
        return self._running

    def _start(self) -> _Running:
        if not hasattr(os, "fork") or sys.platform != "linux":
            raise UnavailableError(f"{sys.platform} does not fork")
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        home = tempfile.TemporaryDirectory(prefix="labelqa-warm-")
        with theirs, contextlib.ExitStack() as unless_started:
            unless_started.callback(home.cleanup)
            unless_started.enter_context(ours)
            process = self._launched(home.name, theirs.fileno())
            unless_started.pop_all()
        return _Running(process, ours, home)

    def _launched(self, home: str, requests: int) -> subprocess.Popen[bytes]:
        start = "from labelqa.workers.server import main; main()"
        own = {"HOME": home, "MPLCONFIGDIR": home, "PATH": os.defpath}
        return subprocess.Popen(
            [sys.executable, "-P", "-s", "-c", start, str(requests), str(os.getpid()), *self._imports],
            env={**self._environment, **own},
            cwd=home,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[requests],
            start_new_session=True,
        )

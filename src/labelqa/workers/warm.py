"""Where kernels come from: forked from a server that this process starts once, or started cold."""

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
from dataclasses import dataclass
from pathlib import Path

START_SECONDS = 60
REPORTS = ("labelqa.report", "duckdb", "ipykernel.kernelapp", "matplotlib.backends.backend_svg", "seaborn")
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


@dataclass(frozen=True)
class Launch:
    """
    What a forked process becomes: the `main` of a module, with arguments, environment and working folder.

    `stdin` is a descriptor that it reads from, if any.
    """

    argv: Sequence[str]
    env: Mapping[str, str]
    cwd: str | Path
    program: str = "labelqa.workers.kernel"
    stdin: int | None = None


class UnavailableError(Exception):
    """This host cannot fork kernels; they are started cold."""


@dataclass
class Forked:
    """A process forked by the server, as much of subprocess.Popen as a provisioner needs."""

    pid: int
    _answer: socket.socket
    returncode: int | None = None
    stdin = stdout = stderr = None

    def poll(self) -> int | None:
        """Its exit status, or None while it runs."""
        if self.returncode is None and select.select([self._answer], [], [], 0)[0]:
            self._ended()
        return self.returncode

    def wait(self) -> int:
        """Its exit status, once it has ended."""
        while self.returncode is None:
            select.select([self._answer], [], [])
            self._ended()
        return self.returncode

    def wait_for(self, seconds: float) -> int | None:
        """Its exit status, or None where it has not ended by then."""
        if self.returncode is None:
            select.select([self._answer], [], [], seconds)
        return self.poll()

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


class ForkServer:
    """
    A fork server of this process; started when it is first needed, gone when this process is.

    `preloaded` are the modules that it has imported by then.
    """

    def __init__(self, preloaded: Sequence[str] = REPORTS) -> None:
        self._preloaded = preloaded
        self._lock = threading.Lock()
        self._requests: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._home: tempfile.TemporaryDirectory[str] | None = None

    def fork(self, launch: Launch, log: int, record: int) -> Forked:
        """
        A process of its own; `log` and `record` are descriptors of what it writes to.

        Raises UnavailableError where no server can be had.
        """
        ours, theirs = socket.socketpair()
        request = json.dumps(
            {
                "argv": [*launch.argv],
                "env": dict(launch.env),
                "cwd": str(launch.cwd),
                "program": launch.program,
            }
        ).encode()
        read = [] if launch.stdin is None else [launch.stdin]
        said = b""
        try:
            with theirs:
                socket.send_fds(self._server(), [request], [log, theirs.fileno(), record, *read])
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
        """End the server and every kernel that is left."""
        with self._lock:
            self._forget()

    def _forget(self) -> None:
        """Let go of the server; it ends when its socket is closed, if it has not yet."""
        if self._requests is not None:
            self._requests.close()
        if self._process is not None:
            self._process.wait()
        if self._home is not None:
            self._home.cleanup()
        self._requests = self._process = self._home = None

    def _server(self) -> socket.socket:
        with self._lock:
            if self._process is not None and self._process.poll() is not None:
                self._forget()
            if self._requests is None:
                self._requests = self._started()
            return self._requests

    def _started(self) -> socket.socket:
        if not hasattr(os, "fork") or sys.platform != "linux":
            raise UnavailableError(f"{sys.platform} does not fork")
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._home = tempfile.TemporaryDirectory(prefix="labelqa-warm-")
        home = {"HOME": self._home.name, "MPLCONFIGDIR": self._home.name, "PATH": os.defpath}
        start = "from labelqa.workers.server import main; main()"
        own = (str(theirs.fileno()), str(os.getpid()))
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-s", "-c", start, *own, *self._preloaded],
                env={**SETTINGS, **home},
                cwd=self._home.name,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        if not select.select([ours], [], [], START_SECONDS)[0] or ours.recv(16) != b"ready":
            ours.close()
            self._process.kill()
            self._forget()
            raise UnavailableError("the fork server does not start")
        atexit.register(self.close)
        return ours


SERVER = ForkServer()

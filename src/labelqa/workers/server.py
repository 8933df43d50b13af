"""The fork server: a process that has imported what its children need, and forks one for each request."""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
import tempfile
from typing import Any, NoReturn

from . import record
from .lifeline import PARENT, hang_on, let_go

LARGEST = 65_536  # bytes of a request


def main() -> None:
    """
    Serve the socket whose descriptor is the first argument until the other side, the second, closes it.

    Further arguments are the modules to import. A request is JSON (argv, env, cwd, and the program: a module
    with a `main`) with three descriptors: the log that becomes the child's output, a socket on which the
    server answers with its process id and, when it has ended, its status, and the pipe for the child's
    record; a fourth, if any, becomes its input.
    """
    hang_on(int(sys.argv[2]))  # while it imports it cannot see its socket closed
    for name in sys.argv[3:]:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()  # so that a child's collector does not copy every page of what was imported
    with socket.socket(fileno=int(sys.argv[1])) as requests:
        requests.send(b"ready")
        let_go()
        _Server(requests).serve()


class _Server:
    """One thread, so that a child has one too: only then can it leave the user's namespace."""

    def __init__(self, requests: socket.socket) -> None:
        self._requests = requests
        self._children: dict[int, socket.socket] = {}
        self._woken, self._waker = socket.socketpair()
        for end in (self._woken, self._waker):
            end.setblocking(False)

    def serve(self) -> None:
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._waker.fileno(), warn_on_full_buffer=False)
        open_ = True
        while open_:
            ready, _, _ = select.select([self._requests, self._woken], [], [])
            if self._woken in ready:
                with contextlib.suppress(BlockingIOError):
                    self._woken.recv(LARGEST)
                self._reap()
            if self._requests in ready:
                open_ = self._take()
        for child in self._children:
            os.kill(child, signal.SIGKILL)

    def _take(self) -> bool:
        """Fork for one request; False where the other side is gone."""
        message, descriptors, _, _ = socket.recv_fds(self._requests, LARGEST, 4)
        if not message:
            return False
        log, pipe, answer = descriptors[0], descriptors[2], socket.socket(fileno=descriptors[1])
        given = descriptors[3] if len(descriptors) > 3 else os.open(os.devnull, os.O_RDONLY)
        server = os.getpid()
        child = os.fork()
        if child == 0:
            answer.close()
            request = json.loads(message)
            request["env"] |= {PARENT: str(server), record.VARIABLE: str(pipe)}
            self._become(request, log, given)
        for handed in (log, pipe, given):
            os.close(handed)
        self._children[child] = answer
        answer.send(str(child).encode())
        return True

    def _reap(self) -> None:
        while self._children:
            child, status = os.waitpid(-1, os.WNOHANG)
            if not child:
                return
            with self._children.pop(child) as answer, contextlib.suppress(OSError):
                answer.send(str(os.waitstatus_to_exitcode(status)).encode())

    def _become(self, request: dict[str, Any], log: int, given: int) -> NoReturn:
        """In the child: take on what was asked for, forget the server, and be the program."""
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for held in (self._requests, self._woken, self._waker, *self._children.values()):
                held.close()
            os.setsid()
            for stream, end in enumerate((given, log, log)):
                os.dup2(end, stream)
            os.close(given)
            os.close(log)
            os.chdir(request["cwd"])
            os.environ.clear()
            os.environ.update(request["env"])
            tempfile.tempdir = None
            sys.argv = ["labelqa", *request["argv"]]
            code = importlib.import_module(request["program"]).main() or 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        except BaseException:  # noqa: BLE001 - a child must never return into the server's loop
            import traceback

            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

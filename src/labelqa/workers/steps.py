"""The process a notebook is previewed in: each cell runs in a fork, which waits behind it for the next."""

from __future__ import annotations

import io
import json
import os
import signal
import socket
import sys
from typing import Any

from jupyter_client.session import Session

from ..in_memory import before_forks
from . import frames
from .kernel import Start, enclose, prepare
from .points import Message

LARGEST = 1 << 20  # bytes of a request
_SPARE_SECONDS = 5  # whoever asked ends a cell at its limit; where that one was killed, it ends here


def main() -> None:
    """
    Wait at the head of a notebook: the argument is a Start as JSON, standard input the socket of requests.

    A request is a cell's source and the seconds that it may take, with the socket of the process that is to
    run it: a fork of this one, which answers there with its id, then with what the cell showed, and waits
    behind the cell in turn. This one stays at its place. Each ends when its socket is closed. All are in one
    box, in which nothing but such forks can be started.
    """
    before_forks()
    enclose(Start(**json.loads(sys.argv[1])), forks=True)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # so that whoever ends leaves nothing behind
    shown = _Shown()
    shell = _shell(shown)
    requests = socket.socket(fileno=os.dup(0))
    with open(os.devnull, "rb") as nothing:  # noqa: PTH123
        os.dup2(nothing.fileno(), 0)  # a cell that reads its input must not read the requests
    while received := frames.receive(requests, LARGEST):
        (source, seconds), (descriptor,) = received
        if os.fork():
            os.close(descriptor)
            continue
        requests.close()
        requests = socket.socket(fileno=descriptor)
        frames.send(requests, os.getpid())
        signal.alarm(seconds + _SPARE_SECONDS)
        shell.run_cell(source, store_history=True)
        signal.alarm(0)
        frames.send(requests, shown.taken())


class _Shown(Session):
    """What a cell shows is kept here, in order, where a kernel would send it."""

    def __init__(self) -> None:
        super().__init__(key=b"")
        self._kept: list[Message] = []

    def send(self, _stream: Any, message: Any, content: Any = None, *_: Any, **__: Any) -> None:  # type: ignore[override]
        """Keep a message, or its kind and its content; a text goes on the one before."""
        if isinstance(message, dict):
            message, content = message["header"]["msg_type"], message["content"]
        if message == "stream" and self._kept and self._kept[-1][0] == "stream":
            before = self._kept[-1][1]
            if before["name"] == content["name"]:
                before["text"] += content["text"]
                return
        self._kept.append((message, content))

    def taken(self) -> list[Message]:
        """All that was kept, which is forgotten here."""
        sys.stdout.flush()
        kept, self._kept = self._kept, []
        return kept


class _Stream(io.TextIOBase):
    """A standard stream of the notebook."""

    def __init__(self, name: str, shown: _Shown) -> None:
        self._name = name
        self._shown = shown

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if text:
            self._shown.send(None, "stream", {"name": self._name, "text": text})
        return len(text)


def _shell(shown: _Shown) -> Any:
    """The shell that a kernel has, whose messages are kept instead of sent."""
    from ipykernel.zmqshell import ZMQInteractiveShell
    from traitlets.config import Config

    off = Config()
    off.HistoryManager.enabled = off.InteractiveShell.automagic = False
    shell: Any = ZMQInteractiveShell.instance(config=off)
    for publisher in (shell.displayhook, shell.display_pub):
        publisher.session = shown
    sys.stdout, sys.stderr = _Stream("stdout", shown), _Stream("stderr", shown)
    prepare(shell)
    return shell

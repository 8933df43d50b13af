"""Canaries on this machine that count who calls them: by TCP, UDP and sockets that have a path."""

from __future__ import annotations

import selectors
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

KINDS = ("tcp", "udp", "stream", "datagram")


@dataclass
class Canaries:
    """Where they listen (a port, or a path), and the kinds that were called, once for each call."""

    places: dict[str, int | str]
    calls: list[str] = field(default_factory=list)

    def call(self) -> None:
        """Call each of them, as anybody outside a box can."""
        for kind, place in self.places.items():
            with _made(kind) as caller:
                caller.connect(_address(place))
                if caller.type == socket.SOCK_DGRAM:
                    caller.send(b"x")


@contextmanager
def listening(folder: Path) -> Iterator[Canaries]:
    """Four canaries; those that have a path have it in `folder`."""
    with ExitStack() as stack:
        found = stack.enter_context(selectors.DefaultSelector())
        end, ended = socket.socketpair()
        stack.enter_context(end)
        found.register(stack.enter_context(ended), selectors.EVENT_READ, "end")
        places = {"tcp": 0, "udp": 0, "stream": str(folder / "stream"), "datagram": str(folder / "datagram")}
        for kind, place in places.items():
            canary = stack.enter_context(_made(kind))
            canary.bind(_address(place))
            if canary.type == socket.SOCK_STREAM:
                canary.listen()
            if not place:
                places[kind] = canary.getsockname()[1]
            found.register(canary, selectors.EVENT_READ, kind)
        canaries = Canaries(places)
        thread = threading.Thread(target=_listen, args=(found, canaries.calls))
        thread.start()
        try:
            yield canaries
        finally:
            end.send(b"x")
            thread.join()


def _made(kind: str) -> socket.socket:
    family = socket.AF_INET if kind in {"tcp", "udp"} else socket.AF_UNIX
    return socket.socket(family, socket.SOCK_STREAM if kind in {"tcp", "stream"} else socket.SOCK_DGRAM)


def _address(place: int | str) -> tuple[str, int] | str:
    return ("127.0.0.1", place) if isinstance(place, int) else place


def _listen(canaries: selectors.BaseSelector, calls: list[str]) -> None:
    while True:
        for key, _ in canaries.select():
            if key.data == "end":
                return
            calls.append(key.data)
            if key.fileobj.type == socket.SOCK_STREAM:
                key.fileobj.accept()[0].close()
            else:
                key.fileobj.recv(1)

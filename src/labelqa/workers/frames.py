"""Messages between a process and the one that called it: JSON with its length before it, and descriptors."""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Sequence
from typing import Any

_HEAD = struct.Struct("!Q")
_PIECE = 1 << 20  # bytes


class TooLargeError(Exception):
    """A message is larger than whoever receives it takes."""


def send(to: socket.socket, message: object, descriptors: Sequence[int] = ()) -> None:
    """Send what JSON can say, and at most one descriptor."""
    payload = json.dumps(message).encode()
    socket.send_fds(to, [_HEAD.pack(len(payload))], descriptors)
    to.sendall(payload)


def receive(source: socket.socket, most: int) -> tuple[Any, list[int]] | None:
    """
    The next message with its descriptors; None where the other side is gone.

    Raises TooLargeError for one of more than `most` bytes, TimeoutError after the socket's own time.
    """
    head, descriptors, _, _ = socket.recv_fds(source, _HEAD.size, 1)
    if not head:
        return None
    size = _HEAD.unpack(head + _exactly(source, _HEAD.size - len(head)))[0]
    if size > most:
        raise TooLargeError(size)
    return json.loads(_exactly(source, size)), descriptors


def _exactly(source: socket.socket, size: int) -> bytes:
    """So many bytes. Raises ConnectionError where the other side goes before."""
    read = bytearray()
    while len(read) < size:
        piece = source.recv(min(_PIECE, size - len(read)))
        if not piece:
            raise ConnectionError
        read += piece
    return bytes(read)

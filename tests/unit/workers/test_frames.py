"""Messages over a socket come whole, or not at all."""

from __future__ import annotations

import os
import socket
import threading

import pytest

from labelqa.workers.frames import TooLargeError, receive, send


@pytest.fixture
def ends():
    """Two ends of a socket."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def test_a_message_comes_whole_however_long_it_is(ends):
    """Longer than the socket takes at once, and with letters of several bytes."""
    ours, theirs = ends
    message = ["é" * 3_000_000, {"a": None}]
    sender = threading.Thread(target=send, args=(ours, message))
    sender.start()
    received = receive(theirs, 20_000_000)
    sender.join()

    assert (message, []) == received


def test_a_descriptor_comes_along(ends):
    """It is open on the other side."""
    ours, theirs = ends
    reading, writing = os.pipe()
    send(ours, "here", [writing])
    _, (received,) = receive(theirs, 100)
    os.write(received, b"x")

    assert b"x" == os.read(reading, 1)
    for each in (reading, writing, received):
        os.close(each)


def test_one_that_is_too_long_is_not_read(ends):
    """Its length alone says so."""
    ours, theirs = ends
    send(ours, "x" * 100)

    with pytest.raises(TooLargeError):
        receive(theirs, 99)


def test_an_end_that_is_gone_is_told_from_one_that_goes_half_way(ends):
    """Nothing more comes; or what came is no message."""
    ours, theirs = ends
    send(ours, 1)
    ours.sendall(b"\0\0")
    ours.close()

    assert (1, []) == receive(theirs, 100)
    with pytest.raises(ConnectionError):
        receive(theirs, 100)
    assert receive(theirs, 100) is None

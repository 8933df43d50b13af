"""The system calls that a boxed process does without."""

from __future__ import annotations

import platform
import socket

from labelqa.workers import calls


def test_no_socket_with_a_path_can_be_called(boxed, canaries):
    """Landlock and a network namespace let them pass: a stream, a datagram, an end of a pair of datagrams."""
    stream, datagram = canaries.places["stream"], canaries.places["datagram"]
    found = boxed(f"""
from socket import *
print(json.dumps({{
    "stream": tried(lambda: socket(AF_UNIX).connect({stream!r})),
    "datagram": tried(lambda: socket(AF_UNIX, SOCK_DGRAM).sendto(b"x", {datagram!r})),
    "pair": tried(lambda: socketpair(AF_UNIX, SOCK_DGRAM)[0].sendto(b"x", {datagram!r})),
}}))""")

    assert {"PermissionError"} == set(found.values())
    assert [] == canaries.calls


def test_no_ring_does_what_the_calls_may_not(boxed):
    """io_uring connects on its own."""
    found = boxed("""
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
print(json.dumps([libc.syscall(425, 1, ctypes.create_string_buffer(120)), ctypes.get_errno()]))""")

    assert [-1, calls.EACCES] == found


def test_a_socket_with_a_path_can_still_be_listened_on(boxed, tmp_path):
    """As a kernel does for its client; and the two ends of a pair reach each other."""
    found = boxed(f"""
import os
from socket import *
server = socket(AF_UNIX)
server.bind({str(tmp_path / "scratch" / "own")!r})
server.listen()
one, other = socketpair()
one.send(b"x")
print(json.dumps([other.recv(1).decode(), os.path.exists({str(tmp_path / "scratch" / "own")!r})]))""")

    assert ["x", True] == found


def test_on_a_machine_whose_calls_are_not_known_they_stay_open(monkeypatch):
    """And the run record says so; nothing is refused by the numbers of another machine."""
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")

    assert "open: riscv64 is not known" == calls.refuse_calls(None)


def test_numbers_of_another_machine_are_refused():
    """A program of 32 bits has other numbers for the same calls: none of them passes."""
    program = calls._program(*calls._MACHINES["x86_64"])

    assert calls._DENIED == _verdict(program, machine=0x40000003, number=102)
    assert calls._DENIED == _verdict(program, number=0x40000000 + 42)
    assert calls._DENIED == _verdict(program, number=41, family=socket.AF_UNIX, kind=socket.SOCK_SEQPACKET)
    assert calls._ALLOWED == _verdict(program, number=41, family=socket.AF_UNIX, kind=1 | socket.SOCK_CLOEXEC)
    assert calls._ALLOWED == _verdict(program, number=0)


def _verdict(
    program: list, machine: int = 0xC000003E, number: int = 0, family: int = 0, kind: int = 0
) -> int:
    """What the filter answers to a call, as the kernel would run it."""
    places = {calls._MACHINE: machine, calls._NUMBER: number, calls._FAMILY: family, calls._KIND: kind}
    line = held = 0
    while True:
        operation, then, otherwise, operand = program[line]
        line += 1
        if operation == calls._RETURN:
            return operand
        if operation == calls._LOAD:
            held = places[operand]
        elif operation == calls._AND:
            held &= operand
        else:
            true = held == operand if operation == calls._EQUAL else held >= operand
            line += then if true else otherwise

"""The system calls that a boxed process keeps, and what it does without."""

from __future__ import annotations

import platform
import socket
from errno import ENOSYS

import pytest

from labelqa.workers import calls, seccomp
from labelqa.workers.numbers import MACHINES, X32, numbers

OWN = 4711  # the id of the process that the filter is for
THREAD = 0x3D0F00  # flags of pthread_create(3)


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


def test_threads_can_be_started(boxed):
    """Also where the C library would rather do it by a call whose arguments cannot be seen."""
    found = boxed("""
import threading
said = []
thread = threading.Thread(target=said.append, args=("x",))
thread.start()
thread.join()
print(json.dumps(said))""")

    assert ["x"] == found


def test_on_a_machine_whose_calls_are_not_known_they_stay_open(monkeypatch):
    """And the run record says so; nothing is refused by the numbers of another machine."""
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")

    assert "riscv64 is not known" == calls.refuse_calls(None)


@pytest.mark.parametrize("machine", MACHINES)
def test_the_tables_name_no_number_twice(machine):
    """A slip in one would let another call pass."""
    known = numbers(machine)

    assert len(known) == len(set(known.values()))


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize(
    ("name", "arguments", "answer"),
    [
        ("read", (), seccomp.PASSED),
        ("socket", (socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC), seccomp.PASSED),
        ("socket", (socket.AF_UNIX, socket.SOCK_DGRAM), seccomp.REFUSED),
        ("socket", (socket.AF_UNIX, socket.SOCK_SEQPACKET), seccomp.REFUSED),
        ("socket", (socket.AF_INET, socket.SOCK_STREAM), seccomp.REFUSED),
        ("socketpair", (socket.AF_UNIX, socket.SOCK_DGRAM), seccomp.REFUSED),
        ("clone", (THREAD,), seccomp.PASSED),
        ("clone", (0x01200011,), seccomp.REFUSED),  # fork(3)
        ("clone", (THREAD | 0x20000,), seccomp.REFUSED),  # a thread with mounts of its own
        ("clone3", (), seccomp.ANSWERED | ENOSYS),
        ("sched_setscheduler", (1, 0), seccomp.ANSWERED),
        ("kill", (OWN, 9), seccomp.PASSED),
        ("kill", (OWN + 1, 0), seccomp.REFUSED),
        ("kill", (0xFFFFFFFF, 9), seccomp.REFUSED),
        ("tgkill", (OWN + 1, OWN + 1, 9), seccomp.REFUSED),
        ("mmap", (0, 4096, 3, 0x22), seccomp.PASSED),
        ("mmap", (0, 4096, 3, 0x01), seccomp.PASSED),
        ("mmap", (0, 4096, 3, 0x21), seccomp.REFUSED),
        ("mmap", (0, 4096, 3, 0x23), seccomp.REFUSED),
        ("prlimit64", (0, 7, 0), seccomp.PASSED),
        ("prlimit64", (0, 7, 1 << 32), seccomp.REFUSED),
        ("prlimit64", (OWN + 1, 7, 0), seccomp.REFUSED),
        ("prctl", (15,), seccomp.PASSED),
        ("prctl", (1, 0), seccomp.REFUSED),  # to outlive its parent
        ("fcntl", (3, 4), seccomp.PASSED),
        ("fcntl", (3, 8, OWN + 1), seccomp.REFUSED),  # F_SETOWN
        ("ioctl", (0, 0x5401), seccomp.PASSED),
        ("ioctl", (0, 0x5412), seccomp.REFUSED),  # TIOCSTI
    ],
)
def test_a_call_passes_by_its_arguments(machine, name, arguments, answer):
    """On both machines, each with numbers of its own."""
    assert answer == _verdict(machine, numbers(machine)[name], *arguments)


def test_numbers_of_another_machine_are_refused():
    """A program of 32 bits has other numbers for the same calls: none of them passes."""
    lines = seccomp.program(calls._policy("x86_64", OWN))

    assert seccomp.REFUSED == _run(lines, {seccomp.MACHINE: 0x40000003, seccomp.NUMBER: 0})
    assert seccomp.REFUSED == _verdict("x86_64", X32)


def test_calls_that_are_younger_than_the_tables_do_not_exist():
    """So that a library of next year does what it did before them."""
    assert seccomp.ANSWERED | ENOSYS == _verdict("aarch64", 1_000)
    assert seccomp.REFUSED == _verdict("aarch64", 425)  # io_uring_setup


def _verdict(machine: str, number: int, *arguments: int) -> int:
    """What the filter of a machine answers to a call."""
    places = {seccomp.MACHINE: MACHINES[machine], seccomp.NUMBER: number}
    for index, argument in enumerate((*arguments, *[0] * (6 - len(arguments)))):
        places[seccomp.ARGUMENTS + 8 * index] = argument & 0xFFFFFFFF
        places[seccomp.ARGUMENTS + 8 * index + 4] = argument >> 32
    return _run(seccomp.program(calls._policy(machine, OWN)), places)


def _run(program: list[seccomp.Line], places: dict[int, int]) -> int:
    """Run a program as the kernel would."""
    line = held = 0
    while True:
        operation, then, otherwise, operand = program[line]
        line += 1
        if operation == seccomp.RETURN:
            return operand
        if operation == seccomp.LOAD:
            held = places[operand]
        elif operation == seccomp.AND:
            held &= operand
        else:
            true = held == operand if operation == seccomp.EQUAL else held >= operand
            line += then if true else otherwise

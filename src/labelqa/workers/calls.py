"""System calls that a boxed process does without: those that reach another process through a socket."""

from __future__ import annotations

import ctypes
import os
import platform
import socket
import struct
from errno import EACCES

# prctl(2), seccomp(2), unix(7). Neither Landlock nor a network namespace closes a socket that has a path.
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_LOAD, _AND, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x54, 0x15, 0x35, 0x06
_NUMBER, _MACHINE, _FAMILY, _KIND = 0, 4, 16, 24  # places in struct seccomp_data
_ALLOWED, _DENIED = 0x7FFF0000, 0x00050000 | EACCES
_OTHER_TABLE = 0x40000000  # numbers from here on are x32's, for the same calls
_KINDS = 0xF  # what of a socket's type is not a flag
_MACHINES = {
    "x86_64": (0xC000003E, {"connect": 42, "io_uring_setup": 425, "socket": 41, "socketpair": 53}),
    "aarch64": (0xC00000B7, {"connect": 203, "io_uring_setup": 425, "socket": 198, "socketpair": 199}),
}


def refuse_calls(libc: ctypes.CDLL) -> str:
    """
    Refuse, for good, to connect a socket and to make one that reaches a path without: how, or why not.

    A kernel is called by its clients and never calls. io_uring would do unseen what is refused here.
    """
    if platform.machine() not in _MACHINES:
        return f"open: {platform.machine()} is not known"
    program = _program(*_MACHINES[platform.machine()])
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in program))
    filter_ = struct.pack("HxxxxxxQ", len(program), ctypes.addressof(code))
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) or libc.prctl(
        _SET_SECCOMP, _FILTER, ctypes.c_char_p(filter_), 0, 0
    ):
        return f"open: {os.strerror(ctypes.get_errno())}"
    return "closed: seccomp"


def _program(machine: int, numbers: dict[str, int]) -> list[tuple[int, int, int, int]]:
    """The filter: operation, lines to skip where it holds, lines to skip where not, operand."""
    return [
        (_LOAD, 0, 0, _MACHINE),
        (_EQUAL, 0, 12, machine),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 10, 0, _OTHER_TABLE),
        (_EQUAL, 9, 0, numbers["connect"]),
        (_EQUAL, 8, 0, numbers["io_uring_setup"]),
        (_EQUAL, 2, 0, numbers["socket"]),
        (_EQUAL, 1, 0, numbers["socketpair"]),
        (_RETURN, 0, 0, _ALLOWED),
        (_LOAD, 0, 0, _FAMILY),
        (_EQUAL, 0, 4, socket.AF_UNIX),
        (_LOAD, 0, 0, _KIND),
        (_AND, 0, 0, _KINDS),
        (_EQUAL, 1, 0, socket.SOCK_STREAM),
        (_RETURN, 0, 0, _DENIED),
        (_RETURN, 0, 0, _ALLOWED),
    ]

"""System calls that a boxed process keeps: on itself, on files of its box, on sockets where it is called."""

from __future__ import annotations

import ctypes
import fcntl
import os
import platform
import socket
import struct
import termios
from collections.abc import Iterable
from errno import ENOSYS

from .numbers import MACHINES, NEWEST, X32, numbers
from .seccomp import Is, Policy, Rule, packed, program

# The manual has them in clone, mmap, prctl, seccomp and ioctl_tty.
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_THREAD, _NAMESPACES = 0x00010000, 0x7E020080
_SHARED, _ANONYMOUS = 0x01, 0x20
_KINDS = 0xF  # what of a socket's type is not a flag
_NAME_THREAD, _THREADS_NAME, _NAME_MEMORY = 15, 16, 0x53564D41
# The C library then falls back to clone, whose arguments can be seen; ZeroMQ aborts where its threads may not
# be told to be as they are.
_ANSWERED = {"clone3": ENOSYS, "sched_setscheduler": 0}
_LOCKS_OF_FILES, _PIPE_SIZE = (36, 37, 38), 1032  # F_OFD_GETLK and so on, F_GETPIPE_SZ
_TERMINAL_2 = 0x802C542A  # TCGETS2


def refuse_calls(libc: ctypes.CDLL, *, forks: bool = False) -> str:
    """
    Refuse, for good, every call but those in the table: how, or why not.

    A process in a box starts no other, unless it `forks`, and calls none; a kernel is called by its client.
    Nor does it change what stands beside a file: rights, owners, times.
    """
    if platform.machine() not in MACHINES:
        return f"{platform.machine()} is not known"
    lines = program(_policy(platform.machine(), os.getpid(), forks=forks))
    code = ctypes.create_string_buffer(packed(lines))
    filter_ = struct.pack("HxxxxxxQ", len(lines), ctypes.addressof(code))
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) or libc.prctl(
        _SET_SECCOMP, _FILTER, ctypes.c_char_p(filter_), 0, 0
    ):
        return f"seccomp: {os.strerror(ctypes.get_errno())}"
    return ""


def _policy(machine: str, own: int, *, forks: bool = False) -> Policy:
    known, rules = numbers(machine), _rules(own)
    if forks:
        rules["clone"] = ((Is(0, 0, _NAMESPACES),),)
    return Policy(
        MACHINES[machine],
        [number for name, number in known.items() if name not in {*rules, *_ANSWERED}],
        {known[name]: rule for name, rule in rules.items()},
        {known[name]: error for name, error in _ANSWERED.items()},
        NEWEST + 1,
        ENOSYS,
        X32,
    )


def _rules(own: int) -> dict[str, Rule]:
    """What of each call passes by its arguments, in the process with the id `own`."""
    called = (Is(0, socket.AF_UNIX), Is(1, socket.SOCK_STREAM, _KINDS))
    return {
        "socket": (called,),
        "socketpair": (called,),
        "clone": ((Is(0, _THREAD, _THREAD | _NAMESPACES),),),
        "kill": ((Is(0, own),),),
        "tgkill": ((Is(0, own),),),
        "mmap": ((Is(3, 0, _SHARED),), (Is(3, 0, _ANONYMOUS),)),
        "prlimit64": tuple((Is(0, process), Is(2, 0), Is(2, 0, high=True)) for process in (0, own)),
        "prctl": _any_of(0, (_NAME_THREAD, _THREADS_NAME, _NAME_MEMORY)),
        "fcntl": _any_of(1, _ON_DESCRIPTORS),
        "ioctl": _any_of(1, _ON_STREAMS),
    }


def _any_of(argument: int, values: Iterable[int]) -> Rule:
    return tuple((Is(argument, value),) for value in values)


# Not F_SETOWN, F_SETSIG, F_SETLEASE and F_NOTIFY: they have another process signalled.
_ON_DESCRIPTORS = (
    *(fcntl.F_DUPFD, fcntl.F_DUPFD_CLOEXEC, fcntl.F_GETFD, fcntl.F_SETFD, fcntl.F_GETFL, fcntl.F_SETFL),
    *(fcntl.F_GETLK, fcntl.F_SETLK, fcntl.F_SETLKW, *_LOCKS_OF_FILES, _PIPE_SIZE),
)
_ON_STREAMS = (
    *(termios.FIONREAD, termios.FIONBIO, termios.FIOCLEX, termios.FIONCLEX),
    *(termios.TCGETS, _TERMINAL_2, termios.TIOCGWINSZ),
)

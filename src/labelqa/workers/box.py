"""The box of one process: named folders, no other file, no network, no signal to anybody outside."""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .calls import refuse_calls

# Linux: landlock(7), unshare(2), prctl(2). Numbers are those of all architectures since 5.13.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION, _BENEATH = 1, 1
_NEW_USER, _NEW_NETWORK, _NO_NEW_PRIVILEGES = 0x10000000, 0x40000000, 38
_READ = 1 << 0 | 1 << 2 | 1 << 3  # run and read files, list folders
_ON_FILES = 1 << 0 | 1 << 1 | 1 << 2 | 1 << 14 | 1 << 15  # what a rule on a plain file may grant
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}  # rights known to each version; 16 from version 5 on
_TCP, _SCOPES = 1 << 0 | 1 << 1, 1 << 0 | 1 << 1  # bind and connect; abstract sockets and signals
_TCP_SINCE, _SCOPES_SINCE = 4, 6

SYSTEM = (
    *("/usr", "/lib", "/lib64", "/etc/fonts", "/etc/localtime", "/etc/mime.types", "/dev/urandom"),
    *("/proc/self", "/proc/meminfo", "/proc/cpuinfo", "/sys/devices/system/cpu"),
    "/sys/fs/cgroup",  # DuckDB hangs without it
)


@dataclass(frozen=True)
class Box:
    """What a process may read and write, besides the system's and Python's own files."""

    read: tuple[str, ...]
    write: tuple[str, ...]


def confine(box: Box) -> dict[str, str]:
    """
    Close everything but the box, for good: this process, which has one thread, and all it starts.

    What the host does not offer stays open. Returns, for each of files, network, sockets, tcp and signals,
    how it was closed or why it is open. Costs under a millisecond and needs no rights.
    """
    if sys.platform != "linux":
        return dict.fromkeys(("files", "network", "sockets", "tcp", "signals"), f"open: {sys.platform}")
    libc = ctypes.CDLL(None, use_errno=True)
    told = {"network": _network(libc), "sockets": refuse_calls(libc)}
    version = libc.syscall(_CREATE_RULESET, None, 0, _VERSION)
    if version < 1:
        why = f"open: no Landlock ({os.strerror(ctypes.get_errno())})"
        return {**told, **dict.fromkeys(("files", "tcp", "signals"), why)}
    try:
        _landlock(libc, version, box)
    except OSError as error:
        return {**told, **dict.fromkeys(("files", "tcp", "signals"), f"open: {error.strerror}")}
    closed, old = f"closed: Landlock {version}", f"open: Landlock {version} is too old"
    return {
        **told,
        "files": closed,
        "tcp": closed if version >= _TCP_SINCE else old,
        "signals": closed if version >= _SCOPES_SINCE else old,
    }


def _network(libc: ctypes.CDLL) -> str:
    if libc.unshare(_NEW_USER | _NEW_NETWORK) == 0:
        return "closed: namespace of its own"
    return f"open: {os.strerror(ctypes.get_errno())}"


def _landlock(libc: ctypes.CDLL, version: int, box: Box) -> None:
    rights = (1 << _RIGHTS.get(version, 16)) - 1
    wanted = struct.pack("Q", rights)
    wanted += struct.pack("Q", _TCP) if version >= _TCP_SINCE else b""
    wanted += struct.pack("Q", _SCOPES) if version >= _SCOPES_SINCE else b""
    with _closing(
        _call(libc, _CREATE_RULESET, ctypes.c_char_p(wanted), ctypes.c_size_t(len(wanted)), 0)
    ) as rules:
        for path in (*SYSTEM, *_python(), *box.read):
            _allow(libc, rules, path, _READ & rights)
        for path in (*box.write, os.devnull):
            _allow(libc, rules, path, rights)
        if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
        _call(libc, _RESTRICT_SELF, rules, 0)


def _python() -> set[str]:
    """The folders of the interpreter and of this package, wherever it is installed."""
    return {sys.prefix, sys.base_prefix, sys.exec_prefix, str(Path(__file__).resolve().parents[1])}


def _allow(libc: ctypes.CDLL, rules: int, path: str, rights: int) -> None:
    if os.path.exists(path):  # noqa: PTH110 - after a fork, before anything heavy
        with _closing(os.open(path, os.O_PATH | os.O_CLOEXEC)) as place:
            granted = rights if Path(path).is_dir() else rights & _ON_FILES
            _call(libc, _ADD_RULE, rules, _BENEATH, ctypes.c_char_p(struct.pack("=Qi", granted, place)), 0)


def _call(libc: ctypes.CDLL, number: int, *arguments: object) -> int:
    result: int = libc.syscall(number, *arguments)
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


@contextmanager
def _closing(handle: int) -> Iterator[int]:
    try:
        yield handle
    finally:
        os.close(handle)

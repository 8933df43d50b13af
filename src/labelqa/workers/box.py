"""The box of one process: named folders, no other file, no network, no other process."""

from __future__ import annotations

import ctypes
import os
import site
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .calls import refuse_calls
from .probes import PARTS, found
from .record import OPEN

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
    *("/etc/ld.so.cache", "/etc/localtime", "/etc/mime.types", "/usr/share/zoneinfo", "/dev/urandom"),
    *("/etc/fonts", "/usr/share/fontconfig", "/usr/share/fonts"),
    *("/proc/self", "/proc/meminfo", "/proc/cpuinfo", "/sys/devices/system/cpu"),
    "/sys/fs/cgroup",  # DuckDB hangs without it
)


@dataclass(frozen=True)
class Box:
    """
    What a process may read and write, besides the system's and Python's own files.

    `outside` are files and folders elsewhere, which it has to fail to open for its box to count as closed.
    A process that `forks` may, into its own box, and run no other program all the same.
    """

    read: tuple[str, ...]
    write: tuple[str, ...]
    outside: tuple[str, ...] = ()
    forks: bool = False


def confine(box: Box) -> dict[str, str]:
    """
    Close everything but the box, for good, to this process, which has one thread.

    What the host does not offer stays open. Returns, for each of `probes.PARTS`, how it was closed, or that
    it is open, and why: whatever was asked of the kernel, what can still be done was tried. Needs no rights.
    """
    if sys.platform != "linux":
        return dict.fromkeys(PARTS, f"{OPEN}{sys.platform}")
    libc = ctypes.CDLL(None, use_errno=True)
    alone = _leave_the_network(libc)
    version, unruled = _keep_to_files(libc, box)
    unfiltered = refuse_calls(libc, forks=box.forks)
    can = found(box.outside, (*box.write, *box.read))
    filtered = [] if unfiltered else ["seccomp"]
    told = {part: _told(filtered, unfiltered, can[part]) for part in PARTS}
    told["files"] = _told([] if unruled else [f"Landlock {version}"], unruled, can["files"])
    told["network"] = _told([*filtered, *alone], unfiltered, can["network"])
    return told


def _told(by: list[str], why_not: str, can: list[str]) -> str:
    """Closed where something closes it and nothing of it could be done."""
    if can:
        return f"{OPEN}it can {', '.join(can)}" + (f" ({why_not})" if why_not else "")
    return f"closed: {', '.join(by)}; tried" if by else f"{OPEN}{why_not}"


def _leave_the_network(libc: ctypes.CDLL) -> list[str]:
    return ["a namespace of its own"] if libc.unshare(_NEW_USER | _NEW_NETWORK) == 0 else []


def _keep_to_files(libc: ctypes.CDLL, box: Box) -> tuple[int, str]:
    """The version of Landlock, and why it does not hold, if it does not."""
    version: int = libc.syscall(_CREATE_RULESET, None, 0, _VERSION)
    if version < 1:
        return version, f"no Landlock: {os.strerror(ctypes.get_errno())}"
    try:
        _landlock(libc, version, box)
    except OSError as error:
        return version, f"Landlock: {error.strerror}"
    return version, ""


def _landlock(libc: ctypes.CDLL, version: int, box: Box) -> None:
    rights = (1 << _RIGHTS.get(version, 16)) - 1
    wanted = struct.pack("Q", rights)
    wanted += struct.pack("Q", _TCP) if version >= _TCP_SINCE else b""
    wanted += struct.pack("Q", _SCOPES) if version >= _SCOPES_SINCE else b""
    with _closing(
        _call(libc, _CREATE_RULESET, ctypes.c_char_p(wanted), ctypes.c_size_t(len(wanted)), 0)
    ) as rules:
        for path in (*SYSTEM, *sorted(_python()), *box.read):
            _allow(libc, rules, path, _READ & rights)
        for path in (*box.write, os.devnull):
            _allow(libc, rules, path, rights)
        if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
        _call(libc, _RESTRICT_SELF, rules, 0)


def _python() -> set[str]:
    """Where the interpreter, the libraries it has loaded and this package lie."""
    standard = str(Path(os.__file__).parent)
    libraries = {path.rpartition("/")[0] for path in _mapped() if ".so" in path}
    templates = str(Path(sys.prefix, "share", "jupyter"))  # nbconvert's
    package = str(Path(__file__).resolve().parents[1])
    known = (standard, *site.getsitepackages())
    elsewhere = {folder for folder in libraries if not folder.startswith(tuple(f"{one}/" for one in known))}
    return {*known, *elsewhere, templates, package}


def _mapped() -> set[str]:
    """The files that are in this process's memory."""
    lines = Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
    return {f"/{path}" for line in lines if (path := line.partition("/")[2])}


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

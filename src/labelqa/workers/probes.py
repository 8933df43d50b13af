"""What a process can still do, found by trying; each attempt is harmless where it is not refused."""

from __future__ import annotations

import ctypes
import errno
import mmap
import os
import resource
import socket
import stat
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

Attempt = tuple[str, Callable[[], object]]
"""What it would be, in words that follow `can`, and the try."""

PARTS = ("files", "metadata", "network", "sockets", "processes", "memory")
_REFUSALS = {errno.EPERM, errno.EACCES, errno.ENOSYS, errno.ENETUNREACH, errno.EAFNOSUPPORT}
_NOWHERE = "\0labelqa.nobody"  # an abstract name on which nobody listens
_REMOVE, _CREATE = 0, 0o1600  # shmctl(2), shmget(2)


def found(outside: Sequence[str], own: Sequence[str]) -> dict[str, list[str]]:
    """
    What of each part can be done, in words that follow `can`; nothing where a part is closed.

    `outside` are files and folders that must be out of reach, `own` those of the process itself.
    """
    attempts = {
        "files": _files(outside),
        "metadata": _metadata([*own, *outside][:1]),
        "network": _network(),
        "sockets": _sockets(),
        "processes": _processes(os.getppid()),
        "memory": _memory(),
    }
    return {part: [what for what, action in tries if _succeeds(action)] for part, tries in attempts.items()}


def _succeeds(action: Callable[[], object]) -> bool:
    """Whether an action is let through; one that fails for another reason than a refusal is, too."""
    try:
        action()
    except OSError as error:
        return error.errno not in _REFUSALS
    return True


def _files(outside: Sequence[str]) -> Iterator[Attempt]:
    for path in outside:
        name = Path(path).name
        if os.path.isdir(path):  # noqa: PTH112 - what cannot be seen is none
            yield f"list {name}", partial(_open, path, os.O_RDONLY)
        else:
            yield f"read {name}", partial(_open, path, os.O_RDONLY)
            yield f"write {name}", partial(_open, path, os.O_WRONLY)
    if len(os.listdir("/proc/self/task")) > 1:  # noqa: PTH208
        yield "use a thread that began before the box", int


def _open(path: str, how: int) -> None:
    os.close(os.open(path, how))


def _metadata(paths: Sequence[str]) -> Iterator[Attempt]:
    for path in paths:
        found = Path(path).stat()
        yield "change rights", partial(os.chmod, path, stat.S_IMODE(found.st_mode))
        yield "change times", partial(os.utime, path, ns=(found.st_atime_ns, found.st_mtime_ns))
        yield "change owners", partial(os.chown, path, found.st_uid, found.st_gid)


def _network() -> Iterator[Attempt]:
    yield "reach an address", lambda: _call(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 9))
    yield "reach an address of IPv6", lambda: _call(socket.AF_INET6, socket.SOCK_DGRAM, ("::1", 9))
    yield "reach the machine's host", lambda: socket.socket(socket.AF_VSOCK).close()


def _sockets() -> Iterator[Attempt]:
    yield "call a socket", lambda: _call(socket.AF_UNIX, socket.SOCK_STREAM, _NOWHERE)
    yield "send to a socket", lambda: _call(socket.AF_UNIX, socket.SOCK_DGRAM, _NOWHERE)


def _call(family: int, kind: int, address: object) -> None:
    with socket.socket(family, kind) as caller:
        caller.connect(address)  # type: ignore[arg-type]


def _processes(other: int) -> Iterator[Attempt]:
    yield "start a process", _fork
    yield "signal another process", lambda: os.kill(other, 0)
    yield "read another's limits", lambda: resource.prlimit(other, resource.RLIMIT_CORE)
    yield "set another's priority", partial(_set_priority, other)


def _set_priority(other: int) -> None:
    os.setpriority(os.PRIO_PROCESS, other, os.getpriority(os.PRIO_PROCESS, other))


def _fork() -> None:
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)


def _memory() -> Iterator[Attempt]:
    yield "share memory beyond its limit", lambda: mmap.mmap(-1, mmap.PAGESIZE).close()
    yield "make files of memory", lambda: os.close(os.memfd_create("labelqa"))
    yield "make shared segments", _segment


def _segment() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    made = libc.shmget(0, mmap.PAGESIZE, _CREATE)
    if made < 0:
        raise OSError(ctypes.get_errno(), "shmget")
    libc.shmctl(made, _REMOVE, None)

"""Where a command works: a folder below outputs that goes with it or, where it is killed, with the next."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from .. import publish, sealed
from ..errors import PublishError

WORK, HELD, LINK = "work", ".held", "labelqa-"
_LONGEST_SOCKET = 107  # bytes of its path, which is a kernel's below the folder
_BELOW = len("/labelqa-12345678/12345678-1")


@contextmanager
def working(outputs: Path) -> Iterator[Path]:
    """
    A folder for all that this process, or a library in it, writes for a while; only its owner may read it.

    Before, what killed commands left of theirs, of snapshots, documents and benches is removed.
    """
    place, before = outputs / WORK, tempfile.tempdir
    _sweep(outputs)
    folder, held = _held(place)
    near = _near(folder)
    tempfile.tempdir = str(near)
    try:
        yield near
    finally:
        tempfile.tempdir = before
        shutil.rmtree(folder, ignore_errors=True)
        os.close(held)
        if near != folder:
            near.unlink(missing_ok=True)
        with suppress(OSError):  # they are in use, or hold something
            place.rmdir()
            outputs.rmdir()


def _held(place: Path) -> tuple[Path, int]:
    """A new folder, locked while this process lives; where another command swept it before that, the next."""
    while True:
        place.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError, BlockingIOError):
            folder = Path(tempfile.mkdtemp(prefix="", dir=place))
            return folder, _lock(folder)


def _lock(folder: Path) -> int:
    """The lock of a folder. Raises OSError where another process has it, or has removed the folder."""
    handle = os.open(folder / HELD, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        (folder / HELD).stat()
    except OSError:
        os.close(handle)
        raise
    return handle


def _near(folder: Path) -> Path:
    """The folder, by a link among temporary files where its own path is too long for that of a socket."""
    if len(os.fsencode(folder)) + _BELOW <= _LONGEST_SOCKET:
        return folder
    link = Path(tempfile.gettempdir(), f"{LINK}{folder.name}")
    link.symlink_to(folder)
    return link


def _sweep(outputs: Path) -> None:
    for folder in _folders(outputs / WORK):
        with suppress(OSError):
            held = _lock(folder)
            shutil.rmtree(folder, ignore_errors=True)
            os.close(held)
    with suppress(OSError):  # there may be no folder for temporary files, and another command sweeps it, too
        for link in Path(tempfile.gettempdir()).glob(f"{LINK}*"):
            if link.is_symlink() and not link.exists() and link.lstat().st_uid == os.getuid():
                link.unlink(missing_ok=True)
    for staging in outputs.glob("snapshots/*/*/.staging-*"):
        with suppress(Timeout), FileLock(staging.parent / ".lock", timeout=0):
            sealed.sweep(staging.parent)
    benches = outputs / publish.BENCHES
    for bench, _, files in os.walk(benches):
        if publish.PROBE in files:
            key = Path(bench).relative_to(benches).as_posix()
            with suppress(PublishError), publish.reserved(outputs, key):
                shutil.rmtree(bench, ignore_errors=True)


def _folders(place: Path) -> list[Path]:
    """What is in a folder, which another command may be removing."""
    try:
        return list(place.iterdir())
    except FileNotFoundError:
        return []

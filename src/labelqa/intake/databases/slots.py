"""Never more than two readers of a database at once, of all processes on this machine."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from ...errors import DataError, Problem

AT_ONCE = 2
_PAUSE = 0.1


@contextmanager
def slot(url: str) -> Iterator[None]:
    """Wait until fewer than two read the database of this URL, and be one of them."""
    folder = _folder()
    name = hashlib.sha256(url.encode()).hexdigest()[:16]
    locks = [FileLock(folder / f"{name}-{number}.lock") for number in range(1, AT_ONCE + 1)]
    taken = _take(locks)
    try:
        yield
    finally:
        taken.release()


def _take(locks: list[FileLock]) -> FileLock:
    """The first lock that is free; one whose process died is."""
    while True:
        for lock in locks:
            try:
                lock.acquire(timeout=0)
            except Timeout:
                continue
            return lock
        time.sleep(_PAUSE)


def _folder() -> Path:
    """This user's folder for locks. Raises DataError where it is somebody else's, who could stop us."""
    folder = Path(tempfile.gettempdir()) / f"labelqa-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise DataError(Problem("belongs to somebody else", str(folder), "remove it, or set TMPDIR"))
    return folder

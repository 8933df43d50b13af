"""Which of several numbered folders is current: a link says it, or what became of the link in a copy."""

from __future__ import annotations

import errno
import filecmp
import os
import re
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

CURRENT = "current"
_NUMBERED = re.compile("[a-z]+([0-9]+)")
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)


@dataclass(frozen=True)
class Pointer:
    """
    The folder that is current, None before the first, and how that is known.

    By a link; by a text that holds its name, where the disk has no links; by a copy of it, where somebody
    copied the link as what it leads to; or by nothing, where no pointer was copied: then the newest is.
    """

    how: Literal["link", "text", "copy", "nothing"]
    folder: Path | None


def read(parent: Path, marker: str) -> Pointer:
    """What is current in `parent`; each of its folders holds a file `marker`, and no two have the same."""
    place = parent / CURRENT
    if place.is_symlink():
        return Pointer("link", parent / place.readlink())
    if (name := _text(place)) is not None:
        named = parent / name
        return Pointer("text", named if _NUMBERED.fullmatch(name) else _newest(parent, marker))
    if (place / marker).is_file():
        original = _original(place, marker)
        # NOTE: a copy that gave way while it was looked at is like nothing; the pointer itself may be there.
        stays = original or ((place / marker).is_file() and not place.is_symlink())
        return Pointer("copy", original or place) if stays else read(parent, marker)
    return Pointer("nothing", _newest(parent, marker))


def point(parent: Path, name: str, marker: str) -> None:
    """
    Switch the pointer of `parent` to `name`, by one rename.

    A folder that stands in its place gives way first; until the pointer has its name the newest folder is
    current. It is removed where it repeats what it was copied from, else kept under a name of its own.
    """
    pointer, place = parent / f".{CURRENT}-{uuid.uuid4().hex}", parent / CURRENT
    _make(pointer, name)
    copied = None
    if place.is_dir() and not place.is_symlink():
        original = _original(place, marker)
        copied = parent / f".{CURRENT}-{uuid.uuid4().hex}" if original and _alike(place, original) else None
        place.rename(copied or _free(parent))
    pointer.rename(place)
    sync(parent)
    if copied:
        shutil.rmtree(copied)


def sync(path: Path) -> None:
    """Make a file, or the names in a folder, durable."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _make(pointer: Path, name: str) -> None:
    try:
        pointer.symlink_to(name)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        pointer.write_text(f"{name}\n", encoding="utf-8")
        sync(pointer)


def _text(place: Path) -> str | None:
    try:
        return place.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return None


def _numbered(parent: Path, marker: str) -> Iterator[Path]:
    """The folders that have a number, the newest first."""
    there = parent.iterdir() if parent.is_dir() else ()
    numbers = {int(m[1]): path for path in there if (m := _NUMBERED.fullmatch(path.name))}
    for _, path in sorted(numbers.items(), reverse=True):
        if (path / marker).is_file():
            yield path


def _newest(parent: Path, marker: str) -> Path | None:
    return next(_numbered(parent, marker), None)


def _original(copy: Path, marker: str) -> Path | None:
    """The folder that a copy was made of, by its marker."""
    same = (each for each in _numbered(copy.parent, marker) if _equal(copy / marker, each / marker))
    return next(same, None)


def _alike(copy: Path, original: Path) -> bool:
    """Whether every file of a copy is in the original, byte for byte."""
    files = (path.relative_to(copy) for path in copy.rglob("*") if not path.is_dir())
    return all(_equal(copy / name, original / name) for name in files)


def _equal(one: Path, other: Path) -> bool:
    try:
        return filecmp.cmp(one, other, shallow=False)
    except OSError:
        return False


def _free(parent: Path) -> Path:
    number = 1
    while (place := parent / f"{CURRENT}-kept-{number}").exists():
        number += 1
    return place

"""Compressed files and archives: what they hold, as files of their own, and no more than they may."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any

import pyarrow as pa

from ..params import Form, format_of
from .staged import Delivered, Folder, refused

CODECS = {".gz": "gzip", ".zst": "zstd"}
RATIO, FREE, LARGEST = 200, 64 << 20, 64 << 30
"""How often larger than packed a file may be, how many bytes it may always have, and how many never."""
_CHUNK = 1 << 20
_DAMAGED = "deliver it again, whole"
BROKEN = (OSError, EOFError, NotImplementedError, RuntimeError, zlib.error, zipfile.BadZipFile)


def unpacked(file: Delivered, form: Form, folder: Folder) -> list[Delivered]:
    """The files that a file holds, itself where it is not packed. Raises DataError where it is damaged."""
    ending = PurePosixPath(file.name.lower()).suffix
    if ending == ".zip":
        return _members(file, form, folder)
    if ending not in CODECS:
        return [file]
    try:
        with pa.CompressedInputStream(pa.OSFile(str(file.path)), CODECS[ending]) as source:
            return [_copied(source, file, file.path.stat().st_size, folder.path(form.format))]
    except OSError as error:
        if error.errno:
            raise
        raise refused(file.name, f"is no whole {CODECS[ending]} file ({error})", _DAMAGED) from error


def _copied(source: Any, file: Delivered, packed: int, to: Path) -> Delivered:
    """Write what is read to a path. Raises DataError where more comes out than can honestly be within."""
    most = min(max(packed * RATIO, FREE), LARGEST)
    written = 0
    with to.open("wb") as target:
        while chunk := source.read(_CHUNK):
            written += len(chunk)
            if written > most:
                what = f"unpacks to more than {most:,} bytes, from {packed:,}"
                raise refused(file.name, what, "deliver it unpacked, if it is what it should be")
            target.write(chunk)
    return Delivered(file.name, to)


def _members(file: Delivered, form: Form, folder: Folder) -> list[Delivered]:
    try:
        with zipfile.ZipFile(file.path) as archive:
            taken = list(_taken(archive, file, form))
            refuse_bomb(file, taken)
            return [_extracted(archive, each, file, folder.path(form.format)) for each in taken]
    except BROKEN as error:
        if isinstance(error, OSError) and error.errno:
            raise
        raise refused(file.name, f"is no whole zip file ({error})", _DAMAGED) from error


def refuse_bomb(file: Delivered, taken: list[zipfile.ZipInfo], largest: int = LARGEST) -> None:
    """Raise DataError where members of an archive say that they are larger than they can honestly be."""
    packed, whole = file.path.stat().st_size, sum(each.file_size for each in taken)
    if whole > min(max(packed * RATIO, FREE), largest):
        what = f"unpacks to {whole:,} bytes, from {packed:,}"
        raise refused(file.name, what, "deliver it unpacked, if it is what it should be")


def _taken(archive: zipfile.ZipFile, file: Delivered, form: Form) -> Iterator[zipfile.ZipInfo]:
    """The members that the mapping means. Raises DataError where there is none, or one is not to be read."""
    there = [each for each in archive.infolist() if not each.is_dir() and not of_a_system(each.filename)]
    taken = [each for each in there if _meant(each.filename, form)]
    if not taken:
        have = ", ".join(repr(each.filename) for each in there[:5]) or "nothing"
        wanted = form.members or f"*.{form.format}"
        raise refused(file.name, f"holds no file {wanted}, but {have}", "say format: or members:")
    for each in sorted(taken, key=lambda member: member.filename):
        path = PurePosixPath(each.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts:
            what = f"holds a file whose name leads out of it: {each.filename!r}"
            raise refused(file.name, what, "pack it again with plain names")
        if each.flag_bits & 1:
            raise refused(f"{file.name}/{each.filename}", "is locked by a password", "deliver it unlocked")
        yield each


def of_a_system(name: str) -> bool:
    """Whether an archive holds a file only because of the system that it was packed on."""
    return any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in name.split("/"))


def _meant(name: str, form: Form) -> bool:
    if form.members is None:
        return format_of(name) == form.format
    return fnmatchcase(name, form.members) or fnmatchcase(name.rpartition("/")[2], form.members)


def _extracted(archive: zipfile.ZipFile, member: zipfile.ZipInfo, file: Delivered, to: Path) -> Delivered:
    name = f"{file.name}/{member.filename}"
    with archive.open(member) as source:
        return _copied(source, Delivered(name, file.path), member.compress_size, to)

"""The first bytes of a file, and the name that tells its form, behind .gz and .zst and in archives."""

from __future__ import annotations

import zipfile
from pathlib import Path, PurePosixPath
from typing import cast

import pyarrow as pa

from ..errors import ParamsError, Problem
from ..intake.unpacking import BROKEN, CODECS, of_a_system
from ..params.forms import ENDINGS


def head(path: Path, size: int) -> bytes:
    """At most so many bytes from the start of what a file holds; of an archive, of its first file."""
    ending = path.suffix.lower()
    try:
        if ending == ".zip":
            with zipfile.ZipFile(path) as archive, archive.open(_members(archive)[0]) as first:
                return first.read(size)
        if ending in CODECS:
            with pa.CompressedInputStream(pa.OSFile(str(path)), CODECS[ending]) as source:
                return cast("bytes", source.read(size))
        with path.open("rb") as file:
            return file.read(size)
    except BROKEN as error:
        why = getattr(error, "strerror", None) or "it is damaged or locked"
        raise ParamsError(Problem(f"cannot be read: {why}", path.name, "see that it is whole")) from error


def told_by(path: Path) -> str:
    """The name whose ending tells the form: the file's own, or that of the first file in an archive."""
    name = path.name
    if name.lower().endswith(".zip") and path.is_file():
        try:
            with zipfile.ZipFile(path) as archive:
                name = PurePosixPath(_members(archive)[0]).name
        except BROKEN as error:
            raise ParamsError(
                Problem("is no whole zip file", path.name, "deliver it again, whole")
            ) from error
    while PurePosixPath(name).suffix.lower() in CODECS:
        name = PurePosixPath(name).stem
    return name


def _members(archive: zipfile.ZipFile) -> list[str]:
    """The files that may be read, by name. Raises ParamsError where there is none, or they differ in form."""
    every = (name for name in archive.namelist() if not of_a_system(name))
    found = sorted(name for name in every if PurePosixPath(name).suffix[1:].lower() in (*ENDINGS, "xml"))
    if len({PurePosixPath(name).suffix.lower() for name in found}) != 1:
        place, have = Path(archive.filename or "").name, ", ".join(found) or "nothing that can be read"
        raise ParamsError(Problem(f"holds no files of one form: {have}", place, "deliver those with labels"))
    return found

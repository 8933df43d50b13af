"""Folders that are written once: staged, made durable, named by one rename, verified on every opening."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from . import pointers
from .errors import DataError, Problem
from .pointers import Pointer, sync

MANIFEST = "manifest.json"
_REMEDY = "restore it from a copy or make it again; a sealed folder is never edited"


@dataclass(frozen=True)
class Manifest:
    """What a sealed folder holds: the digest of every file, and the facts given when it was sealed."""

    files: Mapping[str, str]
    facts: Mapping[str, object]

    @property
    def digest(self) -> str:
        """One digest for the content of the whole folder, whenever and wherever it was sealed."""
        return "sha256:" + hashlib.sha256(canonical(dict(self.files))).hexdigest()

    @property
    def check(self) -> str:
        """The digest of the manifest itself: a flipped bit in a fact is found like one in a file."""
        return hashlib.sha256(canonical([dict(self.files), dict(self.facts)])).hexdigest()


def canonical(value: object) -> bytes:
    """JSON with one spelling: sorted keys, no spaces, no nan."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def digest_of(path: Path) -> str:
    """The sha256 of a file's bytes, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_of_files(folder: Path) -> str:
    """One digest for the files in a folder that is not sealed yet."""
    return Manifest(_digests(folder), {}).digest


def seal(folder: Path, facts: Mapping[str, object]) -> Manifest:
    """Write the manifest of a finished folder and make all of it durable."""
    manifest = Manifest(_digests(folder), dict(facts))
    text = json.dumps(
        {"check": manifest.check, "facts": manifest.facts, "files": manifest.files},
        indent=1,
        sort_keys=True,
        allow_nan=False,
    )
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")
    for path in [*folder.rglob("*"), folder]:
        sync(path)
    return manifest


def open_sealed(folder: Path) -> Manifest:
    """
    The manifest of a sealed folder whose every file still has its digest.

    Raises DataError naming each file that is missing, altered or not in the manifest.
    """
    manifest = read_manifest(folder)
    found = set(_files(folder))
    wrong = [
        Problem("is missing, altered or unexpected (see the manifest beside it)", str(folder / name), _REMEDY)
        for name in sorted(found | set(manifest.files))
        if name not in found or not _matches(folder / name, manifest.files.get(name))
    ]
    if wrong:
        raise DataError(*wrong)
    return manifest


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a sealed folder, itself unharmed; raises DataError. The files are not looked at."""
    try:
        read = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        manifest = Manifest(read["files"], read["facts"])
        whole = manifest.check == read["check"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(Problem("has no readable manifest", str(folder), _REMEDY)) from error
    if not whole:
        raise DataError(Problem("is altered (its own check differs)", str(folder / MANIFEST), _REMEDY))
    return manifest


@contextmanager
def staged(parent: Path) -> Iterator[Path]:
    """A scratch folder beside its future place, gone afterwards unless it was moved into it."""
    make(parent)
    folder = parent / f".staging-{uuid.uuid4().hex}"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(parent: Path) -> None:
    """Remove what killed runs left behind. Call under the parent's lock."""
    for left in [*parent.glob(".staging-*"), *parent.glob(".current-*")]:
        if left.is_symlink() or left.is_file():
            left.unlink()
        else:
            shutil.rmtree(left)


def make(folder: Path) -> None:
    """Make a folder and those above it, durably: a synced file in an unsynced folder can still be lost."""
    if not folder.is_dir():
        make(folder.parent)
        folder.mkdir(exist_ok=True)
        sync(folder.parent)


def put(path: Path, content: bytes) -> None:
    """Write a small file whole, beside its place first: a reader sees the old one or the new one."""
    staging = path.with_name(f".staging-{uuid.uuid4().hex}")
    staging.write_bytes(content)
    sync(staging)
    staging.rename(path)
    sync(path.parent)


def upcoming(parent: Path, prefix: str) -> str:
    """The name that `add` will give next (r1, r2, …)."""
    return f"{prefix}{_newest(parent, prefix) + 1}"


def add(parent: Path, folder: Path, prefix: str) -> Path:
    """
    Give a sealed folder the next number (r1, r2, …) under `parent` and point `current` at it.

    The folder gets its name by one rename and the pointer is switched by one rename: a reader sees
    the old one or the new one, whole. Call under the parent's lock.
    """
    place = parent / upcoming(parent, prefix)
    folder.rename(place)
    sync(parent)
    point(parent, place.name)
    return place


def point(parent: Path, name: str) -> None:
    """Switch the pointer `current` to `name` by one rename."""
    pointers.point(parent, name, MANIFEST)


def pointer(parent: Path) -> Pointer:
    """What says which folder is current, and which that is."""
    return pointers.read(parent, MANIFEST)


def current(parent: Path) -> Path | None:
    """The folder that is current, or None before the first."""
    return pointer(parent).folder


def adopt(parent: Path, prefix: str, wanted: Callable[[Manifest], bool]) -> Path | None:
    """
    The newest whole folder that `wanted` accepts but `current` passed over, now made current.

    A run that was killed between the two renames of `add` left one behind. A damaged one is left
    where it is: nobody was ever pointed at it, and the next number is free.
    """
    newest, pointed = parent / f"{prefix}{_newest(parent, prefix)}", pointer(parent)
    if not newest.is_dir() or (newest == pointed.folder and pointed.how != "nothing"):
        return None
    try:
        manifest = open_sealed(newest)
    except DataError:
        return None
    if not wanted(manifest):
        return None
    point(parent, newest.name)
    return newest


def _files(folder: Path) -> list[str]:
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in found if name != MANIFEST)


def _digests(folder: Path) -> dict[str, str]:
    return {name: digest_of(folder / name) for name in _files(folder)}


def _matches(path: Path, digest: str | None) -> bool:
    try:
        return digest_of(path) == digest
    except OSError:
        return False


def _newest(parent: Path, prefix: str) -> int:
    if not parent.is_dir():
        return 0
    numbers = [int(m[1]) for p in parent.iterdir() if (m := re.fullmatch(rf"{prefix}(\d+)", p.name))]
    return max(numbers, default=0)

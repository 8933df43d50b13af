"""Where staged files stand, and what they are called."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..errors import DataError, Problem


@dataclass(frozen=True)
class Delivered:
    """A file: the name that people know it by, and where it stands."""

    name: str
    path: Path


class Folder:
    """Gives every staged file a path of its own, numbered, so that no name from outside becomes one."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._given = folder, 0

    def path(self, ending: str) -> Path:
        """A path that no other file has."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._given += 1
        return self._folder / f"{self._given:06}.{ending}"


def refused(name: str, what: str, remedy: str) -> DataError:
    """The error of a file that is not read, with its remedy."""
    return DataError(Problem(what, name, remedy))

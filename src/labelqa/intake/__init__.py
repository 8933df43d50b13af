"""
Files as they were delivered, made into files that an engine reads: unpacked, in UTF-8, one for each table.

What an engine reads already stays where it is. The rest is staged in a folder of the freeze, under the name
that people know it by: a file of an archive as in/a.zip/week1.csv, a sheet as in/a.xlsx/Week 1.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from ..engines import Files
from ..errors import DataError, Problem
from ..params import DELIMITED, OBJECTS, WORKBOOKS, Form
from . import objects, text, workbooks
from .staged import Delivered, Folder
from .unpacking import unpacked


class Intake:
    """Stages files below one folder; a file that several tables are read from is unpacked once."""

    def __init__(self, folder: Path) -> None:
        self._folder = Folder(folder)
        self._unpacked: dict[tuple[Path, str, str | None], list[Delivered]] = {}

    def stage(self, form: Form, files: Files) -> Files:
        """
        The same rows as files that an engine reads, wherever `files` stand.

        Raises DataError with what is wrong with each file that is not in the form said of it.
        """
        problems: list[Problem] = []
        ready: list[Delivered] = []
        for name in files.names:
            try:
                plain = self._plain(form, Delivered(name, files.path(name)))
                ready += [each for file in plain for each in self._readable(form, file, files.wanted)]
            except DataError as error:
                problems += error.problems
            except OSError as error:
                problems.append(Problem(f"cannot be read: {error.strerror}", name, "see to its rights"))
        if problems:
            raise DataError(*problems)
        at = {file.name: file.path for file in ready if file.path != files.root / file.name}
        return replace(_read_as(form, files), names=tuple(file.name for file in ready), at=at)

    def _plain(self, form: Form, file: Delivered) -> list[Delivered]:
        key = (file.path, form.format, form.members)
        if key not in self._unpacked:
            self._unpacked[key] = unpacked(file, form, self._folder)
        return self._unpacked[key]

    def _readable(self, form: Form, file: Delivered, wanted: Collection[str] | None) -> list[Delivered]:
        if form.format in DELIMITED:
            return [text.staged(file, form, self._folder)]
        if form.format in OBJECTS:
            return [objects.staged(file, form, wanted, self._folder)]
        if form.format in WORKBOOKS:
            return workbooks.staged(file, form, wanted, self._folder)
        return [file]


def _read_as(form: Form, files: Files) -> Files:
    if form.format in DELIMITED:
        return text.read_as(form, files)
    return replace(files, format="parquet", numbered=form.format != "parquet")

"""CSV files before an engine reads them: the header line, and what it means when a line is refused."""

from __future__ import annotations

import codecs
import csv
import gzip
import re
from collections.abc import Sequence
from typing import BinaryIO, cast

from ..errors import DataError, Problem
from . import Files

ENCODINGS = {"utf-8": "utf-8", "iso8859-1": "latin-1"}  # Python's names and DuckDB's
_CHUNK = 1 << 20


def columns_of(files: Files, name: str) -> tuple[str, ...]:
    """
    The column names of a file: as given, or those of its first line, empty where a column has none.

    Raises DataError where it is empty, is in another encoding, repeats a name or has none at all, or holds a
    NUL: readers keep one, or cut the text there, as they please.
    """
    encoding = codecs.lookup(files.encoding).name
    if encoding not in ENCODINGS:
        raise DataError(Problem(f"encoding {files.encoding} cannot be read", name, "save it as UTF-8"))
    _refuse_nul(files, name)
    header = files.columns or _first_line(files, name, encoding)
    problems = [
        Problem(f"column {column!r} stands twice in the header", f"{name}:1", "rename or remove one")
        for column in sorted({c for c in header if c and header.count(c) > 1})
    ]
    if not any(header):
        problems.append(Problem("is empty", name, "give it a header line, or remove the file"))
    if problems:
        raise DataError(*problems)
    return header


def called(columns: Sequence[str]) -> list[str]:
    """A name for every column: its own, or one that no other has, such as for an index that pandas wrote."""
    names: list[str] = []
    for number, column in enumerate(columns, start=1):
        name = column or f"column {number}"
        while not column and (name in columns or name in names):
            name += " "
        names.append(name)
    return names


def _first_line(files: Files, name: str, encoding: str) -> tuple[str, ...]:
    try:
        with _open(files, name) as file:
            lines = codecs.getreader("utf-8-sig" if encoding == "utf-8" else encoding)(file)
            return tuple(next(csv.reader(lines, delimiter=files.delimiter, strict=True), ()))
    except UnicodeDecodeError as error:
        raise DataError(Problem(f"is not {files.encoding} text", name, "save it as UTF-8")) from error
    except csv.Error as error:
        raise DataError(Problem(f"has no readable header line ({error})", f"{name}:1", "mend it")) from error


def _refuse_nul(files: Files, name: str) -> None:
    line = 1
    with _open(files, name) as file:
        while chunk := file.read(_CHUNK):
            place = chunk.find(b"\0")
            if place >= 0:
                line += chunk[:place].count(b"\n")
                remedy = "save it as UTF-8 text without NUL characters"
                raise DataError(Problem("holds a NUL character", f"{name}:{line}", remedy))
            line += chunk.count(b"\n")


def _open(files: Files, name: str) -> BinaryIO:
    path = files.path(name)
    return cast("BinaryIO", gzip.open(path)) if path.suffix == ".gz" else path.open("rb")


def refused_line(message: str, files: Files) -> Problem | None:
    """What DuckDB's message says of one line of a CSV file, in our words; None of any other message."""
    line = re.search(r"CSV Error on Line: (\d+)", message)
    if line is None:
        return None
    path = re.search(r"^  file = (.*)$", message, re.MULTILINE)
    name = files.named(path[1]) if path else "a CSV file"
    where = f"{name}:{line[1]}"
    if fields := re.search(r"Expected Number of Columns: (\d+) Found: (\d+)", message):
        return Problem(
            f"the row has {fields[2]} fields instead of {fields[1]}",
            where,
            "restore the row from its source; no row of the file was used",
        )
    if "unicode" in message:
        return Problem("the row is not UTF-8 text", where, "save the file as UTF-8")
    cause = message.split("\n\n")[1] if "\n\n" in message else message.splitlines()[0]
    return Problem(f"the row cannot be read: {cause.strip()}", where, "mend the row")

"""CSV files before an engine reads them: the header line, and what it means when a line is refused."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..errors import DataError, Problem
from . import Files, heads

ENCODINGS = {"utf-8": "utf-8", "iso8859-1": "latin-1"}  # Python's names and DuckDB's
ENCODED = "save it as UTF-8, or name its encoding in params/sources.yml, such as encoding: cp1252"
_CHUNK = 1 << 20


def columns_of(files: Files, name: str) -> tuple[str, ...]:
    """
    The column names of a file: as given, or those of its first line, empty where a column is left out.

    Raises DataError where it is empty, is in another encoding, has two columns of a name that is wanted or no
    name at all, or holds a NUL: readers keep one, or cut the text there, as they please.
    """
    encoding = codecs.lookup(files.encoding).name
    if encoding not in ENCODINGS:
        raise DataError(Problem(f"encoding {files.encoding} cannot be read", name, "save it as UTF-8"))
    _refuse_nul(files, name)
    header = files.columns or _first_line(files, name, encoding)
    if not any(header):
        raise DataError(Problem("is empty", name, "give it a header line, or remove the file"))
    return heads.read(header, files.wanted, f"{name}:{files.skip + 1}")


def called(columns: Sequence[str]) -> list[str]:
    """A name for every column: its own, or one that no other has, such as for an index that pandas wrote."""
    names: list[str] = []
    for number, column in enumerate(columns, start=1):
        name = column or f"column {number}"
        while not column and (name in columns or name in names):
            name += " "
        names.append(name)
    return names


def dialect(delimiter: str, quote: str) -> dict[str, Any]:
    """What Python's reader and writer are told, so that they take fields for what the engine does."""
    quoting = {"quotechar": quote} if quote else {"quoting": csv.QUOTE_NONE}
    return {"delimiter": delimiter, "strict": True, **quoting}


def _first_line(files: Files, name: str, encoding: str) -> tuple[str, ...]:
    codec = "utf-8-sig" if encoding == "utf-8" else encoding
    try:
        with files.path(name).open(encoding=codec, newline="") as lines:
            for _ in range(files.skip):
                next(lines, "")
            return tuple(next(csv.reader(lines, **dialect(files.delimiter, files.quote)), ()))
    except UnicodeDecodeError as error:
        where = f"{name}:{_misread_line(files.path(name), codec)}"
        raise DataError(Problem(f"is not {files.encoding} text", where, ENCODED)) from error
    except csv.Error as error:
        where = f"{name}:{files.skip + 1}"
        raise DataError(Problem(f"has no readable header line ({error})", where, "mend it")) from error


def _misread_line(path: Path, encoding: str) -> int:
    """The number of the first line that is not in the encoding."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                line.decode(encoding)
            except UnicodeDecodeError:
                return number
    return 1


def _refuse_nul(files: Files, name: str) -> None:
    line = 1
    with files.path(name).open("rb") as file:
        while chunk := file.read(_CHUNK):
            place = chunk.find(b"\0")
            if place >= 0:
                line += chunk[:place].count(b"\n")
                remedy = "save it as UTF-8 text without NUL characters, or say encoding: utf-16 if it is that"
                raise DataError(Problem("holds a NUL character", f"{name}:{line}", remedy))
            line += chunk.count(b"\n")


def refused_line(message: str, files: Files) -> Problem | None:
    """What DuckDB's message says of one line of a CSV file, in our words; None of any other message."""
    if "state machine reached an invalid state" in message:
        remedy = "save it with one kind of line ends, and with quotes around whole fields only"
        return Problem("has lines that end in two ways, or a quote amiss", ", ".join(files.names), remedy)
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
        return Problem("the row is not UTF-8 text", where, ENCODED)
    if "quote" in message:
        remedy = 'mend the row, or say quote: "" where quotes in this file are signs like any other'
        return Problem(f"column {_quoted(message, files)} of the row has a quote amiss", where, remedy)
    cause = message.split("\n\n")[1] if "\n\n" in message else message.splitlines()[0]
    return Problem(f"the row cannot be read: {cause.strip()}", where, "mend the row")


def _quoted(message: str, files: Files) -> int:
    """The number of the first column with a quote, in the row that DuckDB cannot read."""
    line = re.search(r"^Original Line: \n?(.*)$", message, re.MULTILINE)
    return (line[1].partition('"')[0] if line else "").count(files.delimiter) + 1

"""Text of any encoding, as text in UTF-8; of CSV also with a head of several lines, as one with a single."""

from __future__ import annotations

import codecs
import csv
import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from ..engines import Files, csv_files
from ..errors import DataError
from ..params import Form
from . import heads
from .staged import Delivered, Folder, refused

_CHUNK = 1 << 20


def read_as(form: Form, files: Files) -> Files:
    """How staged CSV files are to be read."""
    return replace(
        files,
        columns=form.names,
        delimiter=form.delimiter,
        encoding="utf-8" if _is_rewritten(form) else form.encoding,
        quote=form.quote,
        skip=form.skip + max(heads.rows(form) - 1, 0),
    )


def staged(file: Delivered, form: Form, folder: Folder) -> Delivered:
    """A CSV file as it is, or, in another encoding or with a stacked head, its text anew."""
    if not _is_rewritten(form):
        return file
    plain = in_utf8(file, form, folder)
    return _with_one_head(plain, form, folder) if heads.rows(form) > 1 else plain


def _is_rewritten(form: Form) -> bool:
    return form.encoding not in csv_files.ENCODINGS or heads.rows(form) > 1


def in_utf8(file: Delivered, form: Form, folder: Folder) -> Delivered:
    """The same text in UTF-8. Raises DataError with the line that is not in the encoding said."""
    to = folder.path(form.format)
    with to.open("w", encoding="utf-8", newline="") as target:
        for chunk in _decoded(file, form.encoding):
            target.write(chunk)
    return Delivered(file.name, to)


def _decoded(file: Delivered, encoding: str) -> Iterator[str]:
    decoder, line = codecs.getincrementaldecoder(encoding)(), 1
    with file.path.open("rb") as source:
        while True:
            chunk = source.read(_CHUNK)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeError as error:
                raise _misread(file, encoding, line, error) from error
            line += text.count("\n")
            yield text
            if not chunk:
                return


def _misread(file: Delivered, encoding: str, line: int, error: UnicodeError) -> DataError:
    """Where the text is in another encoding: the line, and the bytes that mean nothing in this one."""
    wrong = ""
    if isinstance(error, UnicodeDecodeError):
        line += error.object[: error.start].count(b"\n")
        wrong = f": {error.object[error.start : error.end]!r}"
    what = f"is not {encoding} text{wrong}"
    return refused(f"{file.name}:{line}", what, "say in which encoding it is: encoding")


def _with_one_head(file: Delivered, form: Form, folder: Folder) -> Delivered:
    """The file with empty lines and one of joined names where its heads were: lines keep their number."""
    dialect = csv_files.dialect(form.delimiter, form.quote)
    to, count = folder.path(form.format), heads.rows(form)
    try:
        with (
            file.path.open(encoding="utf-8-sig", newline="") as source,
            to.open("w", encoding="utf-8", newline="") as target,
        ):
            for _ in range(form.skip):
                next(source, "")
            stacked = list(islice(csv.reader(source, **dialect), count))
            target.write("\n" * (form.skip + count - 1))
            csv.writer(target, lineterminator="\n", **dialect).writerow(heads.joined(stacked))
            shutil.copyfileobj(source, target)
    except csv.Error as error:
        raise refused(f"{file.name}:{form.skip + 1}", f"has no readable head ({error})", "mend it") from error
    return Delivered(file.name, to)

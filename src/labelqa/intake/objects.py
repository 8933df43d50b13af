"""JSON: an array of objects, one object, or an object a line, as rows with a column for each field."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from typing import Any, TypeAlias

import pyarrow as pa

from ..errors import DataError
from ..params import Form
from . import rows, text
from .staged import Delivered, Folder, refused
from .unfolding import Field, Number, an_object, flat, in_column, unfolded

LARGEST = 1 << 29  # bytes of a file that must be read whole
_Placed: TypeAlias = tuple[str, dict[str, Any]]


def staged(file: Delivered, form: Form, wanted: Collection[str] | None, folder: Folder) -> Delivered:
    """
    The rows of a file as Parquet, one for each object or, where `form.each` says so, each element of a list.

    A field within an object is a column named with dots. A list of single values is a list of text, anything
    else within a field is JSON. Raises DataError with the line or row that is no such JSON.
    """
    plain = file if form.encoding == "utf-8" else text.in_utf8(file, form, folder)
    found = _Objects(Delivered(file.name, plain.path), form)
    lists = _columns(found)
    types = [pa.list_(pa.string()) if a_list else pa.string() for a_list in lists.values()]
    values = (
        (number, [in_column(row.get(name), a_list=a_list) for name, a_list in lists.items()])
        for number, row in found.rows()
    )
    return rows.staged(rows.Rows(list(lists), types, values), file, wanted, folder)


def _columns(found: _Objects) -> dict[str, bool]:
    """The columns of all rows, those that only some have among them; and whether all they hold are lists."""
    lists: dict[str, set[bool]] = {}
    for _, row in found.rows():
        for name, value in row.items():
            kinds = lists.setdefault(name, set())
            if value is not None:
                kinds.add(isinstance(value, list))
        if len(lists) > rows.MOST_COLUMNS:
            break
    return {name: kinds == {True} for name, kinds in lists.items()}


class _Objects:
    """The rows of a file, as often as they are asked for."""

    def __init__(self, file: Delivered, form: Form) -> None:
        self._file, self._form = file, form
        self._whole = None if form.format == "jsonl" else _whole(file)

    def rows(self) -> Iterator[tuple[int, dict[str, Field]]]:
        """Every row with its number."""
        number = 0
        for place, found in self._objects():
            for fields in unfolded(found, self._form.each, place):
                number += 1
                yield number, flat(fields, place)

    def _objects(self) -> Iterable[_Placed]:
        return _by_line(self._file) if self._whole is None else self._whole


def _by_line(file: Delivered) -> Iterator[_Placed]:
    try:
        with file.path.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    place = f"{file.name}:{number}"
                    yield place, an_object(_parsed(line, place), place)
    except UnicodeDecodeError as error:
        raise _misread(file) from error


def _whole(file: Delivered) -> list[_Placed] | None:
    """The objects of one document; None where the file has one on each line."""
    if file.path.stat().st_size > LARGEST:
        what = f"is one JSON document of more than {LARGEST:,} bytes"
        raise refused(file.name, what, "deliver it as jsonl, an object a line")
    try:
        whole = file.path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise _misread(file) from error
    first, _, rest = whole.strip().partition("\n")
    if first.endswith("}") and rest.lstrip().startswith("{"):
        return None
    document = _parsed(whole, file.name)
    found = document if isinstance(document, list) else [document]
    places = (f"{file.name} element {number}" for number in range(1, len(found) + 1))
    return [(place, an_object(each, place)) for place, each in zip(places, found, strict=True)]


def _misread(file: Delivered) -> DataError:
    return refused(file.name, "is not UTF-8 text", "say in which encoding it is: encoding")


def _parsed(written: str, place: str) -> Any:
    try:
        return json.loads(
            written,
            parse_int=Number,
            parse_float=Number,
            parse_constant=_refuse_constant,
            object_pairs_hook=_fields,
        )
    except json.JSONDecodeError as error:
        at = place if error.lineno == 1 and ":" in place else f"{place}:{error.lineno}"
        raise refused(
            at, f"is no JSON: {error.msg} at sign {error.colno}", "deliver it again, whole"
        ) from error
    except ValueError as error:
        raise refused(place, str(error), "deliver it as JSON that every program reads") from error
    except RecursionError as error:
        raise refused(place, "is JSON nested without end", "deliver flat objects") from error


def _refuse_constant(name: str) -> None:
    raise ValueError(f"holds {name}, which is no JSON")


def _fields(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"holds an object with two fields {next(n for n in names if names.count(n) > 1)!r}")
    return fields

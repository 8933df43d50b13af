"""Rows that are no text of an engine's, as a Parquet file that one reads: its columns, and source_row."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from ..engines import heads
from .staged import Delivered, Folder, refused

MOST_COLUMNS = 2000
NUMBER = "source_row"
Numbered: TypeAlias = tuple[int, Sequence[object]]
_AT_ONCE = 20_000


@dataclass(frozen=True)
class Rows:
    """Columns by name and type, and of each row its number, from 1, and its values."""

    head: Sequence[str]
    types: Sequence[pa.DataType]
    rows: Iterable[Numbered]


def staged(rows: Rows, file: Delivered, wanted: Collection[str] | None, folder: Folder) -> Delivered:
    """The rows in a file of the folder; columns that no engine could tell apart are left out (heads.read)."""
    if not any(rows.head):
        raise refused(file.name, "is empty", "give it a row of column names, or remove the file")
    if len(rows.head) > MOST_COLUMNS:
        what = f"has {len(rows.head):,} columns, such as {rows.head[-1]!r}"
        raise refused(file.name, what, f"deliver it with {MOST_COLUMNS:,} at most")
    read = [(place, name) for place, name in enumerate(heads.read(rows.head, wanted, file.name)) if name]
    fields = [(NUMBER, pa.int64()), *((name, rows.types[place]) for place, name in read)]
    to, schema = folder.path("parquet"), pa.schema(fields)
    with pq.ParquetWriter(to, schema, compression="zstd", store_schema=False) as writer:
        for some in _batches(rows.rows):
            arrays = [pa.array([number for number, _ in some], pa.int64())]
            arrays += [_array(rows, place, some, file) for place, _ in read]
            writer.write_batch(pa.record_batch(arrays, schema=schema))
    return Delivered(file.name, to)


def _batches(rows: Iterable[Numbered]) -> Iterator[list[Numbered]]:
    left = iter(rows)
    while some := list(islice(left, _AT_ONCE)):
        yield some


def _array(rows: Rows, place: int, some: list[Numbered], file: Delivered) -> pa.Array:
    try:
        return pa.array([values[place] for _, values in some], rows.types[place])
    except UnicodeEncodeError as error:
        row = next(number for number, values in some if not _is_unicode(values[place]))
        what = f"column {rows.head[place]!r} holds half a character"
        raise refused(f"{file.name} row {row}", what, "deliver the text whole") from error


def _is_unicode(value: object) -> bool:
    try:
        str(value).encode()
    except UnicodeEncodeError:
        return False
    return True

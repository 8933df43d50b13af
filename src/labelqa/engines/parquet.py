"""Parquet files with one spelling: the same rows give the same bytes, whichever engine made them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ..contracts import Column, Kind

ROWS_PER_GROUP = 131_072

TYPES: dict[Kind, pa.DataType] = {
    Kind.TEXT: pa.string(),
    Kind.TEXTS: pa.list_(pa.string()),
    Kind.INTEGER: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.BOOLEAN: pa.bool_(),
    Kind.INSTANT: pa.timestamp("us"),
    Kind.DATE: pa.date32(),
}


def schema(columns: Sequence[Column]) -> pa.Schema:
    """The Arrow types of declared columns. Instants are UTC without saying so."""
    return pa.schema([(column.name, TYPES[column.kind]) for column in columns])


def write(rows: pa.Table, path: Path) -> None:
    """Write rows in their order: plain types, no library's metadata, zstd, row groups of a fixed size."""
    pq.write_table(
        rows,
        path,
        compression="zstd",
        row_group_size=ROWS_PER_GROUP,
        store_schema=False,
    )

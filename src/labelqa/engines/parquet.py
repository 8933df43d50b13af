"""Parquet files with one spelling: the same rows give the same bytes, whichever engine made them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ..contracts import ColumnContract, ColumnKind

ROWS_PER_GROUP = 131_072

TYPES: dict[ColumnKind, pa.DataType] = {
    ColumnKind.TEXT: pa.string(),
    ColumnKind.TEXTS: pa.list_(pa.string()),
    ColumnKind.INTEGER: pa.int64(),
    ColumnKind.NUMBER: pa.float64(),
    ColumnKind.BOOLEAN: pa.bool_(),
    ColumnKind.INSTANT: pa.timestamp("us"),
    ColumnKind.DATE: pa.date32(),
}


def schema(columns: Sequence[ColumnContract]) -> pa.Schema:
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

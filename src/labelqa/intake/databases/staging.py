"""Rows of a database as one Parquet file, written batch by batch: of one type a column, in one order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from ...engines.duckdb import literal, quoted

MEMORY_MB = 512
TEXT = pa.string()
_SQL = {
    pa.bool_(): "BOOLEAN",
    pa.int64(): "BIGINT",
    pa.float64(): "DOUBLE",
    TEXT: "VARCHAR",
    pa.date32(): "DATE",
    pa.timestamp("us"): "TIMESTAMP",
    pa.timestamp("us", "UTC"): "TIMESTAMPTZ",
    pa.list_(TEXT): "VARCHAR[]",
}


def stage(batches: Iterable[pa.Table], into: Path, *, ordered: bool) -> int:
    """
    Write the batches to a Parquet file that is not there yet, whole or not at all; returns its rows.

    A column of several types in several batches is text. Rows that come in no order of their own are put into
    that of their values, so that equal rows make equal bytes. Never more than a batch is held in memory, but
    for what sorting may take; the rest of that goes to the disk beside the file.
    """
    parts = into.with_name(f".parts-{into.stem}")
    parts.mkdir(parents=True)
    staging = into.with_name(f".staging-{into.name}")
    try:
        schemas = list(_written(batches, parts))
        _join(sorted(parts.glob("*.parquet")), _common(schemas), staging, ordered=ordered)
        staging.rename(into)
    finally:
        for path in (*parts.glob("*"), staging):
            path.unlink(missing_ok=True)
        parts.rmdir()
    return int(pq.read_metadata(into).num_rows)


def _written(batches: Iterable[pa.Table], parts: Path) -> Iterator[pa.Schema]:
    """Write each batch to a part of its own; the schemas."""
    for number, batch in enumerate(batches):
        pq.write_table(batch, parts / f"{number:08}.parquet", compression="zstd")
        yield batch.schema


def _common(schemas: list[pa.Schema]) -> dict[str, pa.DataType]:
    """The one type of each column; without a value in it, it is text."""
    return {name: _one({schema.field(name).type for schema in schemas}) for name in schemas[0].names}


def _one(types: set[pa.DataType]) -> pa.DataType:
    known = types - {pa.null()}
    if known == {pa.int64(), pa.float64()}:
        return pa.float64()
    return known.pop() if len(known) == 1 else TEXT


def _join(parts: list[Path], types: dict[str, pa.DataType], into: Path, *, ordered: bool) -> None:
    # NOTE: parts of one schema are read by one scan; neighbours only, so that the order stays.
    alike = groupby(parts, key=pq.read_schema)
    rows = " UNION ALL ".join(_scan(schema, list(group), types) for schema, group in alike)
    order = "" if ordered else " ORDER BY ALL"
    with duckdb.connect(config={"memory_limit": f"{MEMORY_MB}MB", "threads": "2"}) as engine:
        engine.execute(f"SET TimeZone = 'UTC'; SET temp_directory = {literal(into.parent)}")
        query = f"SELECT * FROM ({rows}) AS rows{order}"
        engine.execute(f"COPY ({query}) TO {literal(into)} (FORMAT parquet, COMPRESSION zstd)")


def _scan(schema: pa.Schema, parts: list[Path], types: dict[str, pa.DataType]) -> str:
    columns = (_value(schema.field(name), kind) for name, kind in types.items())
    return f"SELECT {', '.join(columns)} FROM read_parquet([{', '.join(map(literal, parts))}])"


def _value(column: pa.Field, kind: pa.DataType) -> str:
    """SQL for a column as that type; a list as text is JSON."""
    name = quoted(column.name)
    value = f"to_json({name})" if pa.types.is_list(column.type) and kind == TEXT else name
    return f"CAST({value} AS {_SQL[kind]}) AS {name}"

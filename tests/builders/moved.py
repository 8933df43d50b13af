"""The same rows in other places: a table of the sample company as CSV, in SQLite, DuckDB and PostgreSQL."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq
import xlsxwriter

from builders.postgresql import PostgreSQL

_POSTGRESQL = {
    pa.bool_(): "boolean",
    pa.int64(): "bigint",
    pa.float64(): "double precision",
    pa.timestamp("us"): "timestamp",
    pa.date32(): "date",
}


def whole(folder: Path) -> pa.Table:
    """All files below a folder as one table, in the order of their names."""
    return pa.concat_tables(
        [pq.read_table(path, partitioning=None) for path in sorted(folder.rglob("*.parquet"))]
    )


def whole_file(path: Path) -> pa.Table:
    """A table that is one file."""
    return pq.read_table(path, partitioning=None)


def into_workbook(tables: Mapping[str, pa.Table], path: Path) -> None:
    """An Excel workbook with a sheet for each table, its times and truths as text."""
    with xlsxwriter.Workbook(path) as workbook:
        for name, rows in tables.items():
            sheet = workbook.add_worksheet(name)
            sheet.write_row(0, 0, rows.column_names)
            for number, values in enumerate(zip(*_written(rows).to_pydict().values(), strict=True), start=1):
                sheet.write_row(number, 0, ["" if value is None else str(value) for value in values])


def parquet(rows: pa.Table) -> bytes:
    """A Parquet file."""
    buffer = io.BytesIO()
    pq.write_table(rows, buffer)
    return buffer.getvalue()


def csv(rows: pa.Table) -> bytes:
    """A CSV file, with null as nothing."""
    buffer = io.BytesIO()
    pc.write_csv(_written(rows), buffer)
    return buffer.getvalue()


def into_sqlite(rows: pa.Table, path: Path, table: str) -> None:
    """A table of a SQLite file, its times and truths as text."""
    names = ", ".join(rows.column_names)
    marks = ", ".join("?" * rows.num_columns)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(f"CREATE TABLE {table} ({names})")
        values = zip(*_written(rows).to_pydict().values(), strict=True)
        database.executemany(f"INSERT INTO {table} VALUES ({marks})", values)


def into_duckdb(rows: pa.Table, path: Path, table: str) -> None:
    """A table of a DuckDB file, with its types."""
    with duckdb.connect(path) as database:
        database.register("given", rows)
        database.execute(f"CREATE TABLE {table} AS SELECT * FROM given")


def into_postgresql(rows: pa.Table, server: PostgreSQL, table: str) -> None:
    """A table of PostgreSQL, with its types; its rows in another order."""
    columns = ", ".join(f"{field.name} {_POSTGRESQL.get(field.type, 'text')}" for field in rows.schema)
    turned = rows.take(pa.array(range(rows.num_rows - 1, -1, -1)))
    with server.connect() as connection, connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {table} ({columns})")
        with cursor.copy(f"COPY {table} FROM STDIN (FORMAT csv, HEADER)") as copy:
            copy.write(csv(turned))


def _written(rows: pa.Table) -> pa.Table:
    """Truths as true and false, times as ISO 8601; every other value as it is."""
    columns = []
    for column in rows.columns:
        if pa.types.is_timestamp(column.type):
            column = pa.array([at and f"{at.isoformat()}Z" for at in column.to_pylist()], pa.string())
        elif pa.types.is_boolean(column.type):
            column = column.cast(pa.string())
        columns.append(column)
    return pa.table(dict(zip(rows.column_names, columns, strict=True)))

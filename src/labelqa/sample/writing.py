"""Canonical tables as Parquet files, in one place once all of them are there."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from ..contracts import CANONICAL, ColumnContract
from ..contracts.decisions import WIDE
from ..engines.parquet import TYPES
from ..errors import ParamsError, Problem

UNFILLED: dict[str, set[str]] = {
    "labels": {column.name for column in WIDE},
    "audits": {"score"},
    "overlaps": {"vendor_id", "spans", "boxes"},
    "label_classes": {"member_ids"},
}
"""Columns of wide rows, of several labels and of scores: the sample has none of these."""
MARKER = ".labelqa-sample.json"
"""The file by which an earlier sample is known, so that it may be replaced."""


def canonical(name: str, columns: Mapping[str, pa.Array] | Sequence[Mapping[str, Any]]) -> pa.Table:
    """A table with the columns that the sample has, in their order; from columns or from rows."""
    contract = filled(name)
    if isinstance(columns, Mapping):
        return pa.table([columns[column.name] for column in contract], [column.name for column in contract])
    schema = pa.schema([(column.name, TYPES[column.kind]) for column in contract])
    rows = [{column.name: row[column.name] for column in contract} for row in columns]
    return pa.Table.from_pylist(rows, schema)


def filled(name: str) -> list[ColumnContract]:
    """The columns of a contract that the sample has."""
    return [each for each in CANONICAL[name].columns if each.name not in UNFILLED.get(name, ())]


def write_partitions(folder: Path, name: str, market: str, table: pa.Table) -> None:
    """One file for each UTC month of a market's table that is sorted by its time."""
    at = table.column(CANONICAL[name].at or "").to_numpy().astype("datetime64[M]")
    months, starts = np.unique(at, return_index=True)
    for month, start, end in zip(months, starts, [*starts[1:], len(at)], strict=True):
        place = folder / name / f"market={market}" / f"month={month}"
        place.mkdir(parents=True)
        _write(table.slice(start, end - start), place / "part.parquet")


def write_whole(folder: Path, name: str, parts: Sequence[pa.Table]) -> None:
    """One file for a table whose parts come from several markets."""
    plain = pa.schema([(column.name, TYPES[column.kind]) for column in filled(name)])
    _write(pa.concat_tables([part.cast(plain) for part in parts]), folder / f"{name}.parquet")


def _write(table: pa.Table, path: Path) -> None:
    few = [field.name for field in table.schema if pa.types.is_dictionary(field.type)]
    # NOTE: without the Arrow schema coded text is read back as plain text, by every reader.
    pq.write_table(table, path, compression="zstd", use_dictionary=few, store_schema=False)


def write_json(path: Path, value: Any) -> None:
    """Readable JSON with one spelling."""
    path.write_text(json.dumps(value, indent=1, sort_keys=True, allow_nan=False) + "\n", encoding="utf-8")


def put_in_place(finished: Path, folder: Path, aside: Path) -> None:
    """Give a finished folder its name; an earlier sample there is moved `aside` first."""
    if folder.exists():
        folder.rename(aside)
    finished.rename(folder)


def refuse_foreign(folder: Path) -> None:
    """Raise ParamsError where the folder holds something that is not an earlier sample."""
    if folder.is_dir() and (not any(folder.iterdir()) or (folder / MARKER).is_file()):
        return
    if folder.exists():
        raise ParamsError(
            Problem(
                "is not an earlier sample",
                str(folder),
                "name a new or an empty folder, or remove it yourself",
            )
        )

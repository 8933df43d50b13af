"""The same rows in every form that a file may have, written by libraries that know nothing of ours."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

Grid = Sequence[Sequence[Any]]  # the head, then the rows


def write(path: Path, grid: Grid) -> Path:
    """Write a head and rows in the form that the path's endings say; the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    name, _, packing = path.name.rpartition(".")
    if packing in PACKINGS:
        path.write_bytes(PACKINGS[packing](WRITERS[name.rpartition(".")[2]](grid)))
    else:
        path.write_bytes(WRITERS[packing](grid))
    return path


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip file of members by name."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def workbook(sheets: dict[str, Grid], **options: Any) -> bytes:
    """An Excel workbook with these sheets, text as text and times as times."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, **options})
    instant, day = (book.add_format({"num_format": form}) for form in ("yyyy-mm-dd hh:mm:ss", "yyyy-mm-dd"))
    for name, grid in sheets.items():
        sheet = book.add_worksheet(name)
        for row, cells in enumerate(grid):
            for column, cell in enumerate(cells):
                if isinstance(cell, dt.datetime):
                    sheet.write_datetime(row, column, cell, instant)
                elif isinstance(cell, dt.date):
                    sheet.write_datetime(row, column, dt.datetime.combine(cell, dt.time()), day)
                elif isinstance(cell, str):
                    sheet.write_string(row, column, cell)
                elif cell is not None:
                    sheet.write(row, column, cell)
    book.close()
    return content.getvalue()


def _delimited(delimiter: str, grid: Grid) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(grid)
    return text.getvalue().encode()


def _records(grid: Grid) -> list[dict[str, Any]]:
    head, *rows = grid
    return [dict(zip(head, row, strict=True)) for row in rows]


def _json(grid: Grid) -> bytes:
    return json.dumps(_records(grid), default=str, indent=1).encode()


def _jsonl(grid: Grid) -> bytes:
    return "".join(json.dumps(row, default=str) + "\n" for row in _records(grid)).encode()


def _parquet(grid: Grid) -> bytes:
    content = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(_records(grid)), content)
    return content.getvalue()


def _xls(grid: Grid) -> bytes:
    content, book = io.BytesIO(), xlwt.Workbook()
    sheet = book.add_sheet("Rows")
    instant = xlwt.easyxf(num_format_str="yyyy-mm-dd hh:mm:ss")
    for row, cells in enumerate(grid):
        for column, cell in enumerate(cells):
            if isinstance(cell, dt.datetime):
                sheet.write(row, column, cell, instant)
            elif cell is not None:
                sheet.write(row, column, cell)
    book.save(content)
    return content.getvalue()


def _ods(grid: Grid) -> bytes:
    content, document, table = io.BytesIO(), OpenDocumentSpreadsheet(), Table(name="Rows")
    for cells in grid:
        row = TableRow()
        for cell in cells:
            row.addElement(_ods_cell(cell))
        table.addElement(row)
    document.spreadsheet.addElement(table)
    document.write(content)
    return content.getvalue()


def _ods_cell(cell: Any) -> TableCell:
    if cell is None:
        return TableCell()
    if isinstance(cell, dt.datetime):
        return TableCell(valuetype="date", datevalue=cell.isoformat())
    if isinstance(cell, bool):
        return TableCell(valuetype="boolean", booleanvalue=str(cell).lower())
    if isinstance(cell, int | float):
        return TableCell(valuetype="float", value=str(cell))
    made = TableCell(valuetype="string")
    made.addElement(P(text=cell))
    return made


WRITERS = {
    "csv": lambda grid: _delimited(",", grid),
    "tsv": lambda grid: _delimited("\t", grid),
    "json": _json,
    "jsonl": _jsonl,
    "parquet": _parquet,
    "xlsx": lambda grid: workbook({"Rows": grid}),
    "xls": _xls,
    "ods": _ods,
}
PACKINGS = {
    "gz": gzip.compress,
    "zst": lambda content: pa.compress(content, "zstd", asbytes=True),
    "zip": lambda content: zipped({"rows.csv": content}),
}

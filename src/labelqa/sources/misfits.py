"""What is wrong with a column of some files as a whole, in words."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ..contracts import ColumnContract, Privacy, TableContract
from ..engines import Engine, Found
from ..errors import Problem
from ..params import DELIMITED, Mapping
from .paths import PLACE

_OTHER_DELIMITERS = ";\t|,"


def lacks(engine: Engine, mapping: Mapping, view: str, names: Sequence[str]) -> Problem:
    """What the files of a view lack: the first of them stands for those of its shape."""
    there = sorted(set(engine.found(f"SELECT * FROM {view}")) - {"source_file", "source_row"})
    one = engine.fetch(f"SELECT MIN(source_file) AS name FROM {view}")["name"][0].as_py()
    remedy = f"have {', '.join(there)}; correct the file or {PLACE}"
    sign = next((sign for sign in _OTHER_DELIMITERS if len(there) == 1 and sign in there[0]), None)
    if sign and mapping.format in DELIMITED:
        remedy = f"have {there[0]!r} alone; say what stands between the fields: delimiter: {json.dumps(sign)}"
    what = f"has no column{'s' if len(names) > 1 else ''} {', '.join(names)}"
    return Problem(what, one or mapping.files or "", remedy)


def first_value(engine: Engine, query: str, column: ColumnContract) -> str:
    """The column's first value, unless it is personal, and its row."""
    raw = f"raw_{column.name}"
    [row] = engine.fetch(
        f"SELECT source_file, source_row, {engine.text(raw)} AS given FROM ({query}) AS found_rows"
        f" WHERE {raw} IS NOT NULL ORDER BY source_file, source_row LIMIT 1"
    ).to_pylist()
    shown = "" if column.privacy is Privacy.PERSONAL else f"{row['given'][:40]!a} in "
    return f"{shown}{row['source_file']} row {row['source_row']}"


def wrong_type(
    table: TableContract, column: ColumnContract, mapping: Mapping, found: Found, example: str
) -> Problem:
    """What is wrong with a column that cannot be read as it must be, whatever its rows hold."""
    what = f"{table.name}.{column.name} must be {column.kind.value}"
    return Problem(
        f"{what}, but the whole column is {found}, such as {example}",
        mapping.place(table.name),
        f"deliver it as {column.kind.value}, or convert it by an expression in {PLACE}",
    )

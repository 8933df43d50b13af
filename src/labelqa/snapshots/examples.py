"""One row for each reason to set rows aside, so that whoever is told can find it and see what was there."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

import pyarrow as pa

from ..contracts import Privacy, TableContract
from ..contracts.checks import BETWEEN
from ..models import Model

LONGEST = 40  # characters of a value that are shown


class RefusedRow(Model):
    """
    A row that was set aside: where it stands, and what it holds in the columns that the reason names.

    Of a reason that names no column, such as an overlap, `values` are the row's key. Values are as the file
    has them; those of personal columns are left out.
    """

    file: str
    row: int
    values: dict[str, str]

    def told(self, seen: Collection[str] | None = None) -> str:
        """In words, with the values of the columns `seen`, by default all: '95%' in data/labels.csv row 3."""
        shown = [_quoted(value) for name, value in self.values.items() if seen is None or name in seen]
        return f"{' and '.join(shown)} in {self.place}" if shown else self.place

    @property
    def place(self) -> str:
        """Its file and the number of the data row in it, from 1."""
        return f"{self.file} row {self.row}"


def examples(table: TableContract, rejected: pa.Table) -> dict[str, RefusedRow]:
    """
    The first row for each reason.

    `rejected` has source_file, source_row, reasons and the table's columns as text, in the order of files
    and rows.
    """
    found: dict[str, RefusedRow] = {}
    numbered = rejected.append_column("nth", pa.array(range(rejected.num_rows), pa.int64()))
    first = numbered.group_by("reasons").aggregate([("nth", "min")])["nth_min"].to_pylist()
    for row in rejected.take(sorted(first)).to_pylist():
        for reason in row["reasons"].split(BETWEEN):
            if reason not in found:
                found[reason] = RefusedRow(
                    file=row["source_file"], row=row["source_row"], values=_values(table, reason, row)
                )
    return dict(sorted(found.items()))


def _values(table: TableContract, reason: str, row: Mapping[str, str | None]) -> dict[str, str]:
    columns = {column.name for column in table.columns}
    names = [word for word in dict.fromkeys(re.findall(r"\w+", reason)) if word in columns] or table.key
    open_to_somebody = [name for name in names if table.column(name).privacy is not Privacy.PERSONAL]
    return {name: value for name in open_to_somebody if (value := row[name])}


def _quoted(value: str) -> str:
    """A value on one line: signs that cannot be seen are spelt, and a long one is cut."""
    whole = "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in value)
    return f"'{whole if len(whole) <= LONGEST else f'{whole[: LONGEST - 1]}…'}'"

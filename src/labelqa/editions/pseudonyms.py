"""Ids of people, items and decisions under the pseudonyms of one vendor's key."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from ..contracts import ColumnContract, Privacy
from ..errors import Problem, ReleaseError
from ..keys import VendorKey

# Columns that name a person, whatever they are called: a person has one pseudonym in all of them.
PEOPLE = {
    *("person_id", "qa_person_id", "reviewer_id"),
}
SCOPE = "scope_id"  # of an action: a person where its scope is one


def disguised(table: pa.Table, columns: Sequence[ColumnContract], key: VendorKey) -> pa.Table:
    """`table` with the ids of its pseudonymous columns replaced; the same id gets the same pseudonym."""
    for column in columns:
        if column.privacy is Privacy.PSEUDONYMOUS:
            values = _replaced(table[column.name], kind_of(column.name), key)
            if column.name == SCOPE:
                personal = pc.equal(table["scope_type"], "person")
                values = pc.if_else(personal, _replaced(table[SCOPE], "person", key), table[SCOPE])
            table = table.set_column(table.column_names.index(column.name), column.name, values)
    return table


def kind_of(column: str) -> str:
    """As what the ids of a column are disguised."""
    return "person" if column in PEOPLE else column


def _replaced(values: pa.ChunkedArray, kind: str, key: VendorKey) -> pa.Array:
    whole = values.cast(pa.string()).combine_chunks().dictionary_encode()
    names = [key.pseudonym(kind, str(value)) for value in whole.dictionary.to_pylist()]
    if len(set(names)) < len(names):
        # NOTE: 50 bits: below one chance in a million for 30,000 ids; then two would be taken for one.
        raise ReleaseError(Problem(f"two ids have one pseudonym in {kind}", remedy="make new keys"))
    return pa.array(names, pa.string()).take(whole.indices)

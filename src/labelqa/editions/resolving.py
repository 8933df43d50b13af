"""Pseudonyms of a vendor's edition resolved, for whoever may see the snapshots themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ..contracts import CANONICAL, FROZEN, ColumnContract, ColumnKind, Privacy
from ..keys import VendorKey
from ..snapshots import Snapshot
from .other_vendor_names import KIND
from .pseudonyms import SCOPE, kind_of

_BESIDE = ("item_id", "person_id", "vendor_id", "site_id", "role")
"""What is told of a row besides."""
_TOLD = ("person_id", "audit_id", "label_event_id")
"""The ids of which the last row is told, in the roster and among decisions."""
_DECLARED = CANONICAL | FROZEN


@dataclass(frozen=True)
class Resolved:
    """What a pseudonym stands for: its kind, the id or name, and what else an internal edition sees of it."""

    pseudonym: str
    kind: str
    id: str
    beside: Mapping[str, str]


def resolve(snapshot: Snapshot, key: VendorKey, wanted: Collection[str]) -> dict[str, Resolved]:
    """Those of the `wanted` pseudonyms that something in the snapshot has under the vendor's key."""
    found: dict[str, Resolved] = {}
    for name in sorted(snapshot.tables(), key=lambda table: (table != "people", table)):
        if name not in _DECLARED or not set(wanted) - set(found):
            continue
        table = pq.read_table(snapshot.folder / f"{name}.parquet")
        for column in _DECLARED[name].columns:
            if column.name in table.column_names and (kind := _kind(column)):
                for pseudonym, value in _matches(table[column.name], kind, key, set(wanted) - set(found)):
                    found[pseudonym] = _resolved(table, column, kind, (pseudonym, value))
    return found


def _kind(column: ColumnContract) -> str:
    """As what a column's values are disguised; empty where they never are."""
    if column.name == SCOPE:
        return "person"
    if column.privacy is Privacy.PSEUDONYMOUS:
        return kind_of(column.name)
    shown = column.privacy in (Privacy.OPEN, Privacy.COMMERCIAL)
    return KIND if shown and column.kind in (ColumnKind.TEXT, ColumnKind.TEXTS) and not column.values else ""


def _matches(
    values: pa.ChunkedArray, kind: str, key: VendorKey, wanted: Collection[str]
) -> Iterator[tuple[str, str]]:
    if pa.types.is_list(values.type):
        values = pc.list_flatten(values)
    for value in pc.unique(values).drop_null().to_pylist():
        if (pseudonym := key.pseudonym(kind, str(value))) in wanted:
            yield pseudonym, str(value)


def _resolved(table: pa.Table, column: ColumnContract, kind: str, match: tuple[str, str]) -> Resolved:
    pseudonym, value = match
    beside: dict[str, str] = {}
    if column.name in _TOLD and {"item_id", "role"} & set(table.column_names):
        rows = table.filter(pc.equal(table[column.name].cast(pa.string()), value)).to_pylist()
        beside = {name: str(rows[-1][name]) for name in _BESIDE if rows[-1].get(name) is not None}
        beside.pop(column.name, None)
    return Resolved(pseudonym, kind.removesuffix("_id"), value, beside)

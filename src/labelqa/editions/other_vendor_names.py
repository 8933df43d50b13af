"""Names of other vendors: wherever one stands in what a vendor may see, a pseudonym takes its place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import JsonValue

from ..contracts import ColumnContract, ColumnKind
from ..keys import VendorKey
from ..snapshots import Snapshot

LEAST = 4  # letters of a name: shorter ones stand in too many words that mean something else
KIND = "name"  # one for all columns, so that tables still fit together
_NAMES = {"vendors": ("vendor_id", "name", "holding_id"), "sites": ("site_id", "name")}


@dataclass(frozen=True)
class OtherVendorNames:
    """
    The names of all vendors but one, their holdings and sites, in plain letters and digits.

    A queue, a cohort or a session that is the vendor's too may be called after another one. `own` are names
    of the one and of its market that hold such a name, a group's or a city's, and mean nobody else.
    """

    names: frozenset[str]
    own: tuple[str, ...]
    key: VendorKey

    @classmethod
    def of(cls, snapshot: Snapshot, vendor: str, others: Iterable[str], key: VendorKey) -> OtherVendorNames:
        """Those of the snapshot, and `others`: ids of vendors that work elsewhere."""
        ours, theirs = {vendor}, {other for other in others if other != vendor}
        for table, columns in _NAMES.items():
            for row in _rows(snapshot, table, columns):
                (ours if row["vendor_id"] == vendor else theirs).update(
                    str(row[column]) for column in columns if row.get(column)
                )
        names = frozenset(plain for plain in map(_plain, theirs) if len(plain) >= LEAST)
        own = {_plain(name) for name in ours | _names_of_the_market(snapshot)}
        longer = {name for name in own if any(stranger in name for stranger in names)}
        return cls(names, tuple(sorted(longer, key=lambda name: (-len(name), name))), key)

    def text(self, text: str) -> str:
        """The text, or where it names a stranger, its pseudonym."""
        plain = _plain(text)
        for name in self.own:
            plain = plain.replace(name, "|")
        return self.key.pseudonym(KIND, text) if any(name in plain for name in self.names) else text

    def hidden(self, table: pa.Table, columns: Sequence[ColumnContract]) -> pa.Table:
        """The table without a stranger's name, be it alone or within a text or a list of texts."""
        for column in columns:
            place = table.column_names.index(column.name)
            if column.kind is ColumnKind.TEXT and not column.values:
                table = table.set_column(place, column.name, self._texts(table[column.name]))
            elif column.kind is ColumnKind.TEXTS:
                table = table.set_column(place, column.name, self._lists(table[column.name]))
        return table

    def values(self, given: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
        """Values typed for all editions, such as the session to report on."""
        return {name: self.text(value) if isinstance(value, str) else value for name, value in given.items()}

    def _texts(self, values: pa.ChunkedArray) -> pa.Array:
        whole = values.cast(pa.string()).combine_chunks().dictionary_encode()
        words = [None if word is None else self.text(word) for word in whole.dictionary.to_pylist()]
        return pa.array(words, pa.string()).take(whole.indices)

    def _lists(self, values: pa.ChunkedArray) -> pa.Array:
        lists = [None if texts is None else [self.text(t) for t in texts] for texts in values.to_pylist()]
        return pa.array(lists, values.type)


def _rows(snapshot: Snapshot, table: str, columns: Sequence[str]) -> list[dict[str, str | None]]:
    if table not in snapshot.tables():
        return []
    held = pq.read_table(snapshot.folder / f"{table}.parquet")
    rows: list[dict[str, str | None]] = held.select(sorted({"vendor_id", *columns})).to_pylist()
    return rows


def _names_of_the_market(snapshot: Snapshot) -> set[str]:
    """What a site may be called after without its vendor being named."""
    rows = pq.read_table(snapshot.folder / "markets.parquet").to_pylist()
    return {str(row[column]) for row in rows for column in ("market_id", "name", "region") if row.get(column)}


def _plain(text: str) -> str:
    """Letters and digits only, in one case: however a name is joined to other words, it is found."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))

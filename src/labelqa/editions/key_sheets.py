"""The key sheet of a vendor's edition: what its pseudonyms stand for, as far as the vendor knows."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from ..components import inert
from ..keys import Keys, VendorKey
from ..params import Job, Params
from ..signs import bare
from ..snapshots import Snapshot
from ..snapshots.snapshot_set import SnapshotSet
from .other_vendor_names import OtherVendorNames
from .ownership import WITHHELD, Holder
from .pseudonyms import kind_of

COLUMNS = ("pseudonym", "kind", "id", "site")
_PSEUDONYM = re.compile(rb"(?<![A-Z0-9])[A-Z2-7]{10}(?![A-Z0-9])")
_OF_ITEMS = {"item_id": "item", "audit_id": "audit of item", "label_event_id": "decision on item"}
"""Ids that stand for a piece of the vendor's own work; what the vendor knows of each is its item."""


@dataclass(frozen=True, order=True)
class _Line:
    kind: str
    pseudonym: str
    id: str
    site: str = ""


def key_sheet(
    snapshot_set: SnapshotSet, job: Job, params: Params, keys: Keys | None, documents: Iterable[Path]
) -> bytes | None:
    """
    The lines for the pseudonyms in the documents, as CSV whose cells are inert; None of no vendor's.

    It has the vendor's own people and the items that they worked on: never the QA's people, and nothing whose
    name is another vendor's. Same snapshot, keys and documents, same bytes.
    """
    edition = params.edition(job.edition)
    if edition.vendor is None or keys is None:
        return None
    snapshot, key = snapshot_set.by_market[job.market], keys.of(edition.vendor)
    others = OtherVendorNames.of(snapshot, edition.vendor, _vendors(params), key)
    said = _standing_in(documents)
    lines = {
        line
        for line in _lines(Holder(snapshot, edition.vendor), key)
        if line.pseudonym in said and others.text(line.id) == line.id
    }
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([inert(bare(getattr(line, column))) for column in COLUMNS] for line in sorted(lines))
    return text.getvalue().encode()


def _vendors(params: Params) -> list[str]:
    return [edition.vendor for edition in params.editions.values() if edition.vendor]


def _standing_in(documents: Iterable[Path]) -> set[str]:
    """All that may be a pseudonym in the documents, those that are archives unpacked."""
    return {
        found.decode()
        for path in documents
        for content in _contents(path)
        for found in _PSEUDONYM.findall(content)
    }


def _contents(path: Path) -> Iterator[bytes]:
    if not zipfile.is_zipfile(path):
        yield path.read_bytes()
        return
    with zipfile.ZipFile(path) as archive:
        yield from (archive.read(name) for name in archive.namelist())


def _lines(holder: Holder, key: VendorKey) -> Iterator[_Line]:
    own = {name: holder.rows(name) for name in _tables(holder.snapshot)}
    people: Mapping[str, str] = {
        str(row["person_id"]): row["site_id"] or ""
        for row in own["people"].sort_by("valid_from").select(["person_id", "site_id"]).to_pylist()
    }
    for person, site in people.items():
        yield _Line("person", key.pseudonym("person", person), person, site)
    for table in own.values():
        yield from _items(table, key)


def _tables(snapshot: Snapshot) -> list[str]:
    return [name for name in snapshot.tables() if name not in WITHHELD]


def _items(table: pa.Table, key: VendorKey) -> Iterator[_Line]:
    if "item_id" not in table.column_names:
        return
    named = {column: kind for column, kind in _OF_ITEMS.items() if column in table.column_names}
    rows = table.select([*named, *({"site_id"} & {*table.column_names})]).to_pylist()
    for row in rows:
        for column, kind in named.items():
            if row[column] is not None and row["item_id"] is not None:
                pseudonym = key.pseudonym(kind_of(column), str(row[column]))
                site = "" if column == "item_id" else row.get("site_id") or ""
                yield _Line(kind, pseudonym, str(row["item_id"]), site)

"""Canaries: a sample company in which every name, id, price and comment carries a token of its own."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from .documents import squeezed
from .workspace import DATA, sample_workspace

MARK = "q0z9"  # with digits that no pseudonym has
TOKEN = re.compile(MARK + "[a-p]{8}")
BEGUN = re.compile(MARK + ".{0,8}")
PART = "part of a token: "
PRICE = 77_123_000  # and a number below 1000: no other number of the sample begins so
PRICED = re.compile(r"(?<!\d)77([., \u00a0\u202f]?)123\1\d{3}(?!\d)")
NAMED = (  # columns whose values name a party, a person, a piece of work or something between two parties
    *("vendor_id", "holding_id", "site_id", "team_id", "person_id", "qa_person_id", "reviewer_id"),
    *("item_id", "label_event_id"),
    *("audit_id", "review_id", "appeal_id", "overlap_group_id", "request_id", "rework_of", "batch_id"),
    *("delivered_batch_id", "action_id", "incident_id", "risk_id", "scope_id"),
)
WRITTEN = {  # free text, by table
    "vendors": ("name",),
    "sites": ("name",),
    "targets": ("source",),
    "incidents": ("note",),
}
FOREIGN_QUEUE, FOREIGN_DESIGN = "canary_queue", "canary_design"
FIRST = {
    "SG": "alder",
    "ID": "alder",
    "TH": "kestrel",
    "VN": "alder",
    "BR": "lumen-works",
    "GB": "lumen-works",
}
"""In each market the first vendor by name. Sessions and cohorts, which vendors share, are called after it."""
SHARED = ("session_id", "cohort_id")

Change = Callable[[str, pa.Table], pa.Table]


def token(kind: str, value: str) -> str:
    """The token of a value: twelve letters that are found in no other text."""
    digest = hashlib.sha256(f"{kind}\0{value}".encode()).digest()
    letters = "".join(chr(ord("a") + (byte & 15)) for byte in digest[:8])
    return MARK + letters


def marked(value: str) -> str:
    """An id with its token."""
    return f"{value}-{token('id', value)}"


def written(text: str) -> str:
    """The beginning of a text, short enough for a chart, with the token of the whole."""
    return f"{text[:9].strip()} {token('text', text)}"


def tokens_in(texts: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The tokens, parts of tokens and prices in texts, each with the first place where it is."""
    found: dict[str, str] = {}
    for where, text in texts:
        close = squeezed(text)
        for one in BEGUN.findall(close):
            found.setdefault(one if TOKEN.fullmatch(one) else f"{PART}{one}", where)
        for price in PRICED.finditer(text):
            found.setdefault(price[0], where)
    return found


def company(repository: Path, folder: Path, *, labels: int) -> None:
    """A workspace of the sample company whose tables and vendors' editions carry tokens."""
    sample_workspace(repository, folder, labels=labels)
    rewrite(folder / DATA, _Alone.of(folder / DATA).change)
    rewrite(folder / DATA, _mark)
    editions = folder / "params" / "editions.yml"
    text = re.sub(r"(vendor: )([a-z-]+)(,)", lambda f: f"{f[1]}{marked(f[2])}{f[3]}", editions.read_text())
    editions.write_text(text)
    for market in FIRST:
        _comment(folder / "params" / "commentary" / "2026-10" / f"{market}.yml")


def _comment(path: Path) -> None:
    """Commentary of the company's own edition, on a figure that every edition prints."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f"- {{figure: accuracy.audit.overall, text: {written('Held back')}, author: {written('A. Tan')},"
        f" date: 2026-11-20, about: 96 %}}\n"
    )


def rewrite(data: Path, change: Change) -> None:
    """Write every table of a data folder again as `change`, of its name and rows, gives it."""
    for path in sorted(data.rglob("*.parquet")):
        name = path.stem if path.parent == data else path.relative_to(data).parts[0]
        pq.write_table(change(name, pq.read_table(path)), path)


def replaced(table: pa.Table, column: str, values: pd.Series | np.ndarray) -> pa.Table:
    """A table with other values in a column."""
    kind = table.schema.field(column).type
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    return table.set_column(
        table.column_names.index(column), column, pa.array(values, kind, from_pandas=True)
    )


def mapped(table: pa.Table, column: str, change: Callable[[str], str]) -> pa.Table:
    """A table with `change` of every text in a column."""
    values = table[column].to_pandas().astype(object)
    known: Mapping[str, str] = {value: change(value) for value in values.dropna().unique()}
    return replaced(table, column, values.map(known))


def _mark(name: str, table: pa.Table) -> pa.Table:
    for column in table.column_names:
        if column in NAMED:
            table = mapped(table, column, lambda value: value if value in FIRST else marked(value))
        elif column in SHARED:
            table = mapped(table, column, lambda value: f"{marked(FIRST[value[:2]])}{value[2:]}")
        elif column in WRITTEN.get(name, ()):
            table = mapped(table, column, written)
    if name == "targets":
        prices = PRICE + np.arange(len(table), dtype=float) % 1000
        table = table.append_column("credit_malus", pa.array(prices))
    return table


@dataclass(frozen=True)
class _Alone:
    """What the people of each market's first vendor did: it has a queue and a design of audits to itself."""

    people: frozenset[str]
    decisions: frozenset[str]

    @classmethod
    def of(cls, data: Path) -> _Alone:
        people = pd.read_parquet(data / "people.parquet", columns=["person_id", "vendor_id"]).dropna()
        mine = people.loc[people["person_id"].str[:2].map(FIRST) == people["vendor_id"], "person_id"]
        labels = pq.read_table(data / "labels", columns=["label_event_id", "person_id"]).to_pandas()
        held = labels.loc[labels["person_id"].isin(mine), "label_event_id"]
        return cls(frozenset(mine), frozenset(held))

    def change(self, name: str, table: pa.Table) -> pa.Table:
        """Rows of the queue for live streams, and audits of joiners, under other names."""
        if name in {"labels", "overlaps"}:
            return self._moved(table, "queue_id", "live", FOREIGN_QUEUE, "person_id", self.people)
        if name == "gold":  # of either queue, by their common taxonomy
            queues = table["queue_id"].to_pandas().astype(object)
            return replaced(table, "queue_id", queues.mask(queues == "live", None))
        if name == "audits":
            design = FOREIGN_DESIGN
            return self._moved(table, "design_id", "ramp_checks", design, "label_event_id", self.decisions)
        if name == "queues":
            return _with_copy(
                table, "queue_id", "live", queue_id=marked(FOREIGN_QUEUE), name=marked("Canaries")
            )
        if name == "sample_designs":
            return _with_copy(table, "design_id", "ramp_checks", design_id=marked(FOREIGN_DESIGN))
        return table

    @staticmethod
    def _moved(table: pa.Table, column: str, old: str, new: str, by: str, mine: frozenset[str]) -> pa.Table:
        rows = table.select([column, by]).to_pandas().astype(object)
        return replaced(
            table, column, rows[column].mask(rows[by].isin(mine) & (rows[column] == old), marked(new))
        )


def _with_copy(table: pa.Table, column: str, of: str, **other: str) -> pa.Table:
    """A table with a copy of one row, with other values in some columns."""
    (row,) = table.filter(pc.equal(table[column], of)).to_pylist()
    return pa.concat_tables([table, pa.Table.from_pylist([row | other], table.schema)])

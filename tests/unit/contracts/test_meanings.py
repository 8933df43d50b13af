"""Every column says in plain English what it holds, with an example that the contract itself lets pass."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from labelqa import beginnings
from labelqa.contracts import CANONICAL, ColumnContract, ColumnKind, TableContract
from labelqa.params import load
from labelqa.periods import parse
from labelqa.snapshots import Snapshot, freeze

COLUMNS = [(table, column) for table in CANONICAL.values() for column in table.columns]
MORE = {
    "people": [{"person_id": "p-0074", "role": "qa"}, {"person_id": "p-0053", "role": "sme"}],
    "label_classes": [{"label_id": "other", "name": "Other", "is_violation": "false", "order_index": "0"}],
}
"""What the examples of other tables refer to, besides the examples of these."""
ALONE = {"audits": {"incl_prob": "1", "frame_size": "1", "sample_size": "1"}}
"""One audit is a sample of its own; the examples are those of a sample of hundreds."""
MADE_FROM_PARAMS = {"markets"}
LISTS = ColumnKind.TEXTS


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=lambda each: each.name)
def test_a_column_says_what_it_holds_and_gives_an_example(table: TableContract, column: ColumnContract):
    """In a sentence of its own, that speaks of no table by its technical name alone."""
    assert column.about.endswith(".")
    assert column.about != column.name
    assert column.example.strip()


def rows(table: TableContract) -> Iterator[list[str]]:
    """The head, the row of all examples, and what other tables' examples refer to; lists are left out."""
    columns = [column for column in table.columns if column.kind is not LISTS]
    yield [column.name for column in columns]
    for more in ({}, *MORE.get(table.name, [])):
        given = ALONE.get(table.name, {}) | more
        yield [given.get(column.name, column.example) for column in columns]


@pytest.fixture
def frozen(company) -> Snapshot:
    """The one company that the examples of all tables make, as a vendor would send it in CSV."""
    tables = [table for name, table in CANONICAL.items() if name not in MADE_FROM_PARAMS]
    for table in tables:
        head, *cells = rows(table)
        company.write_csv(f"{table.name}.csv", head, cells)
    sources = {"tables": {table.name: {"files": f"data/{table.name}.csv"} for table in tables}}
    files = beginnings.blank("Examples")
    market = files.pop("markets/M1.yml").replace("timezone: UTC", "timezone: Asia/Singapore")
    files |= {"sources.yml": beginnings.text(sources), "markets/SG.yml": market}
    root = company.root
    beginnings.begin(root, files)
    return freeze(load(root), "SG", parse("2026-10"), root / "outputs", root, today=dt.date(2026, 11, 23))


def test_the_examples_of_all_tables_are_one_company(frozen):
    """No row of theirs is refused: every example is of its kind, within its bounds, and refers to another."""
    assert {} == frozen.facts.rejected
    assert {} == frozen.facts.missing
    assert [] == [name for name in CANONICAL if name not in MADE_FROM_PARAMS and not frozen.facts.kept[name]]


def test_the_examples_of_a_sample_agree():
    """What was drawn is the frame's share that the probability says."""
    drawn, frame, share = (
        float(CANONICAL["audits"].column(name).example) for name in ("sample_size", "frame_size", "incl_prob")
    )

    assert drawn == frame * share


def test_the_examples_of_lists_are_classes_of_the_examples():
    """A list is written with | between its elements."""
    known = {"spam", "other"}
    found = [set(c.example.split("|")) for _, c in COLUMNS if c.kind is LISTS and c.a_class]

    assert found
    assert all(each <= known for each in found)

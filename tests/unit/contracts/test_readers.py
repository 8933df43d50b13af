"""Nothing is asked for that nobody reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import labelqa
from labelqa.contracts import CANONICAL, FROZEN
from labelqa.errors import ParamsError

DECLARED = {"organisation", "procedures", "decisions", "work", "demand", "frozen", "declare"}
MADE_OF_PARAMS = "markets"


@pytest.fixture(scope="module")
def readers():
    """The text of all code that may read a table: not its declaration, nor the company that writes it."""
    root = Path(labelqa.__file__).parent
    paths = [*root.rglob("*.py"), *root.rglob("*.sql")]
    declared = {root / "contracts" / f"{name}.py" for name in DECLARED}
    declared |= set((root / "contracts" / "meanings").iterdir())
    others = {*declared, root / "editions" / "pseudonyms.py", *(root / "sample").iterdir()}
    read = [path for path in paths if path not in others]
    return "\n".join(path.read_text(encoding="utf-8") for path in read)


@pytest.mark.parametrize("table", [t for name, t in CANONICAL.items() if name != MADE_OF_PARAMS])
def test_every_column_is_named_by_a_reader(readers, table):
    """In quotes, in SQL, or as an attribute of a row; keys and times are read of every table."""
    named = r"""["'.,( ]{0}\b"""

    assert [] == [
        column.name
        for column in table.columns
        if column.name not in (table.at, *table.key)
        and not re.search(named.replace("{0}", column.name), readers)
    ]


def test_a_retired_column_is_asked_for_by_no_table():
    """It is gone from its contract, and from what marts take from it."""
    known = {(name, column.name) for name, table in (CANONICAL | FROZEN).items() for column in table.columns}

    assert set() == {(t.name, name) for t in CANONICAL.values() for name in t.retired} & known


def test_a_mapping_may_still_name_what_nothing_reads(company):
    """Of a column and of a whole table: it is left where it is, and never looked at."""
    company.mappings["queues"] = (
        "{files: data/queues.parquet, columns: {queue_id: queue_id, name: name, task_type: {constant: x},"
        " taxonomy_version: taxonomy_version, sop_family: sop_family, risk_tier: no_such_column}}"
    )
    company.mappings["request_events"] = "{files: data/gone.parquet}"

    snapshot = company.freeze()

    assert "request_events" not in snapshot.tables()
    assert 1 == snapshot.facts.rows["queues"]


def test_a_mapping_that_names_what_never_was_is_refused(company):
    """With the columns that there are."""
    company.mappings["queues"] = "{files: data/queues.parquet, columns: {task_typ: queue_id}}"

    with pytest.raises(ParamsError, match="the table has no column task_typ"):
        company.freeze()

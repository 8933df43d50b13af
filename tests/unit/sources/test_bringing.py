"""What lies elsewhere, brought into a snapshot: whole, or not at all, and no secret with it."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing

import pyarrow as pa
import pytest
from builders import moved

from labelqa.errors import DataError, LabelQAError, ParamsError
from labelqa.params import load

from ..conftest import Company

LABELS = '{files: "s3://labels/in/labels-*.parquet"}'
QUERY = (
    '{database: warehouse, query: "SELECT * FROM labels WHERE market_id = {market}'
    ' AND submitted_at >= {start} AND submitted_at < {end}"}'
)


@pytest.fixture
def stored(company, s3):
    """The company, its decisions in an S3 store alone."""
    s3.put("in/labels-2026-10.parquet", _taken(company).read_bytes())
    company.mappings["labels"] = LABELS
    return company


@pytest.fixture
def warehouse(company, postgresql):
    """The company, its decisions in PostgreSQL alone."""
    moved.into_postgresql(moved.whole(_taken(company).parent), postgresql, "labels")
    company.extra = f'databases: {{warehouse: {{url: "{postgresql.url}", seconds: 5}}}}\n'
    company.mappings["labels"] = QUERY
    return company


def _taken(company: Company):
    """The file of the company's decisions, moved out of its data."""
    path = company.written() / "data" / "labels.parquet"
    kept = company.root / "kept" / "labels.parquet"
    kept.parent.mkdir()
    path.rename(kept)
    company.rows.pop("labels")
    return kept


def refusal(company: Company) -> str:
    """The one problem of freezing: with place and remedy, nothing half-made, no secret in its words."""
    with pytest.raises(LabelQAError) as refused:
        company.freeze()
    (problem,) = refused.value.problems
    outputs = company.root / "outputs"
    left = [path for path in outputs.rglob("*") if path.is_file() and path.name != ".lock"]
    assert [] == left
    assert problem.where
    assert problem.remedy
    assert "canary" not in str(problem)
    assert refused.value.__cause__ is None
    return str(problem)


def test_decisions_of_a_store_are_frozen_under_their_address(stored):
    """With the digest of what was fetched; an example of a row set aside names the object."""
    facts = stored.freeze().facts

    assert ["s3://labels/in/labels-2026-10.parquet"] == list(facts.fetched)
    assert 40 == facts.kept["labels"]


def test_a_row_set_aside_is_known_by_its_place(stored, s3):
    """An address and a row: as of any file."""
    rows = moved.whole(stored.root / "kept").to_pylist()
    rows[6]["label_id"] = None
    s3.put("in/labels-2026-10.csv", moved.csv(pa.Table.from_pylist(rows)))
    stored.mappings["labels"] = '{files: "s3://labels/in/labels-*.csv"}'
    stored.project += "rejected_share: 0.1\n"
    (example,) = stored.freeze().facts.examples["labels"].values()

    assert "s3://labels/in/labels-2026-10.csv row 7" in example.told()


def test_decisions_of_a_database_are_frozen_under_their_query(warehouse):
    """The bounds are the window's; what lies outside is not asked for."""
    facts = warehouse.freeze().facts

    assert 40 == facts.kept["labels"]
    assert {} == facts.fetched


def test_a_query_for_a_market_says_whose_rows_they_are(warehouse):
    """As a path with {market} does: no column need name it."""
    warehouse.mappings["labels"] = (
        '{database: warehouse, query: "SELECT label_event_id, item_id, queue_id, person_id, label_id,'
        ' submitted_at, active_ms FROM labels WHERE market_id = {market}"}'
    )

    assert 40 == warehouse.freeze().facts.kept["labels"]


def test_rows_in_another_order_are_the_same_snapshot(warehouse, postgresql):
    """With those that are set aside: a query without an order has that of its values."""
    warehouse.project += "rejected_share: 0.1\n"
    postgresql.execute("UPDATE labels SET label_id = NULL WHERE label_event_id IN ('e7', 'e8')")
    first = warehouse.freeze()
    postgresql.execute(
        "CREATE TABLE turned AS SELECT * FROM labels ORDER BY label_event_id DESC",
        "DROP TABLE labels",
        "ALTER TABLE turned RENAME TO labels",
    )
    again = warehouse.freeze()

    assert {"label_id is missing": 2} == again.facts.rejected["labels"]
    assert (first.number, first.digest) == (again.number, again.digest)


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ('{files: "s3://labels/in/lables.parquet"}', "s3://labels/in/lables.parquet: no such file"),
        ('{files: "s3://nowhere/labels.parquet"}', "s3://nowhere/labels.parquet: no such file"),
        ('{files: "s3://labels/in/lables-*.parquet"}', "the table labels is needed and has no file"),
        (
            f'{{files: "s3://labels/in/labels-2026-10.parquet", digest: "sha256:{"0" * 64}"}}',
            "is another file than it should be: sha256:",
        ),
        ('{files: "s3://labels/broken.parquet"}', "s3://labels/broken.parquet"),
        ('{files: "sftp://host/labels.parquet"}', "pip install 'labelqa[sftp]'"),
    ],
)
def test_what_a_store_cannot_give_is_one_message(stored, s3, mapping, message):
    """Nothing half-made."""
    s3.put("broken.parquet", b"PAR1 and no more")
    stored.mappings["labels"] = mapping

    assert message in refusal(stored)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        ("ALTER TABLE labels RENAME TO decisions", 'relation "labels" does not exist'),
        ("ALTER TABLE labels DROP COLUMN person_id", "warehouse: query of labels: has no column person_id"),
        ("ALTER TABLE labels RENAME COLUMN label_id TO answer", "has no column label_id; have active_ms"),
    ],
)
def test_a_table_that_changed_its_shape_is_one_message(warehouse, postgresql, spoil, message):
    """With the columns that it has now."""
    postgresql.execute(spoil)

    assert message in refusal(warehouse)


def test_a_role_without_the_right_to_read_is_one_message(warehouse, postgresql, monkeypatch):
    """It may connect, and no more."""
    postgresql.execute(
        "DROP ROLE IF EXISTS plain",
        "CREATE ROLE plain LOGIN PASSWORD 'canary-of-plain'",
        "GRANT USAGE ON SCHEMA public TO plain",
    )
    monkeypatch.setenv("LABELQA_DATABASE_WAREHOUSE", "plain:canary-of-plain")

    assert "permission denied for table labels" in refusal(warehouse)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * FROM labels WHERE", "syntax error"),
        ("WITH gone AS (DELETE FROM labels RETURNING *) SELECT * FROM gone", "would write"),
        ("SELECT labels.*, pg_sleep(60) FROM labels", "took longer than 5 s and was stopped"),
        ("SELECT l.*, l.item_id FROM labels l", "column item_id stands twice"),
        ("SELECT * FROM labels WHERE submitted_at > {start}::text", "cannot be read"),
    ],
)
def test_a_query_that_goes_wrong_is_one_message(warehouse, query, message):
    """Before anything of the snapshot is written."""
    warehouse.mappings["labels"] = f'{{database: warehouse, query: "{query}"}}'

    assert message in refusal(warehouse)


def test_wrong_and_missing_credentials_are_one_message(warehouse, monkeypatch):
    """The server's own words, and where to correct them."""
    monkeypatch.setenv("LABELQA_DATABASE_WAREHOUSE", "owner:canary-that-is-wrong")
    wrong = refusal(warehouse)
    monkeypatch.delenv("LABELQA_DATABASE_WAREHOUSE")
    missing = refusal(warehouse)

    assert "warehouse: cannot be opened" in wrong
    assert "LABELQA_DATABASE_WAREHOUSE" in wrong
    assert "warehouse: cannot be opened" in missing


@pytest.mark.parametrize("kind", ["sqlite", "duckdb"])
def test_a_link_to_a_database_elsewhere_is_refused(company, tmp_path_factory, kind):
    """As a link to any file is: whoever delivers it shall not choose what of this machine is read."""
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "labels.db"
    with closing(sqlite3.connect(elsewhere)):
        pass
    company.rows.pop("labels")
    company.extra = f'databases: {{local: {{url: "{kind}:///labels.db"}}}}\n'
    company.mappings["labels"] = "{database: local, table: labels}"
    (company.root / "labels.db").symlink_to(elsewhere)

    assert "labels.db: is a link into" in refusal(company)


QUIET = """
import sys
from datetime import date
from pathlib import Path
def watch(event, arguments):
    if event.startswith("socket.") and event not in ("socket.__new__", "socket.gethostname"):
        raise SystemExit(f"reached the network: {event} {arguments}")
sys.addaudithook(watch)
from labelqa.params import load
from labelqa.periods import parse
from labelqa.snapshots import freeze
root = Path(sys.argv[1])
freeze(load(root), "SG", parse("2026-10"), root / "outputs", root, today=date(2026, 11, 23))
print(sorted({"fsspec", "aiohttp", "psycopg", "s3fs"} & set(sys.modules)))
"""


def quietly(root) -> subprocess.CompletedProcess:
    """Freeze in a process that ends where it reaches for the network."""
    return subprocess.run(
        [sys.executable, "-c", QUIET, str(root)], capture_output=True, text=True, check=False
    )


def test_without_an_address_in_params_nothing_reaches_the_network(company):
    """And no library that could is loaded."""
    done = quietly(company.written())

    assert (0, "[]\n") == (done.returncode, done.stdout), done.stderr


def test_with_an_address_something_does(stored):
    """So that the test above can fail."""
    done = quietly(stored.written())

    assert "reached the network: socket." in done.stderr


def test_a_workspace_without_databases_loads_as_before(company):
    """Old params say nothing of places."""
    sources = load(company.written()).sources

    assert ({}, {}) == (sources.databases, sources.places)


def test_errors_of_params_and_of_data_are_told_apart(stored):
    """A missing library is params' (exit 2), a missing file the data's (exit 3)."""
    for mapping, kind in (
        ('{files: "gs://labels/labels.parquet"}', ParamsError),
        ('{files: "s3://labels/none.parquet"}', DataError),
    ):
        stored.mappings["labels"] = mapping
        with pytest.raises(kind):
            stored.freeze()

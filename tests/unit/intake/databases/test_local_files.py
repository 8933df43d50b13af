"""Databases that are files: SQLite and DuckDB, read-only and nothing else of this machine."""

from __future__ import annotations

import datetime as dt
import sqlite3

import duckdb
import pytest

PLACE = "warehouse: query of labels"


@pytest.fixture
def lite(tmp_path) -> sqlite3.Connection:
    """labels.db, open for the test to fill."""
    connection = sqlite3.connect(tmp_path / "labels.db", isolation_level=None)
    yield connection
    connection.close()


@pytest.fixture
def duck(tmp_path):
    """Run statements in labels.duckdb."""

    def run(*statements: str) -> None:
        with duckdb.connect(tmp_path / "labels.duckdb") as connection:
            for statement in statements:
                connection.execute(statement)

    return run


def test_sqlite_gives_what_it_holds_and_binds_instants_as_its_functions_write_them(lite, answer):
    """A column may hold several types there: it is text then."""
    lite.execute("CREATE TABLE labels (id, at TEXT, share REAL, mixed)")
    lite.executemany(
        "INSERT INTO labels VALUES (?, ?, ?, ?)",
        [(1, "2026-10-01T00:00:00Z", 1, 7), (2, "2026-11-01T00:00:00Z", 0.5, "x"), (3, "2026-10-31", 0, "y")],
    )
    found = answer(
        "sqlite:///labels.db",
        "SELECT id, share, mixed FROM labels"
        " WHERE datetime(at) >= {start} AND datetime(at) < {end} ORDER BY id",
    )

    assert [
        {"id": 1, "share": 1.0, "mixed": "7"},
        {"id": 3, "share": 0.0, "mixed": "y"},
    ] == found.to_pylist()


def test_duckdb_gives_its_types_and_binds_instants(duck, answer):
    """Decimals by their declaration, what we have no type for as text."""
    duck(
        "CREATE TABLE labels AS SELECT TIMESTAMPTZ '2026-10-01 08:00+08' AS at, 0.10::DECIMAL(8, 2) AS score,"
        " 170141183460469231731687303715884105727::HUGEINT AS id, {'a': 1} AS made, ['x'] AS texts,"
        " 'q'::ENUM('q') AS queue, 7::UTINYINT AS small, TIME '09:30' AS clock"
    )
    (row,) = answer(
        "duckdb:///labels.duckdb",
        'SELECT * FROM labels WHERE "at" >= {start} AND "at" < {end} AND {market} = \'SG\' -- the market',
    ).to_pylist()

    assert dt.datetime(2026, 10, 1, tzinfo=dt.UTC) == row["at"]
    assert (0.1, str(2**127 - 1), '{"a":1}', ["x"]) == (row["score"], row["id"], row["made"], row["texts"])
    assert ("q", 7, "09:30:00") == (row["queue"], row["small"], row["clock"])


@pytest.mark.parametrize("query", ["WITH a AS (SELECT 1) INSERT INTO labels SELECT * FROM a"])
def test_nothing_writes(lite, duck, refusal, query):
    """SQLite opens its file for reading, DuckDB attaches it so."""
    lite.execute("CREATE TABLE labels (id)")
    duck("CREATE TABLE labels (id INT)")

    assert f"{PLACE}: would write: " in refusal("sqlite:///labels.db", query)
    assert f"{PLACE}: " in refusal("duckdb:///labels.duckdb", query)
    assert 0 == lite.execute("SELECT COUNT(*) FROM labels").fetchone()[0]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_csv('{}/secret.csv')",
        "SELECT * FROM '{}/secret.csv'",
        "SELECT * FROM read_text('{}/secret.csv')",
        "SELECT 1; ATTACH '{}/secret.csv' AS other",
        "SELECT * FROM labels; COPY labels TO '{}/out.csv'",
    ],
)
def test_a_query_of_duckdb_reaches_no_other_file(duck, refusal, tmp_path, query):
    """Neither to read it nor to write one."""
    (tmp_path / "secret.csv").write_text("a\ncanary\n", encoding="utf-8")
    duck("CREATE TABLE labels (id INT)")

    assert f"{PLACE}: " in refusal("duckdb:///labels.duckdb", query.replace("{}", str(tmp_path)))
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize("url", ["sqlite:///labels.db", "duckdb:///labels.duckdb"])
def test_a_statement_over_its_time_is_stopped(lite, duck, refusal, url):
    """From outside, for these have no limit of their own."""
    lite.execute("CREATE TABLE labels (id)")
    duck("CREATE TABLE labels (id INT)")
    endless = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000000)"
        " SELECT COUNT(*) AS c FROM n"
    )

    assert f"{PLACE}: took longer than 1 s and was stopped" in refusal(url, endless, seconds=1)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("sqlite://", "names no file of the workspace"),
        ("sqlite:///:memory:", "names no file of the workspace"),
        ("sqlite:////etc/labels.db", "names no file of the workspace"),
        ("sqlite:///file:labels.db?mode=rwc&uri=true", "names no file of the workspace"),
        ("duckdb://elsewhere/labels.duckdb", "names no file of the workspace"),
        ("sqlite:///missing.db", "missing.db: no such file"),
        ("duckdb:///missing.duckdb", "missing.duckdb: no such file"),
        ("sqlite:///text.db", "file is not a database"),
        ("duckdb:///text.db", "not a valid DuckDB database file"),
    ],
)
def test_what_is_no_database_of_the_workspace_is_refused(refusal, tmp_path, url, message):
    """And none is made."""
    (tmp_path / "text.db").write_text("label_event_id\n" * 100, encoding="utf-8")

    assert message in refusal(url, "SELECT 1")
    assert not (tmp_path / "missing.db").exists()


@pytest.mark.parametrize(
    ("url", "extra"),
    [
        ("mysql://host/db", "labelqa[mysql]"),
        ("snowflake://account/db", "snowflake-sqlalchemy"),
        ("trino://host/db", "trino[sqlalchemy]"),
        ("bigquery://project", "sqlalchemy-bigquery"),
        ("clickhouse://host/db", "clickhouse-sqlalchemy"),
        ("mssql://host/db", "pyodbc"),
        ("nonsense://host/db", "the SQLAlchemy dialect of nonsense"),
    ],
)
def test_without_its_library_a_database_is_refused_with_what_brings_it(refusal, url, extra):
    """None of these is installed with the tests."""
    assert f"pip install '{extra}'" in refusal(url, "SELECT 1")

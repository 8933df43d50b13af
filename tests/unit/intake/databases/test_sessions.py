"""A real PostgreSQL: read-only, of one moment, within its time, typed."""

from __future__ import annotations

import datetime as dt
import socket
import threading
import time

import pytest
from builders.postgresql import PASSWORD

from labelqa.errors import DataError
from labelqa.intake.databases import Bounds, Wanted, changes, read
from labelqa.intake.databases.queries import Query
from labelqa.intake.databases.sessions import BATCH, session
from labelqa.params import DatabaseParams, Mapping

from .conftest import OCTOBER, files

PLACE = "warehouse: query of labels"


def test_every_type_of_a_database_has_one_of_ours(postgresql, answer):
    """Instants in UTC, decimals by their declaration, JSON as text, arrays as lists."""
    rows = answer(
        postgresql.url,
        "SELECT TIMESTAMPTZ '2026-10-01 12:00+08' AS at, TIMESTAMP '2026-10-01 12:00' AS shown,"
        " DATE '2026-10-01' AS day, NUMERIC(8, 2) '0.10' AS score, NUMERIC '12345678901234567890' AS id,"
        " 9223372036854775807 AS big, jsonb '{\"b\": [1], \"a\": null}' AS made, ARRAY['x', 'y'] AS texts,"
        " true AS yes, NULL AS nothing, uuid '00000000-0000-0000-0000-000000000001' AS key",
    )
    (row,) = rows.to_pylist()

    assert dt.datetime(2026, 10, 1, 4, tzinfo=dt.UTC) == row["at"]
    assert dt.datetime(2026, 10, 1, 12) == row["shown"]  # noqa: DTZ001
    assert dt.date(2026, 10, 1) == row["day"]
    assert (0.1, "12345678901234567890", 2**63 - 1) == (row["score"], row["id"], row["big"])
    assert ('{"a":null,"b":[1]}', ["x", "y"]) == (row["made"], row["texts"])
    assert (True, None, "00000000-0000-0000-0000-000000000001") == (row["yes"], row["nothing"], row["key"])


def test_values_are_bound_and_never_pasted(postgresql, tmp_path):
    """A market that is SQL is a market; casts, times and percents in the query are its own."""
    evil = "SG'; DROP TABLE labels; --"
    sql = (
        "SELECT {market}::text AS market, {start} = TIMESTAMPTZ '2026-10-01 00:00:00+00' AS began,"
        " {end} - {start} = INTERVAL '31 days' AS whole, 'a:b %s {x} 10:30' AS own, 7 % 4 AS rest"
    )
    with session("warehouse", DatabaseParams(url=postgresql.url), tmp_path) as database:
        bound = Bounds(evil, OCTOBER.start, OCTOBER.end).bound(database.instants)
        *_, batch = database.read(Query(sql, PLACE), bound)
        (row,) = batch.to_pylist()

    assert {"market": evil, "began": True, "whole": True, "own": "a:b %s {x} 10:30", "rest": 3} == row


@pytest.mark.parametrize(
    "query",
    [
        "WITH made AS (INSERT INTO labels VALUES ('e2') RETURNING *) SELECT * FROM made",
        "SELECT nextval('numbers')",
        "SELECT writes()",
        "SELECT * FROM labels FOR UPDATE",
    ],
)
def test_nothing_writes(postgresql, refusal, query):
    """Neither a query that inserts nor a function that does; the table stays as it is."""
    postgresql.execute(
        "CREATE TABLE labels (label_event_id text)",
        "CREATE SEQUENCE numbers",
        "CREATE FUNCTION writes() RETURNS int LANGUAGE plpgsql AS"
        " $$ BEGIN INSERT INTO labels VALUES ('e3'); RETURN 1; END $$",
    )

    assert f"{PLACE}: would write: " in refusal(postgresql.url, query)
    with postgresql.connect() as connection:
        assert (0,) == connection.execute("SELECT COUNT(*) FROM labels").fetchone()


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * FROM lables", 'relation "lables" does not exist'),
        ("SELECT wrong FROM (SELECT 1 AS a) AS t", 'column "wrong" does not exist'),
        ("SELECT FROM WHERE", "syntax error"),
        ("SELECT 1; SELECT 2", "cannot insert multiple commands"),
        ("SELECT 1 AS a, 2 AS a", "column a stands twice in the answer"),
        ("SELECT 1 / 0", "division by zero"),
    ],
)
def test_what_the_database_refuses_is_one_message(postgresql, refusal, query, message):
    """With the place, and a remedy."""
    said = refusal(postgresql.url, query)

    assert said.startswith(f"{PLACE}: ")
    assert message in said


def test_a_database_that_repeats_a_secret_is_not_repeated(postgresql, refusal):
    """Its words are told without the password."""
    postgresql.execute(
        "CREATE FUNCTION tells() RETURNS int LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION 'password={PASSWORD} it was'; END $$"
    )

    assert "cannot be read: password=••• it was" in refusal(postgresql.url, "SELECT tells()")


def test_a_statement_over_its_time_is_stopped(postgresql, refusal):
    """By the server itself, which works for nobody afterwards."""
    said = refusal(postgresql.url, "SELECT pg_sleep(60)", seconds=1)

    assert f"{PLACE}: took longer than 1 s and was stopped; ask for less" in said


def test_the_time_that_we_take_ourselves_is_not_the_statements(postgresql, tmp_path):
    """A large table may take long as a whole: what is limited is how long its next rows take."""
    with session("warehouse", DatabaseParams(url=postgresql.url, seconds=1), tmp_path) as database:
        read_rows = 0
        for batch in database.read(Query("SELECT g AS n FROM generate_series(1, 50000) AS g", PLACE), {}):
            time.sleep(0.6)
            read_rows += batch.num_rows

    assert 50_000 == read_rows


def test_wrong_credentials_are_told_without_them(postgresql, refusal, monkeypatch):
    """And where to correct them."""
    monkeypatch.setenv("LABELQA_DATABASE_WAREHOUSE", "owner:canary-that-is-wrong")
    said = refusal(postgresql.url, "SELECT 1")

    assert "warehouse: cannot be opened: " in said
    assert "password authentication failed" in said
    assert "the environment's LABELQA_DATABASE_WAREHOUSE" in said


def test_credentials_may_stand_in_a_closed_file(postgresql, answer, monkeypatch, tmp_path):
    """Where the environment has none; settings of the driver go with them."""
    monkeypatch.delenv("LABELQA_DATABASE_WAREHOUSE")
    keys = tmp_path / "warehouse.keys"
    keys.write_text(
        f'{{"user": "owner", "password": "{PASSWORD}", "application_name": "a b"}}', encoding="utf-8"
    )
    keys.chmod(0o600)
    query = "SELECT current_setting('application_name') AS name"

    assert ["a b"] == answer(postgresql.url, query, credentials="warehouse.keys")["name"].to_pylist()


def test_a_server_that_is_not_there_is_one_message(refusal):
    """Refused by the network."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        said = refusal(f"postgresql://127.0.0.1:{unused.getsockname()[1]}/postgres", "SELECT 1")

    assert "warehouse: cannot be opened: " in said


def test_all_tables_are_of_one_moment(postgresql, tmp_path):
    """What is written between the first and the second is in neither."""
    postgresql.execute("CREATE TABLE labels (id int)", "CREATE TABLE audits (id int)")
    with session("warehouse", DatabaseParams(url=postgresql.url), tmp_path) as database:
        labels = [row for batch in database.read(Query("SELECT * FROM labels", PLACE), {}) for row in batch]
        postgresql.execute("INSERT INTO labels VALUES (1)", "INSERT INTO audits VALUES (1)")
        found = [
            batch.num_rows
            for table in ("labels", "audits")
            for batch in database.read(Query(f"SELECT * FROM {table}", PLACE), {})
        ]

    assert 0 == sum(found)
    assert labels


def test_rows_come_in_batches_from_a_cursor_on_the_server(postgresql, tmp_path):
    """A table is never in memory as a whole."""
    with session("warehouse", DatabaseParams(url=postgresql.url), tmp_path) as database:
        query = Query("SELECT g AS n FROM generate_series(1, 50000) AS g", PLACE)
        sizes = [batch.num_rows for batch in database.read(query, {})]

    assert [0, BATCH, BATCH, 50_000 - 2 * BATCH] == sizes


def test_a_database_that_goes_in_the_middle_leaves_nothing(postgresql, tmp_path):
    """Its server is killed while rows come: one message, no file, and a server that starts again serves."""
    postgresql.execute(
        "CREATE TABLE labels AS SELECT g AS n, repeat('x', 500) AS t FROM generate_series(1, 200000) AS g"
    )
    wanted = {tmp_path / "work" / "labels.parquet": Wanted("labels", _mapping(table="labels"))}
    (tmp_path / "work").mkdir()
    killing = threading.Thread(target=_kill_when_read, args=(postgresql, tmp_path / "work"))
    killing.start()
    try:
        with pytest.raises(DataError) as refused:
            read({"warehouse": DatabaseParams(url=postgresql.url)}, wanted, OCTOBER, tmp_path)
    finally:
        killing.join()
        postgresql.start()

    assert str(refused.value).startswith("warehouse: table labels: cannot be read: ")
    assert [] == files(tmp_path / "work")


def _kill_when_read(postgresql, folder) -> None:
    while not any(folder.rglob("00000001.parquet")):
        pass
    postgresql.kill()


def _mapping(**keys: str) -> Mapping:
    return Mapping.model_validate({"database": "warehouse", **keys})


def test_a_changed_query_tells_from_outside_that_rows_changed(postgresql, tmp_path):
    """Whatever it answers; a database that has none is not asked."""
    postgresql.execute("CREATE TABLE labels (id int)")
    known = {"warehouse": DatabaseParams(url=postgresql.url)}
    told = Wanted("labels", _mapping(table="labels", changed="SELECT max(id), count(*) FROM labels"))
    before = changes(known, [told], OCTOBER, tmp_path)
    postgresql.execute("INSERT INTO labels VALUES (7)")

    after = changes(known, [told], OCTOBER, tmp_path)

    assert {"warehouse: table labels": [{"max": "None", "count": "0"}]} == before
    assert {"warehouse: table labels": [{"max": "7", "count": "1"}]} == after
    assert {} == changes(known, [Wanted("labels", _mapping(table="labels"))], OCTOBER, tmp_path)

"""Places that really are there: an S3 store, a web server, a PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from builders.postgresql import PASSWORD, PostgreSQL, require_postgresql
from builders.stores import S3, Web, s3_store, web_server


@pytest.fixture
def s3(monkeypatch) -> Iterator[S3]:
    """An S3 store whose keys stand in the environment."""
    with s3_store(monkeypatch) as store:
        yield store


@pytest.fixture
def web() -> Iterator[Web]:
    """A web server."""
    with web_server() as server:
        yield server


@pytest.fixture(scope="module")
def running_postgresql() -> Iterator[PostgreSQL]:
    """A server for the tests of one module."""
    require_postgresql()
    server = PostgreSQL()
    try:
        yield server
    finally:
        server.remove()


@pytest.fixture
def postgresql(running_postgresql, monkeypatch) -> PostgreSQL:
    """The server, empty, its owner's password in the environment."""
    running_postgresql.execute("DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
    monkeypatch.setenv("LABELQA_DATABASE_WAREHOUSE", f"owner:{PASSWORD}")
    return running_postgresql

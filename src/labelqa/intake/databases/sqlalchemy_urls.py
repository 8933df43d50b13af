"""Every other database, by its SQLAlchemy URL."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
from sqlalchemy import URL, create_engine, make_url, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from ...errors import ParamsError, Problem
from ...params import DatabaseParams
from ..credentials import Credentials
from .columns import column, decimals
from .dialects import Dialect, Instants
from .local_files import path_of
from .queries import Query
from .sessions import BATCH


class SQLAlchemySession:
    """A Session of one connection and one transaction, opened as its dialect says."""

    instants: Instants

    def __init__(
        self, database: DatabaseParams, dialect: Dialect, known: Credentials, workspace: Path
    ) -> None:
        self.instants = dialect.instants
        url = _url(database.url, dialect, known)
        if url.get_backend_name() == "sqlite":
            self._engine = create_engine(
                "sqlite://", creator=_sqlite(path_of(database.url, workspace)), poolclass=NullPool
            )
        else:
            self._engine = _engine(url, dialect)
        self._connection = self._engine.connect()
        try:
            for statement in dialect.opening:
                told = statement.format(seconds=database.seconds, ms=1000 * database.seconds)
                self._connection.exec_driver_sql(told)
        except BaseException:
            self.close()
            raise

    def quoted(self, name: str) -> str:
        """As the dialect writes it."""
        return self._engine.dialect.identifier_preparer.quote_identifier(name)

    def batches(self, query: Query, bound: Mapping[str, object]) -> Generator[pa.Table]:
        """By a cursor on the server where the driver has one."""
        # NOTE: every other colon is the query's own (a cast, a time of day), not SQLAlchemy's.
        sql = text(Query(query.sql.replace(":", r"\:"), query.place).filled(lambda name: f":{name}"))
        streaming = {"stream_results": True, "max_row_buffer": BATCH}
        with self._connection.execute(sql, dict(bound), execution_options=streaming) as rows:
            kinds = [_decimal(told) for told in rows.cursor.description]
            names = list(rows.keys())
            yield _table(names, [()] * len(names), kinds)
            for batch in rows.partitions(BATCH):
                yield _table(names, list(zip(*batch, strict=True)), kinds)

    def interrupt(self) -> None:
        """Stop the running query where the driver can; where it cannot, the server's own limit must."""
        driver = self._connection.connection.driver_connection
        for name in ("interrupt", "cancel_safe", "cancel"):
            if stop := getattr(driver, name, None):
                stop()
                return

    def close(self) -> None:
        """Roll back and close."""
        self._connection.close()
        self._engine.dispose()


def _url(address: str, dialect: Dialect, known: Credentials) -> URL:
    try:
        url = make_url(address)
    except ArgumentError:
        remedy = "write it as postgresql://host/database or the like"
        raise ParamsError(
            Problem("is no SQLAlchemy URL", "databases in params/sources.yml", remedy)
        ) from None
    if "+" not in url.drivername and dialect.driver:
        url = url.set(drivername=f"{url.drivername}+{dialect.driver}")
    settings = {name: str(value) for name, value in known.settings.items()}
    url = url.set(username=settings.pop("user", None), password=settings.pop("password", None))
    return url.update_query_dict(settings)


def _engine(url: URL, dialect: Dialect) -> Any:
    try:
        return create_engine(
            url, poolclass=NullPool, connect_args=dict(dialect.connect), hide_parameters=True
        )
    except NoSuchModuleError:
        raise ImportError(url.get_backend_name()) from None


def _sqlite(path: Path) -> Any:
    """A connection that cannot write, and cannot be made to open another file."""

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        connection.execute("PRAGMA query_only = ON")
        # NOTE: one transaction for all tables, which SQLite begins with what is read first.
        connection.isolation_level = None
        connection.execute("BEGIN")
        connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
        return connection

    return connect


def _decimal(told: Sequence[Any]) -> pa.DataType:
    """What decimals of a result's column become, by the precision and scale that the driver tells of it."""
    precision, scale = (told[4], told[5]) if len(told) > 5 else (None, None)
    return decimals(precision, scale)


def _table(names: list[str], columns: list[Sequence[Any]], kinds: list[pa.DataType]) -> pa.Table:
    return pa.Table.from_arrays(
        [column(values, kind) for values, kind in zip(columns, kinds, strict=True)], names=names
    )

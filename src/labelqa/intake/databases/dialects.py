"""What each kind of database needs: its driver, its read-only session, its statement time limit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Instants = Literal["aware", "naive", "text"]


@dataclass(frozen=True)
class Dialect:
    """
    One kind of database.

    `driver` is the one meant where a URL names none, `install` brings it. `opening` are the statements that
    begin a session, in which `{seconds}` and `{ms}` are the time limit: they make it read-only, in UTC and of
    one moment as far as this kind can. `instants` tells how {start} and {end} are bound: with UTC as their
    zone, without one, or as text such as 2026-10-01 00:00:00. `connect` goes to the driver.
    """

    install: str
    driver: str = ""
    opening: tuple[str, ...] = ()
    instants: Instants = "naive"
    connect: Mapping[str, object] = field(default_factory=dict)


_MYSQL = (
    "SET SESSION time_zone = '+00:00'",
    "SET SESSION max_execution_time = {ms}",
    "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY",
)
_MARIADB = (_MYSQL[0], "SET SESSION max_statement_time = {seconds}", _MYSQL[2])
_POSTGRESQL = (
    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
    "SET LOCAL statement_timeout = {ms}",
    "SET LOCAL TIME ZONE 'UTC'",
)
_TCP = {"connect_timeout": 30, "keepalives_idle": 30, "keepalives_interval": 10, "tcp_user_timeout": 60_000}

DIALECTS: Mapping[str, Dialect] = {
    "postgresql": Dialect("labelqa[postgres]", "psycopg", _POSTGRESQL, "aware", _TCP),
    "sqlite": Dialect("labelqa", instants="text"),
    "duckdb": Dialect("labelqa"),
    "mysql": Dialect("labelqa[mysql]", "pymysql", _MYSQL, connect={"connect_timeout": 30}),
    "mariadb": Dialect("labelqa[mysql]", "pymysql", _MARIADB, connect={"connect_timeout": 30}),
    "oracle": Dialect("oracledb", "oracledb", ("SET TRANSACTION READ ONLY",)),
    "mssql": Dialect("pyodbc", "pyodbc", connect={"timeout": 30}),
    "snowflake": Dialect(
        "snowflake-sqlalchemy",
        opening=(
            "ALTER SESSION SET STATEMENT_TIMEOUT_IN_SECONDS = {seconds}",
            "ALTER SESSION SET TIMEZONE = 'UTC'",
        ),
        instants="aware",
    ),
    "trino": Dialect("trino[sqlalchemy]", opening=("SET SESSION query_max_run_time = '{seconds}s'",)),
    "clickhouse": Dialect(
        "clickhouse-sqlalchemy", opening=("SET max_execution_time = {seconds}", "SET readonly = 1")
    ),
    "bigquery": Dialect("sqlalchemy-bigquery", instants="aware"),
    "redshift": Dialect("sqlalchemy-redshift", opening=("SET statement_timeout = {ms}",)),
    "databricks": Dialect(
        "databricks-sqlalchemy", opening=("SET STATEMENT_TIMEOUT = {seconds}",), instants="aware"
    ),
}
"""Known kinds by the first word of their URLs; PostgreSQL, SQLite and DuckDB are run by our own tests."""

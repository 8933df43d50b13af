"""A real PostgreSQL server of Debian's packages, in a temporary folder and on a free port."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

import psycopg
import pytest

PASSWORD = "canary-of-postgresql"
"""The password of the owner: looked for in everything that is written or said."""


class PostgreSQL:
    """A server that listens on 127.0.0.1 alone; its owner is `owner`."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="labelqa-postgresql-"))
        self.port = _free_port()
        (self.folder / "password").write_text(PASSWORD, encoding="utf-8")
        if os.geteuid() == 0:  # initdb refuses root
            for path in (self.folder, self.folder / "password"):
                shutil.chown(path, "postgres", "postgres")
        self._run(
            *("initdb", "--pgdata", "data", "--username", "owner", "--pwfile", "password"),
            *("--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
        )
        self.start()

    @property
    def url(self) -> str:
        """Its address, as params name it."""
        return f"postgresql://127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Let it listen."""
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        self._run("pg_ctl", "start", "--wait", "--pgdata", "data", "--log", "log", "--options", options)

    def kill(self) -> None:
        """End it and all its processes at once, as a machine that loses its power does."""
        pid = int((self.folder / "data" / "postmaster.pid").read_text(encoding="utf-8").split()[0])
        os.kill(pid, signal.SIGQUIT)  # an immediate shutdown: sessions are cut off
        while Path(f"/proc/{pid}").exists():
            time.sleep(0.05)

    def remove(self) -> None:
        """Stop it and take its folder away."""
        if (self.folder / "data" / "postmaster.pid").exists():
            self._run("pg_ctl", "stop", "--mode", "immediate", "--pgdata", "data")
        shutil.rmtree(self.folder)

    def execute(self, *statements: str) -> None:
        """Run statements as its owner."""
        with self.connect() as connection:
            for statement in statements:
                connection.execute(statement)

    def connect(self) -> psycopg.Connection:
        """A connection of its owner."""
        return psycopg.connect(
            host="127.0.0.1", port=self.port, dbname="postgres", user="owner", password=PASSWORD
        )

    def insert(self, table: str, rows: Iterable[dict[str, object]]) -> None:
        """Insert rows, the columns named."""
        with self.connect() as connection, connection.cursor() as cursor:
            for row in rows:
                names = ", ".join(f'"{name}"' for name in row)
                marks = ", ".join(["%s"] * len(row))
                cursor.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values()))

    def _run(self, program: str, *arguments: str) -> None:
        user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
        done = subprocess.run(
            [str(_programs() / program), *arguments],
            cwd=self.folder,
            stdout=subprocess.DEVNULL,  # the server would keep a pipe open
            stderr=subprocess.PIPE if program == "initdb" else subprocess.DEVNULL,
            check=False,
            **user,
        )
        assert 0 == done.returncode, (program, done.stderr)


def require_postgresql() -> None:
    """Skip the test where there is none to start."""
    if _programs() is None:
        pytest.skip("PostgreSQL's server is not installed: apt-get install postgresql")


def _programs() -> Path | None:
    return max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])

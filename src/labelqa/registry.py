"""The record of every run, and of all that a vendor was ever told of others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    DateTime,
    Engine,
    Float,
    Integer,
    MetaData,
    Table,
    Text,
    create_engine,
    insert,
    select,
    update,
)
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import NullPool
from sqlalchemy.schema import CreateTable

from .errors import JobError, ParamsError, Problem

RUNNING = "running"
LOOKS = "looks "  # begins the name of a fact on what only looks wrong in a report
INTERRUPTED = "interrupted"

_METADATA = MetaData()
_RUNS = Table(
    "runs",
    _METADATA,
    Column("id", Integer, primary_key=True),
    Column("started", DateTime(timezone=False), nullable=False),
    Column("job", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("revision", Text),
    Column("snapshot", Text),
    Column("seconds", Float),
    Column("cause", Text),
)
_FACTS = Table(
    "facts",
    _METADATA,
    Column("run", Integer, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("text", Text, nullable=False),
)
_RELEASES = Table(
    "releases",
    _METADATA,
    Column("id", Integer, primary_key=True),
    Column("job", Text, nullable=False),
    Column("revision", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("statements", Text, nullable=False),
    Column("rules", Text, nullable=False),
    Column("digest", Text, nullable=False),
)


@dataclass(frozen=True)
class Run:
    """
    One run of one job.

    `started` is in UTC. `status` is running, interrupted (its process was killed) or the status of
    the job's result; the rest is None until, or unless, there was such a thing.
    """

    id: int
    started: dt.datetime
    job: str
    status: str
    revision: str | None
    snapshot: str | None
    seconds: float | None
    cause: str | None


@dataclass(frozen=True)
class Release:
    """
    What one revision told its recipient, a vendor, of others: `statements` in JSON.

    `rules` is the version of the rules by which it was cleared, `digest` that of the tables it was told in.
    """

    job: str
    revision: str
    recipient: str
    statements: str
    rules: str
    digest: str


class Registry:
    """The tables in the database at `url`; `Registry.beside` is the default one in outputs."""

    def __init__(self, url: str) -> None:
        try:
            # No connection outlives its transaction: Python warns of those that nobody closes, from 3.13 on.
            self._engine: Engine = create_engine(url, poolclass=NullPool)
        except (ArgumentError, ImportError) as error:
            remedy = "write it as sqlite:///file.db, or install the driver it names"
            raise ParamsError(
                Problem(f"{url.partition('://')[0]!r} is no database", "registry", remedy)
            ) from error
        with self._transaction() as connection:
            for table in (_RUNS, _FACTS, _RELEASES):
                connection.execute(CreateTable(table, if_not_exists=True))

    @classmethod
    def beside(cls, outputs: Path) -> Registry:
        """The registry in SQLite inside the outputs folder."""
        outputs.mkdir(parents=True, exist_ok=True)
        return cls(f"sqlite:///{outputs / 'labelqa.db'}")

    def begin(self, job: str, started: dt.datetime) -> int:
        """
        Note that a run of `job` starts and return its id. Call under the job's lock.

        A run of the same job that is still noted as running was killed: the lock is ours.
        """
        left = (_RUNS.c.job == job) & (_RUNS.c.status == RUNNING)
        new = {"started": started.astimezone(dt.UTC).replace(tzinfo=None), "job": job, "status": RUNNING}
        with self._transaction() as connection:
            connection.execute(update(_RUNS).where(left).values(status=INTERRUPTED))
            run: int = connection.execute(insert(_RUNS).values(new).returning(_RUNS.c.id)).scalar_one()
            return run

    def finish(
        self,
        run: int,
        status: str,
        seconds: float,
        snapshot: str | None,
        revision: str | None,
        cause: str | None,
    ) -> None:
        """Note how a run ended, and what it used and made as far as it came."""
        ended = {
            "status": status,
            "seconds": seconds,
            "snapshot": snapshot,
            "revision": revision,
            "cause": cause,
        }
        with self._transaction() as connection:
            connection.execute(update(_RUNS).where(_RUNS.c.id == run).values(ended))

    def note(self, run: int, facts: Mapping[str, str]) -> None:
        """Note what else is to be known of a run, for internal readers: facts by name, each once."""
        if facts:
            with self._transaction() as connection:
                connection.execute(
                    insert(_FACTS), [{"run": run, "name": n, "text": t} for n, t in facts.items()]
                )

    def facts(self, run: int) -> dict[str, str]:
        """What was noted of a run, by name."""
        with self._transaction() as connection:
            rows = connection.execute(select(_FACTS).where(_FACTS.c.run == run).order_by(_FACTS.c.name))
            return {row.name: row.text for row in rows}

    def run(self, run: int) -> Run | None:
        """One run, or None where there is no such."""
        with self._transaction() as connection:
            row = connection.execute(select(_RUNS).where(_RUNS.c.id == run)).mappings().one_or_none()
            return Run(**row) if row else None

    def runs(self, limit: int) -> list[Run]:
        """The last runs, newest first."""
        with self._transaction() as connection:
            rows = connection.execute(select(_RUNS).order_by(_RUNS.c.id.desc()).limit(limit)).mappings()
            return [Run(**row) for row in rows]

    def release(self, release: Release) -> None:
        """Note for good what a revision tells its recipient. Call before the revision can be read."""
        with self._transaction() as connection:
            connection.execute(insert(_RELEASES).values(asdict(release)))

    def releases(self, recipients: Collection[str] | None) -> list[Release]:
        """Everything that any of the recipients, or anybody, was ever told, in the order told."""
        columns = [_RELEASES.c[field.name] for field in fields(Release)]
        told = select(*columns).order_by(_RELEASES.c.id)
        if recipients is not None:
            told = told.where(_RELEASES.c.recipient.in_(recipients))
        with self._transaction() as connection:
            return [Release(**row) for row in connection.execute(told).mappings()]

    def released(self) -> set[tuple[str, str]]:
        """The job and revision of every release."""
        with self._transaction() as connection:
            rows = connection.execute(select(_RELEASES.c.job, _RELEASES.c.revision))
            return {(row.job, row.revision) for row in rows}

    @property
    def place(self) -> str:
        """Where it is, without a password."""
        return self._engine.url.render_as_string(hide_password=True)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            what = f"the registry failed ({type(error).__name__})"
            remedy = "see that the database is there, has room and may be written"
            raise JobError(Problem(what, self.place, remedy)) from error

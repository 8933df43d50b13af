"""A session with a database: read-only, of one moment, each statement within its time."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from ...errors import DataError, LabelQAError, ParamsError, Problem
from ...params import DatabaseParams
from ...params.addresses import scheme_of
from .. import credentials
from ..credentials import Credentials
from .dialects import DIALECTS, Dialect, Instants
from .queries import Query
from .slots import slot

BATCH = 20_000  # rows read at a time


class Session(Protocol):
    """What one kind of database is asked through."""

    instants: Instants

    def quoted(self, name: str) -> str:
        """A table's or schema's name as it must be written there."""

    def batches(self, query: Query, bound: Mapping[str, object]) -> Generator[pa.Table]:
        """The rows of a query, BATCH at a time; at least one batch, for its columns."""

    def interrupt(self) -> None:
        """Stop what runs, called from another thread."""

    def close(self) -> None:
        """Let go of the database."""


@contextmanager
def session(name: str, database: DatabaseParams, workspace: Path) -> Iterator[Database]:
    """
    A database, opened for as long as all that is read of it must be of one moment.

    Raises ParamsError where its library is missing, DataError where it cannot be opened.
    """
    known = credentials.find("database", name, database.credentials, workspace)
    with slot(database.url):
        opened = Database(name, database, known, workspace)
        try:
            yield opened
        finally:
            opened.close()


class Database:
    """An open session: what is wrong with it is said without any secret, by its name in sources.yml."""

    def __init__(self, name: str, database: DatabaseParams, known: Credentials, workspace: Path) -> None:
        self.name, self._seconds, self._known = name, database.seconds, known
        kind = scheme_of(database.url).partition("+")[0]
        dialect = DIALECTS.get(kind, Dialect(f"the SQLAlchemy dialect of {kind}"))
        try:
            self._session = _open(kind, dialect, database, known, workspace)
        except ImportError:
            raise ParamsError(_lacks_library(name, kind, dialect)) from None
        except LabelQAError:
            raise
        except Exception as error:  # noqa: BLE001  see _asking
            remedy = f"see to the database, and to who reads it: {known.place}"
            raise DataError(Problem(f"cannot be opened: {self._said(error)}", name, remedy)) from None
        self.instants, self.quoted = self._session.instants, self._session.quoted

    def read(self, query: Query, bound: Mapping[str, object]) -> Iterator[pa.Table]:
        """
        The rows of a query in batches.

        Raises DataError, also where the first rows or the next ones take longer than the time limit.
        """
        with closing(self._session.batches(query, query.needs(bound))) as batches:
            while (batch := self._next(query, batches)) is not None:
                _refuse_twice(batch, query)
                yield batch

    def _next(self, query: Query, batches: Iterator[pa.Table]) -> pa.Table | None:
        with self._asking(query):
            return next(batches, None)

    def close(self) -> None:
        """Let go of it, whatever became of it."""
        with suppress(Exception):  # where it is gone, whoever read of it was told
            self._session.close()

    @contextmanager
    def _asking(self, query: Query) -> Iterator[None]:
        """Say in our words what fails: a driver's error may hold what it was told."""
        late = threading.Event()

        def stop() -> None:
            late.set()
            self._session.interrupt()

        limit = threading.Timer(self._seconds, stop)
        limit.daemon = True
        limit.start()
        try:
            yield
        except LabelQAError:
            raise
        except Exception as error:  # noqa: BLE001
            raise DataError(self._problem(query, error, late=late.is_set())) from None
        finally:
            limit.cancel()

    def _problem(self, query: Query, error: Exception, *, late: bool) -> Problem:
        said = self._said(error)
        if late or "statement timeout" in said:
            remedy = f"ask for less, add an index, or raise seconds of {self.name} in params/sources.yml"
            return Problem(f"took longer than {self._seconds} s and was stopped", query.place, remedy)
        if any(word in said for word in ("read-only", "readonly", "data-modifying")):
            return Problem(f"would write: {said}", query.place, "write a query that only reads")
        remedy = "correct it in params/sources.yml, or see to the database, then run again"
        return Problem(f"cannot be read: {said}", query.place, remedy)

    def _said(self, error: Exception) -> str:
        cause = getattr(error, "orig", None) or error
        first = str(cause).strip().partition("\n")[0][:300]
        return self._known.masked(first) or type(cause).__name__


def _open(
    kind: str, dialect: Dialect, database: DatabaseParams, known: Credentials, workspace: Path
) -> Session:
    # NOTE: imported here, so that a library nobody uses need not be installed.
    if kind == "duckdb":
        from .duckdb_files import DuckDBFile

        return DuckDBFile(database.url, workspace)
    from .sqlalchemy_urls import SQLAlchemySession

    return SQLAlchemySession(database, dialect, known, workspace)


def _refuse_twice(batch: pa.Table, query: Query) -> None:
    names = batch.schema.names
    if twice := sorted({name for name in names if names.count(name) > 1}):
        remedy = "give each its own name (AS)"
        raise DataError(Problem(f"column {twice[0]} stands twice in the answer", query.place, remedy))


def _lacks_library(name: str, kind: str, dialect: Dialect) -> Problem:
    return Problem(
        f"{kind} needs a library that is not installed",
        f"databases: {name}",
        f"pip install '{dialect.install}'",
    )

"""Sessions with databases that a test fills."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest

from labelqa.errors import DataError, ParamsError
from labelqa.intake.databases import Bounds
from labelqa.intake.databases.queries import Query
from labelqa.intake.databases.sessions import session
from labelqa.params import DatabaseParams

OCTOBER = Bounds("SG", dt.datetime(2026, 10, 1), dt.datetime(2026, 11, 1))  # noqa: DTZ001  UTC, unsaid
Answer = Callable[..., pa.Table]


@pytest.fixture
def answer(tmp_path) -> Answer:
    """Ask a database by its URL: the rows as one table of Arrow."""

    def ask(url: str, sql: str, **settings: object) -> pa.Table:
        with session("warehouse", DatabaseParams(url=url, **settings), tmp_path) as database:
            batches = list(database.read(Query(sql, "warehouse: query of labels"), _bound(database)))
        return pa.concat_tables(batches, promote_options="permissive")

    return ask


def _bound(database) -> dict[str, object]:
    return OCTOBER.bound(database.instants)


@pytest.fixture
def refusal(answer) -> Callable[..., str]:
    """The one problem with which a question is refused; it has a place, a remedy and no secret."""

    def refused(url: str, sql: str, **settings: object) -> str:
        with pytest.raises((DataError, ParamsError)) as error:
            answer(url, sql, **settings)
        (problem,) = error.value.problems
        assert problem.where
        assert problem.remedy
        assert "canary" not in str(problem)
        assert error.value.__cause__ is None
        return str(problem)

    return refused


def files(folder: Path) -> list[str]:
    """What stands in a folder."""
    return sorted(path.name for path in folder.iterdir())

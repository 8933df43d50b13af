"""Two small sample companies, one with incidents and one without, and a way to ask them questions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import pytest

from labelqa.contracts import CANONICAL
from labelqa.sample import write

LABELS = 800_000


@dataclass
class Written:
    """A sample company on disk."""

    folder: Path

    @cached_property
    def engine(self) -> duckdb.DuckDBPyConnection:
        """Every canonical table as a view, and `decisions`: labels with local time and roster row."""
        engine = duckdb.connect()
        for name in CANONICAL:
            files = f"{self.folder}/{name}.parquet"
            if (self.folder / name).is_dir():
                files = f"{self.folder}/{name}/*/*/*.parquet"
            engine.execute(
                f"CREATE VIEW \"{name}\" AS SELECT * FROM read_parquet('{files}', hive_partitioning = false)"
            )
        engine.execute(
            "CREATE VIEW decisions AS SELECT l.*, p.vendor_id, p.site_id, p.team_id, p.ramp_track, local_at"
            " FROM (SELECT *, (submitted_at AT TIME ZONE 'UTC') AT TIME ZONE timezone AS local_at"
            " FROM labels JOIN markets USING (market_id)) l LEFT JOIN people p ON p.person_id = l.person_id"
            " AND CAST(local_at AS DATE) >= valid_from"
            " AND CAST(local_at AS DATE) < COALESCE(valid_to, DATE '9999-01-01')"
        )
        return engine

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        return self.engine.execute(query).fetchall()

    def value(self, query: str) -> Any:
        """The one value of a query."""
        [(value,)] = self.rows(query)
        return value

    @cached_property
    def answers(self) -> list[dict[str, Any]]:
        """The answer key."""
        return json.loads((self.folder / "answers.json").read_text(encoding="utf-8"))

    def answer(self, kind: str) -> dict[str, Any]:
        """The first answer of a kind."""
        return next(answer for answer in self.answers if answer["kind"] == kind)


@pytest.fixture(scope="session")
def troubled(tmp_path_factory) -> Written:
    """A small company in which things go wrong."""
    return Written(write(tmp_path_factory.mktemp("sample") / "data", labels=LABELS))


@pytest.fixture(scope="session")
def untroubled(tmp_path_factory) -> Written:
    """The same company with nothing planted."""
    return Written(write(tmp_path_factory.mktemp("sample") / "data", labels=LABELS, planted=False))

"""A small company on disk: two agents and a QA of one market, whose rows each test may change."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from labelqa.contracts import CANONICAL, ColumnContract
from labelqa.contracts.decisions import WIDE
from labelqa.engines.parquet import schema
from labelqa.params import load
from labelqa.periods import parse
from labelqa.snapshots import Snapshot, freeze

TODAY = dt.date(2026, 11, 23)
OCTOBER = dt.datetime(2026, 10, 1, 2, tzinfo=dt.UTC)
PARAMS = {
    "project.yml": "organisation: Test Company\nlimits: {strict: true}\n",
    "editions.yml": "internal: {kind: internal, sees: [open, pseudonymous, commercial]}\n",
    "reports/market_report.yml": (
        "title: Quality\nnotebook: market_report.ipynb\nowner: Quality team\neditions: [internal]\n"
    ),
}


@dataclass
class Company:
    """Rows by table; `written` puts them on disk with the params that map them."""

    root: Path
    rows: dict[str, list[dict[str, object]]]
    mappings: dict[str, str] = field(default_factory=dict)
    markets: dict[str, str] = field(default_factory=lambda: {"SG": "Asia/Singapore"})
    extra: str = ""
    project: str = PARAMS["project.yml"]

    def drop(self, *tables: str) -> None:
        """Take tables away."""
        for table in tables:
            del self.rows[table]

    def written(self) -> Path:
        """Write data and params; the workspace."""
        for name, rows in self.rows.items():
            path = self.root / "data" / f"{name}.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            pq.write_table(pa.Table.from_pylist(rows, schema(_columns(name, rows))), path)
        tables = {name: f"{{files: data/{name}.parquet}}" for name in self.rows} | self.mappings
        sources = "tables:\n" + "".join(f"  {name}: {text}\n" for name, text in tables.items()) + self.extra
        files = {**PARAMS, "sources.yml": sources, "project.yml": self.project}
        for market, zone in self.markets.items():
            files[f"markets/{market}.yml"] = (
                f"name: Market\ntimezone: {zone}\nlocale: en\nlanguages: [en]\nowner: Quality team\n"
            )
        for name, text in files.items():
            path = self.root / "params" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return self.root

    def freeze(self, period: str = "2026-10", market: str = "SG", today: dt.date = TODAY) -> Snapshot:
        """Write everything and freeze it."""
        root = self.written()
        return freeze(load(root), market, parse(period), root / "outputs", root, today=today)

    def frozen(self, table: str, **which: str) -> list[dict[str, object]]:
        """Freeze, and give the rows of one table."""
        return pq.read_table(self.freeze(**which).folder / f"{table}.parquet").to_pylist()

    def write_csv(self, name: str, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> Path:
        """Write a CSV file below data/."""
        path = self.root / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([list(columns), *rows])
        return path

    @staticmethod
    def label(number: int, person: str = "p1", right: bool = True, **others: object) -> dict[str, object]:
        """One decision of October, a minute after the one before."""
        return {
            "label_event_id": f"e{number}",
            "item_id": f"i{number}",
            "market_id": "SG",
            "queue_id": "q1",
            "person_id": person,
            "label_id": "ok" if right else "bad",
            "sop_version": "1",
            "submitted_at": OCTOBER + dt.timedelta(minutes=number),
            "active_ms": 1000 * number,
            "attempt": 1,
            "is_gold": False,
            "was_skipped": False,
            "suggestion_shown": False,
            **others,
        }

    @staticmethod
    def audit(number: int, **others: object) -> dict[str, object]:
        """The audit of the decision of that number; four of them make up the design's one stratum."""
        return {
            "audit_id": f"a{number}",
            "market_id": "SG",
            "label_event_id": f"e{number}",
            "qa_person_id": "qa1",
            "design_id": "monthly",
            "stratum_id": "2026-10/all",
            "incl_prob": 0.1,
            "frame_size": 40,
            "sample_size": 4,
            "labelled_at": OCTOBER + dt.timedelta(minutes=number),
            "blind": True,
            "verdict": "correct",
            "ref_label_id": "ok",
            "audited_at": OCTOBER + dt.timedelta(days=1, minutes=number),
            **others,
        }

    @staticmethod
    def person(name: str, **others: object) -> dict[str, object]:
        """A roster row."""
        return {
            "person_id": name,
            "valid_from": dt.date(2026, 1, 1),
            "role": "qa" if name.startswith("qa") else "agent",
            "vendor_id": "v1",
            "site_id": "s1",
            **others,
        }


def _columns(table: str, rows: list[dict[str, object]]) -> list[ColumnContract]:
    """The columns of a table, but for those of a wide row that no row has."""
    held, wide = {name for row in rows for name in row}, {column.name for column in WIDE}
    return [each for each in CANONICAL[table].columns if each.name in held or each.name not in wide]


@pytest.fixture
def company(tmp_path: Path) -> Company:
    """Forty decisions of two agents on 1 October, four of them audited."""
    return Company(
        tmp_path,
        {
            "vendors": [{"vendor_id": "v1", "name": "Vendor"}],
            "sites": [{"site_id": "s1", "vendor_id": "v1", "name": "Site"}],
            "people": [Company.person("p1"), Company.person("p2"), Company.person("qa1")],
            "queues": [
                {
                    "queue_id": "q1",
                    "name": "Queue",
                    "task_type": "single",
                    "taxonomy_version": "t1",
                    "sop_family": "f1",
                }
            ],
            "label_classes": [
                {
                    "taxonomy_version": "t1",
                    "label_id": name,
                    "name": name,
                    "is_violation": name == "bad",
                    "severity_weight": 1.0,
                }
                for name in ("ok", "bad")
            ],
            "sample_designs": [
                {
                    "design_id": "monthly",
                    "purpose": "monthly_estimate",
                    "strata": "all",
                    "method": "srs",
                    "is_probability": True,
                }
            ],
            "labels": [Company.label(n, "p1" if n % 2 else "p2") for n in range(1, 41)],
            "audits": [Company.audit(n) for n in range(1, 5)],
        },
    )

"""Sample companies from many seeds: what their reports print, beside what is true of them."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml

from labelqa import editions, params, periods, sample, snapshots
from labelqa.extracts import Extract
from labelqa.report import Report, open_report
from labelqa.sample.population import Population, populate, streams
from labelqa.sample.rhythm import Calendar
from labelqa.snapshots.snapshot_set import SnapshotSet

CHECKOUT = Path(__file__).resolve().parents[3]
UNTIL, MONTHS = "2026-10", 6
FROZEN = dt.date(2026, 11, 2)
TABLES = (
    *("labels", "audits", "audit_reviews", "sample_designs", "deliveries", "targets"),
    *("people", "sites", "vendors", "training", "queues", "label_classes"),
)
"""What the figures held against the truth are made of; others would only take time to freeze."""


@dataclass(frozen=True)
class Company:
    """Which sample company: its seed, about how many labels, and whether things go wrong in it."""

    seed: int
    labels: int
    planted: bool


@dataclass(frozen=True)
class Market:
    """One market of a company: its true population, the extract of its report, and the report itself."""

    there: Population
    extract: Extract
    report: Report

    @property
    def id(self) -> str:
        """Of the market."""
        return self.there.roster.market.id


def markets(company: Company, folder: Path, only: tuple[str, ...] = ()) -> Iterator[Market]:
    """The markets of a company, all or those named, each frozen and cut as a run would in `folder`."""
    _workspace(company, folder)
    known, period = params.load(folder), periods.parse(UNTIL, FROZEN)
    calendar = Calendar(np.datetime64(UNTIL, "M"), MONTHS)
    for market, rng in streams(company.seed):
        if only and market.id not in only:
            continue
        there = populate(market, calendar, company.labels, company.planted, rng)
        frozen = snapshots.freeze(known, market.id, period, folder / "outputs", folder, today=FROZEN)
        (job,) = params.jobs(
            known, period, reports=["market_report"], markets=[market.id], editions=["internal"]
        )
        extract = editions.cut(SnapshotSet.of(frozen), job, known, folder / f"extract-{market.id}")
        yield Market(there, extract, open_report(extract.folder, show=lambda _: None))


def _workspace(company: Company, folder: Path) -> None:
    shutil.copytree(CHECKOUT / "params", folder / "params")
    place = folder / "params" / "sources.yml"
    sources = yaml.safe_load(place.read_text(encoding="utf-8"))
    sources["tables"] = {name: source for name, source in sources["tables"].items() if name in TABLES}
    place.write_text(yaml.safe_dump(sources), encoding="utf-8")
    sample.write(
        folder / "data",
        seed=company.seed,
        planted=company.planted,
        until=UNTIL,
        months=MONTHS,
        labels=company.labels,
    )

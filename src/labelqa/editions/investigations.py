"""What investigations of a market confirmed, for its reports: read from what they published."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as pa

from .. import periods
from ..errors import ParamsError
from ..params import INVESTIGATIONS, Job, Params
from ..periods import Period
from ..sealed import canonical, current, open_sealed

NAME = "investigations"
SUMMARY = "summary.json"
REFERENCE = ("investigation", "revision", "first_day", "last_day")
FINDING = (
    *("finding", "severity", "title", "entity", "cost", "interval"),
    *("confidence", "action", "owner", "due", "state"),
)
SCHEMA = pa.schema([(name, pa.string()) for name in (*REFERENCE, *FINDING)])


def confirmed(job: Job, params: Params, outputs: Path) -> dict[str, pa.Table]:
    """
    The table of findings that a job's extract is to hold, by its name; empty where its report has none.

    One row for each finding of an investigation of the market whose days end in the job's period or the one
    before, with a reference to it; every value is text. Only internal editions have it. Raises DataError
    where a published investigation is damaged.
    """
    if not params.report(job.report).investigations or params.edition(job.edition).vendor:
        return {}
    since, end = job.period.previous().start, job.period.end
    rows = [
        row
        for days, folder in _published(outputs / INVESTIGATIONS / job.market)
        if since < days.end <= end
        for row in _findings(days, folder)
    ]
    return {NAME: pa.Table.from_pylist(rows, SCHEMA)}


def digest(tables: Mapping[str, pa.Table]) -> str:
    """One digest for the rows of tables."""
    rows = {name: table.to_pylist() for name, table in tables.items()}
    return f"sha256:{hashlib.sha256(canonical(rows)).hexdigest()}"


def _published(market: Path) -> Iterator[tuple[Period, Path]]:
    """The days and the current revision of each investigation, in order."""
    for subject in sorted(market.glob("*/*")):
        try:
            days = periods.parse(subject.parent.name)
        except ParamsError:
            continue
        if folder := current(subject):
            yield days, folder


def _findings(days: Period, folder: Path) -> Iterator[dict[str, str]]:
    facts = open_sealed(folder).facts
    told = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))
    first, _, last = days.text.partition("..")
    reference = (str(facts["job"]), folder.name, first, last or first)
    for finding in told["findings"]:
        yield dict(zip(REFERENCE, reference, strict=True)) | {name: str(finding[name]) for name in FINDING}

"""A sample company from its seed to the findings of each of its markets, through the real machine leg."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from labelqa import editions, extracts, params, periods, sample, snapshots
from labelqa.extracts import Extract
from labelqa.findings import Finding, Findings, Level
from labelqa.measures.risks import TABLES, MarketMonth, find
from labelqa.snapshots.snapshot_set import SnapshotSet

from .truth import Truth, is_true, matches, truths

TODAY = dt.date(2026, 11, 2)
OCTOBER, SEPTEMBER = (dt.date(2026, 10, 1), dt.date(2026, 11, 1)), (dt.date(2026, 9, 1), dt.date(2026, 10, 1))
MISSED = "missed"
OVER = "restored_by_coaching"
"""What was over before October: it is looked for in the report of September, the last month it was there."""
KEY = "answers.json"
REPOSITORY = Path(__file__).parents[3]


@dataclass(frozen=True)
class Flag:
    """A standing finding of a report of October, and whether it is so."""

    market: str
    kind: str
    entity_type: str
    entity: str
    level: str
    true: bool
    planted: bool
    decoy: str
    q: float
    loss: float


@dataclass(frozen=True)
class Found:
    """
    The highest level at which an incident stands, MISSED at none, and the rules that name it.

    `days`: from its first day to the end of the first month whose report names it, of the last three.
    """

    level: str
    kinds: tuple[str, ...] = ()
    days: int = 0


@dataclass(frozen=True)
class Company:
    """What was flagged in a company's October, what was found of what was planted, and the decoys."""

    seed: int
    planted: bool
    flags: tuple[Flag, ...]
    found: Mapping[str, Found]
    decoys: tuple[str, ...]
    tests: int


def company(seed: int, planted: bool, folder: Path) -> Company:
    """The company of that seed; what it sent and what was seen in it stay in `folder` and serve again."""
    place = folder / f"{'planted' if planted else 'null'}-{seed}"
    if not place.exists():
        make(seed, planted, place)
    seen = place.with_suffix(".json")
    if not seen.exists():
        scratch = seen.with_suffix(".part")
        scratch.write_text(json.dumps(asdict(look(seed, planted, place)), indent=1), encoding="utf-8")
        scratch.replace(seen)
    return _read(seen)


def _read(path: Path) -> Company:
    kept = json.loads(path.read_text(encoding="utf-8"))
    flags = tuple(Flag(**each) for each in kept["flags"])
    found = {name: Found(**each | {"kinds": tuple(each["kinds"])}) for name, each in kept["found"].items()}
    return Company(**kept | {"flags": flags, "found": found, "decoys": tuple(kept["decoys"])})


def make(seed: int, planted: bool, place: Path) -> None:
    """Write the company of that seed, freeze and cut each market: extracts and the answer key in `place`."""
    with TemporaryDirectory(dir=place.parent) as scratch:
        folder, made = Path(scratch), Path(scratch) / "made"
        shutil.copytree(REPOSITORY / "params", folder / "params")
        sample.write(folder / "data", seed=seed, planted=planted)
        known, period = params.load(folder), periods.parse("2026-10", TODAY)
        for job in params.jobs(known, period, reports=["market_report"], editions=["internal"]):
            frozen = snapshots.freeze(known, job.market, period, folder / "outputs", folder, today=TODAY)
            editions.cut(SnapshotSet.of(frozen), job, known, made / job.market)
        shutil.move(folder / "data" / KEY, made / KEY)
        made.rename(place)


def look(seed: int, planted: bool, place: Path) -> Company:
    """What is found in a company that was made."""
    key = json.loads((place / KEY).read_text(encoding="utf-8"))
    flags, found, tests = list[Flag](), dict[str, Found](), 0
    for truth in truths(seed, planted):
        extract = extracts.open_extract(place / truth.market)
        answers = [answer for answer in key if answer["market"] == truth.market]
        now = _find(extract, OCTOBER)
        tests += now.tests
        flags += [_flag(each, truth, answers) for each in now.at(*Level)]
        then = _find(extract, SEPTEMBER) if any(answer["kind"] == OVER for answer in answers) else now
        for answer in answers:
            if "decoy" not in answer:
                found[answer["id"]] = _found(then if answer["kind"] == OVER else now, answer)
    decoys = tuple(answer["id"] for answer in key if "decoy" in answer or not answer["act"])
    return Company(seed, planted, tuple(flags), found, decoys, tests)


def _find(extract: Extract, span: tuple[dt.date, dt.date]) -> Findings:
    market = extract.context.market
    frames = {name: extract.table(name) for name in TABLES if name in extract.tables()}
    return find(frames, MarketMonth(market.id, market.timezone, *span))


def _flag(finding: Finding, truth: Truth, answers: list[dict[str, Any]]) -> Flag:
    decoys = [a for a in answers if ("decoy" in a or not a["act"]) and a["entity"] == finding.entity.id]
    return Flag(
        truth.market,
        finding.kind,
        finding.entity.type,
        finding.entity.id,
        finding.level.value,
        is_true(finding, truth, answers, pd.Timestamp(OCTOBER[1])),
        any(matches(finding, answer) for answer in answers),
        decoys[0]["id"] if decoys else "",
        finding.q,
        finding.severity.loss,
    )


def _found(findings: Findings, answer: dict[str, Any]) -> Found:
    """What the standing findings say of an incident."""
    naming = [each for each in findings.at(*Level) if matches(each, answer)]
    if not naming:
        return Found(MISSED)
    began = pd.Timestamp(answer["window"][0])
    last = pd.Timestamp(naming[0].period) + pd.DateOffset(months=1)
    first = last - pd.DateOffset(months=max(each.severity.periods for each in naming) - 1)
    while first <= began:
        first += pd.DateOffset(months=1)
    level = Level.ACT if any(each.level is Level.ACT for each in naming) else Level.WATCH
    return Found(level.value, tuple(sorted({each.kind for each in naming})), (first - began).days)

"""A sample company from its seed to the findings of each of its markets, through the real machine leg."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from labelqa import editions, params, periods, sample, snapshots
from labelqa.extracts import Extract
from labelqa.findings import Finding, Findings, Level, State
from labelqa.measures.risks import Setting, find
from labelqa.snapshots.holdings import Holdings

from .truth import FOUND_BY, Truth, is_true, matches, truths

TODAY = dt.date(2026, 11, 2)
OCTOBER, SEPTEMBER = (dt.date(2026, 10, 1), dt.date(2026, 11, 1)), (dt.date(2026, 9, 1), dt.date(2026, 10, 1))
OVER = "restored_by_coaching"
"""What was over before October: it is looked for in the report of September, the last month it was there."""


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
class Company:
    """What was flagged in a company's October, what was found of what was planted, and the decoys."""

    seed: int
    planted: bool
    flags: tuple[Flag, ...]
    found: Mapping[str, str]
    decoys: tuple[str, ...]
    tests: int


def look(seed: int, planted: bool, folder: Path, repository: Path) -> Company:
    """Write the company of that seed, freeze and cut each market, and find its risks."""
    shutil.copytree(repository / "params", folder / "params")
    sample.write(folder / "data", seed=seed, planted=planted)
    key = json.loads((folder / "data/answers.json").read_text(encoding="utf-8"))
    known, period = params.load(folder), periods.parse("2026-10", TODAY)
    flags, found, tests = list[Flag](), dict[str, str](), 0
    for truth in truths(seed, planted):
        market = truth.market
        frozen = snapshots.freeze(known, market, period, folder / "outputs", folder, today=TODAY)
        (job,) = params.jobs(
            known, period, reports=["market_report"], markets=[market], editions=["internal"]
        )
        extract = editions.cut(Holdings.of(frozen), job, known, folder / "extracts" / market)
        answers = [answer for answer in key if answer["market"] == market]
        now = _find(extract, OCTOBER)
        tests += now.tests
        flags += [_flag(each, truth, answers) for each in now if each.state is not State.RESOLVED]
        over = any(answer["kind"] == OVER for answer in answers)
        then = _find(extract, SEPTEMBER) if over else now
        for answer in answers:
            if "decoy" not in answer:
                found[answer["id"]] = _level(then if answer["kind"] == OVER else now, answer)
    decoys = tuple(answer["id"] for answer in key if "decoy" in answer or not answer["act"])
    return Company(seed, planted, tuple(flags), found, decoys, tests)


def _find(extract: Extract, span: tuple[dt.date, dt.date]) -> Findings:
    market = extract.context.market
    frames = {name: extract.table(name) for name in extract.tables()}
    return find(frames, Setting(market.id, market.timezone, *span))


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


def _level(findings: Findings, answer: dict[str, Any]) -> str:
    """The highest level at which an incident was found; "missed" where it was not."""
    levels = {each.level for each in findings if each.state is not State.RESOLVED and matches(each, answer)}
    return Level.ACT.value if Level.ACT in levels else Level.WATCH.value if levels else "missed"


__all__ = ["FOUND_BY", "Company", "Flag", "look"]

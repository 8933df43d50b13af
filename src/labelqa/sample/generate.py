"""The sample company from start to finish: each market is made, its tables written, then all put in place."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from ..errors import ParamsError, Problem
from ..sealed import staged
from . import agreements, audits, learning, procedures
from .answers import answers
from .labels import adjudication_columns, gold_rows, label_columns, overlap_columns
from .people import people_rows
from .population import FULL, Population, populate, streams
from .rhythm import Calendar
from .shifts import schedule_columns, time_columns
from .writing import (
    MARKER,
    canonical,
    put_in_place,
    refuse_foreign,
    write_json,
    write_partitions,
    write_whole,
)

FEWEST_LABELS = 20_000
PARTITIONED = ("labels", "audits", "time", "schedules")


def write(
    folder: Path,
    *,
    seed: int = 2026,
    planted: bool = True,
    until: str = "2026-10",
    months: int = 6,
    labels: int = FULL,
) -> Path:
    """
    Write the sample company's canonical tables and answers.json into `folder`: same seed, same bytes.

    `until` is the last of `months` local months and `labels` about how many decisions there are; the number
    of agents follows it. Without `planted` nothing goes wrong. The folder appears whole or not at all, and
    only an earlier sample is replaced: ParamsError otherwise.
    """
    _check(until, months, labels)
    refuse_foreign(folder)
    calendar = Calendar(np.datetime64(until, "M"), months)
    with staged(folder.parent) as scratch:
        finished = scratch / "finished"
        finished.mkdir()
        parts: dict[str, list[pa.Table]] = _company(calendar)
        key = list[dict[str, Any]]()
        for market, rng in streams(seed):
            there = populate(market, calendar, labels, planted, rng)
            made = _tables(there, rng)
            key += answers(there.roster, there.labels, there.audits, there.plan, there.dip)
            for name, content in made.items():
                if name in PARTITIONED:
                    write_partitions(finished, name, market.id, canonical(name, content))
                else:
                    parts[name].append(canonical(name, content))
        for name, tables in parts.items():
            write_whole(finished, name, tables)
        write_json(finished / "answers.json", key)
        facts = {"seed": seed, "planted": planted, "until": until, "months": months, "labels": labels}
        write_json(finished / MARKER, facts)
        put_in_place(finished, folder, scratch / "earlier")
    return folder


def _check(until: str, months: int, labels: int) -> None:
    problems = []
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", until):
        problems.append(Problem(f"{until!r} is not a month", "until", "write it as 2026-10"))
    if months < 1:
        problems.append(Problem(f"{months} months hold no data", "months", "ask for at least 1"))
    if labels < FEWEST_LABELS:
        problems.append(Problem(f"{labels} are too few", "labels", f"ask for at least {FEWEST_LABELS}"))
    if problems:
        raise ParamsError(*problems)


def _company(calendar: Calendar) -> dict[str, list[pa.Table]]:
    """The tables that do not depend on a market's people."""
    rows = {
        "markets": agreements.market_rows(),
        "vendors": agreements.vendor_rows(),
        "sites": agreements.site_rows(),
        "targets": agreements.target_rows(calendar),
        "queues": procedures.queue_rows(),
        "label_classes": procedures.class_rows(),
        "sop_versions": procedures.version_rows(calendar),
        "sop_clauses": procedures.clause_rows(),
        "sample_designs": procedures.design_rows(),
    }
    parts = defaultdict[str, list[pa.Table]](list)
    parts.update({name: [canonical(name, content)] for name, content in rows.items()})
    return parts


def _tables(there: Population, rng: np.random.Generator) -> dict[str, Any]:
    """A market's tables by name, as columns or rows."""
    people, given, wrongs = there.roster, there.labels, there.plan
    worked, asked, judged = there.shifts, there.demand, there.audits
    return {
        "people": people_rows(people),
        "labels": label_columns(people, given, asked, agreements.data_error(people)),
        "audits": audits.audit_columns(people, given, judged, rng),
        "audit_reviews": audits.review_columns(people, given, judged, rng),
        "appeals": audits.appeal_columns(people, given, judged, rng),
        "overlaps": overlap_columns(people, given),
        "adjudications": adjudication_columns(people, given, rng),
        "gold": gold_rows(people, given.items, rng),
        "time": time_columns(people, worked),
        "schedules": schedule_columns(people, worked),
        "requests": asked.requests,
        "deliveries": asked.deliveries,
        "sop_acknowledgements": procedures.acknowledgement_rows(people, wrongs, rng),
        "calibration_sessions": learning.session_rows(people),
        "calibration_responses": learning.response_columns(people, rng),
        "training": learning.training_rows(people, wrongs, rng),
        "actions": agreements.action_rows(people, wrongs),
        "incidents": agreements.incident_rows(people, wrongs),
    }

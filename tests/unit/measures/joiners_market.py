"""A market of the sample company at full size, without its files: what the measures of joiners ask for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from labelqa.measures.joiners import joiners, tenured
from labelqa.measures.proficiency import JoinerEvidence, evidence
from labelqa.sample.learning import training_rows
from labelqa.sample.people import people_rows
from labelqa.sample.population import FULL, Population, populate, streams
from labelqa.sample.rhythm import Calendar

SEED = 2026
CALENDAR = Calendar(np.datetime64("2026-10", "M"), 6)
START, END = dt.date(2026, 5, 4), dt.date(2026, 11, 1)


@dataclass(frozen=True)
class Market:
    """Joiners and tenured of a market, what they are judged by, and the cohort that was made slow."""

    joined: pd.DataFrame
    settled: pd.DataFrame
    seen: JoinerEvidence
    slow: str | None


def market(name: str, *, planted: bool = True) -> Market:
    """The sample company's own market; nothing goes wrong in it unless `planted`."""
    place, rng = next((place, rng) for place, rng in streams(SEED) if place.id == name)
    there = populate(place, CALENDAR, FULL, planted, rng)
    people = pd.DataFrame(people_rows(there.roster))
    taught = pd.DataFrame(training_rows(there.roster, there.plan, rng))
    settled = tenured(people, START, END)
    slow = next((incident.entity for incident in there.plan.of("slow_cohort")), None)
    seen = evidence(_audits(there), _work(there), settled, ZoneInfo(place.zone))
    return Market(joiners(people, taught, START, END), settled, seen, slow)


def _audits(there: Population) -> pd.DataFrame:
    """Rows of audited_labels."""
    judged, made = there.audits, there.labels.decisions
    draws = judged.draws
    return pd.DataFrame(
        {
            "person_id": there.roster.ids[made.agent[judged.row]],
            "local_date": _days()[made.day[judged.row]],
            "label_event_id": judged.row,
            "design_id": np.repeat([draw.design for draw in draws], [len(draw.row) for draw in draws]),
            "incl_prob": judged.of("sample") / judged.of("frame"),
            "verdict": np.array(["correct", "incorrect", "unsure"])[judged.verdict],
            "audited_at": judged.at.astype("datetime64[us]"),
        }
    )


def _work(there: Population) -> pd.DataFrame:
    """Rows of label_days."""
    made = there.labels.decisions
    by = {"agent": made.agent, "day": made.day, "queue_id": made.queue}
    timed = pd.DataFrame({**by, "active_ms": there.labels.active, "timed": 1})
    work = timed.groupby(list(by))[["timed", "active_ms"]].sum().reset_index()
    return work.assign(person_id=there.roster.ids[work["agent"]], local_date=_days()[work["day"]])


def _days() -> np.ndarray:
    return CALENDAR.first + np.arange(CALENDAR.length)

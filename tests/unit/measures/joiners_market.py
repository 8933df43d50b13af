"""A market of the sample company at full size, without its files: what the measures of joiners ask for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from labelqa.measures.joiners import joiners, tenured
from labelqa.measures.proficiency import Evidence, evidence
from labelqa.sample.audits import judge, monthly_draw, ramp_draw
from labelqa.sample.company import MARKETS
from labelqa.sample.decisions import decisions
from labelqa.sample.items import items
from labelqa.sample.learning import training_rows
from labelqa.sample.people import people_rows, roster
from labelqa.sample.planted import plan
from labelqa.sample.rhythm import Calendar
from labelqa.sample.shifts import shifts
from labelqa.sample.skills import labels

CALENDAR = Calendar(np.datetime64("2026-10", "M"), 6)
START, END = dt.date(2026, 5, 4), dt.date(2026, 11, 1)
AGENTS, LABELS = 600, 1_500_000


@dataclass(frozen=True)
class Market:
    """Joiners and tenured of a market, what they are judged by, and the cohort that was made slow."""

    joined: pd.DataFrame
    settled: pd.DataFrame
    seen: Evidence
    slow: str | None


def market(name: str, seed: int, *, planted: bool = True) -> Market:
    """Six months; nothing goes wrong in it unless `planted`."""
    rng, place = np.random.default_rng(seed), next(each for each in MARKETS if each.id == name)
    people = roster(place, CALENDAR, round(AGENTS * place.share), rng)
    wrong = plan(people, planted, rng)
    made = decisions(people, shifts(people, wrong, rng), CALENDAR.intake(None), LABELS * place.share, rng)
    given = labels(people, made, items(made, wrong, rng), wrong, rng)
    draws = (monthly_draw(people, given, wrong, rng), ramp_draw(people, given, rng))
    judged = judge(people, given, draws, wrong, rng)
    days = CALENDAR.first + np.arange(CALENDAR.length)
    row, sizes = judged.row, (judged.of("sample"), judged.of("frame"))
    audits = pd.DataFrame(
        {
            "person_id": people.ids[made.agent[row]],
            "local_date": days[made.day[row]],
            "label_event_id": row,
            "design_id": np.repeat([draw.design for draw in draws], [len(draw.row) for draw in draws]),
            "incl_prob": sizes[0] / sizes[1],
            "verdict": np.array(["correct", "incorrect", "unsure"])[judged.verdict],
            "audited_at": judged.at.astype("datetime64[us]"),
        }
    )
    by = {"agent": made.agent, "day": made.day, "queue_id": made.queue}
    timed = pd.DataFrame({**by, "active_ms": given.active, "timed": 1})
    work = timed.groupby(list(by))[["timed", "active_ms"]].sum().reset_index()
    work = work.assign(person_id=people.ids[work["agent"]], local_date=days[work["day"]])
    rows, taught = pd.DataFrame(people_rows(people)), pd.DataFrame(training_rows(people, wrong, rng))
    settled = tenured(rows, START, END)
    slow = next((incident.entity for incident in wrong.of("slow_cohort")), None)
    seen = evidence(audits, work, settled, ZoneInfo(place.zone))
    return Market(joiners(rows, taught, START, END), settled, seen, slow)

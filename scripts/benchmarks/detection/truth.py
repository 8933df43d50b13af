"""What is true of a sample company: the answer key, and whether each of its labels is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from labelqa.findings import Finding
from labelqa.sample.company import SITES
from labelqa.sample.labels import CLASS_IDS, QUEUE_IDS
from labelqa.sample.people import NEVER
from labelqa.sample.population import FULL, Population, populate, streams
from labelqa.sample.rhythm import Calendar

DROP = 0.01  # of true accuracy: what counts as a shift
GROWTH = 1.25  # times as often, in truth: what counts as growth of a confusion
QUARTER, BASE_WEEKS = pd.DateOffset(months=3), 12


@dataclass(frozen=True)
class Truth:
    """A market's labels, gold left out: day, person_id, site_id, team_id, queue_id, label_id, true, wrong."""

    market: str
    labels: pd.DataFrame

    def accuracy(self, start: pd.Timestamp, end: pd.Timestamp, **ids: str) -> float:
        """The true accuracy from `start` until before `end`; nan without labels."""
        rows = self.labels[(self.labels["day"] >= start) & (self.labels["day"] < end)]
        for column, value in ids.items():
            rows = rows[rows[column] == value] if column in rows else rows
        return 1 - float(rows["wrong"].mean()) if len(rows) else float("nan")

    def taken_for(self, start: pd.Timestamp, end: pd.Timestamp, **ids: str) -> float:
        """Of what truly is ref_label_id, the share given as label_id."""
        rows = self.labels[(self.labels["day"] >= start) & (self.labels["day"] < end)]
        if "site_id" in ids:
            rows = rows[rows["site_id"] == ids["site_id"]]
        rows = rows[rows["true"] == ids["ref_label_id"]]
        return float((rows["label_id"] == ids["label_id"]).mean()) if len(rows) else float("nan")


def truths(seed: int, planted: bool) -> Iterator[Truth]:
    """Each market of the sample company of that seed, as it truly is."""
    calendar = Calendar(np.datetime64("2026-10", "M"), 6)
    for market, rng in streams(seed):
        yield _truth(populate(market, calendar, FULL, planted, rng), calendar)


def _truth(there: Population, calendar: Calendar) -> Truth:
    made, given, people = there.labels.decisions, there.labels, there.roster
    agent, day = made.agent, made.day
    moved = (people.moved[agent] < NEVER) & (day >= people.moved[agent])
    team, site = np.where(moved, people.moved_to[agent], people.team[agent]), people.site[agent]
    frame = pd.DataFrame(
        {
            "day": calendar.date(day).astype("datetime64[s]"),
            "person_id": people.ids[agent],
            "site_id": np.array([each.id for each in SITES])[site],
            "vendor_id": np.array([each.vendor for each in SITES])[site],
            "team_id": np.array([each.id for each in people.teams])[team],
            "queue_id": np.array(QUEUE_IDS)[made.queue],
            "label_id": np.array(CLASS_IDS)[given.given],
            "true": np.array(CLASS_IDS)[given.items.truth],
            "wrong": given.wrong,
        }
    )
    return Truth(people.market.id, frame[given.items.gold < 0])


def is_true(finding: Finding, truth: Truth, answers: list[dict[str, Any]], end: pd.Timestamp) -> bool:
    """Whether what a finding says is so: by every label of its entity, or by the answer key."""
    start, ids = end - pd.DateOffset(months=1), dict(finding.entity.by)
    ids.pop("market_id", None)
    match finding.kind:
        case "below_target":
            since = end - QUARTER if finding.entity.type == "team" else start
            return truth.accuracy(since, end, **ids) < finding.base
        case "agents_below_floor":
            return truth.accuracy(end - QUARTER, end, **ids) < finding.base
        case "sudden_shift":
            week = pd.Timestamp(finding.cause)
            before = truth.accuracy(pd.Timestamp.min, start, **ids)
            return before - truth.accuracy(week, week + pd.Timedelta(days=7), **ids) >= DROP
        case "confusion_growth":
            now, before = (
                truth.taken_for(since, until, **ids)
                for since, until in ((start, end), (start - QUARTER, start))
            )
            return now >= GROWTH * before
        case "critical_errors":
            return any(answer["kind"] == "site_drop" for answer in answers)
    return any(matches(finding, answer) for answer in answers)


def matches(finding: Finding, answer: dict[str, Any]) -> bool:
    """Whether a finding names a planted incident: by a detector that looks for it, and its very entity."""
    if "decoy" in answer or finding.kind not in FOUND_BY[answer["kind"]]:
        return False
    ids, named = set(finding.entity.id.split("+")), set(answer["entity"].split("+"))
    effect = answer["effect"]
    if answer["kind"] == "site_drop" and finding.kind == "confusion_growth":
        return {effect["label"], effect["as"]} == {
            finding.entity.get("label_id"),
            finding.entity.get("ref_label_id"),
        }
    if answer["kind"] == "action_without_effect" and finding.kind == "ineffective_actions":
        return effect["action"] in ids
    if answer["kind"] == "gold_leak":  # the vendor's only site in the market, and the market's only one
        return finding.entity.type in ("vendor", "site", "person")
    return bool(ids & named) if answer["entity_type"] in ("person", "pair") else named <= ids


FOUND_BY = {
    "site_drop": ("below_target", "sudden_shift", "confusion_growth"),
    "slow_cohort": ("slow_ramp",),
    "automation_bias": ("automation_bias",),
    "lenient_qa": ("lenient_auditors",),
    "utilisation_loss": ("utilisation_loss",),
    "action_without_effect": ("ineffective_actions", "below_target"),
    "restored_by_coaching": ("below_target",),
    "speeding": ("speeding",),
    "straight_lining": ("straight_lining", "speeding"),
    "sop_unacknowledged": ("unread_procedures",),
    "copying": ("copying",),
    "gold_leak": ("known_gold",),
    "late_request": ("late_requests",),
    "broken_audit_design": ("audit_sampling",),
    "item_mix_shift": ("label_shift",),
}
"""The detectors that look for a kind of incident."""

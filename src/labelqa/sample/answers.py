"""The answer key: what was planted with the size it really had, and decoys that must not be blamed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from .audits import Audits
from .incidents import Incident, IncidentPlan
from .people import Roster
from .procedures import MONTHLY
from .rhythm import DIP, Calendar
from .skills import GivenLabels

BEFORE = 28
"""Days before an incident with which it is compared."""
UNAFFECTED = ("lenient_qa", "utilisation_loss", "late_request", "sop_unacknowledged", "broken_audit_design")
"""Kinds that change no label."""
FEW = (5, 18)
"""Audits of an agent who may be taken for bad by bad luck."""


def answers(
    roster: Roster, labels: GivenLabels, audits: Audits, plan: IncidentPlan, dip: int | None
) -> list[dict[str, Any]]:
    """
    A market's part of answers.json: planted incidents, then decoys.

    `window` holds the first and the last local day. `act` says whether something should be done about the
    entity. `accuracy_before` and `accuracy_during` are the true accuracies of the entity's decisions.
    """
    market, entry = roster.market.id, partial(_entry, roster.calendar)
    decoys = _unlucky(roster, labels, audits, plan)
    if dip is not None:
        week = {"volume_left": DIP}
        decoys.append(Incident("seasonal_dip", market, "market", market, dip, dip + 6, week, act=False))
    return [entry(each, _accuracies(labels, each)) for each in plan.incidents] + [
        entry(each, {}) | {"decoy": True} for each in decoys
    ]


def _entry(calendar: Calendar, incident: Incident, found: dict[str, float]) -> dict[str, Any]:
    return {
        "id": incident.id,
        "kind": incident.kind,
        "market": incident.market,
        "entity_type": incident.entity_type,
        "entity": incident.entity,
        "window": [str(calendar.date(max(day, 0))) for day in (incident.first, incident.last)],
        "effect": dict(incident.size) | found,
        "act": incident.act,
    }


def _accuracies(labels: GivenLabels, incident: Incident) -> dict[str, float]:
    if incident.kind in UNAFFECTED:
        return {}
    whole = replace(incident, queue=None) if len(incident.agents) else incident
    before = replace(whole, first=incident.first - BEFORE, last=incident.first - 1)
    right = ~labels.wrong
    kind = (labels.items.gold >= 0) == (incident.kind == "gold_leak")
    decisions, found = labels.decisions, dict[str, float]()
    for name, window in (("accuracy_before", before), ("accuracy_during", whole)):
        rows = window.touches(decisions.agent, decisions.queue, decisions.day) & kind
        if rows.any():
            found[name] = round(float(right[rows].mean()), 4)
    return found


def _unlucky(roster: Roster, labels: GivenLabels, audits: Audits, plan: IncidentPlan) -> list[Incident]:
    """The settled agent who, with few audits in the last month, fared worst by chance alone."""
    first, last = roster.calendar.month_start(0), roster.calendar.length - 1
    drawn = np.concatenate([np.full(len(draw.row), draw.design == MONTHLY) for draw in audits.draws])
    here = drawn & (labels.decisions.day[audits.row] >= first) & (audits.verdict < 2)
    agent, agents = labels.decisions.agent[audits.row[here]], len(roster.ids)
    audited = np.bincount(agent, minlength=agents)
    blameless = roster.tenured & (roster.error <= roster.market.error)
    for incident in plan.incidents:
        blameless[incident.agents] = False
    few = blameless & (audited >= FEW[0]) & (audited <= FEW[1])
    failed = few * np.bincount(agent, audits.verdict[here] == 1, minlength=agents)
    worst = int(np.argmax(failed / np.maximum(audited, 1)))
    if failed[worst] < 2:
        return []
    size = {"audits": float(audited[worst]), "failed": float(failed[worst])}
    person = str(roster.ids[worst])
    return [Incident("unlucky_agent", roster.market.id, "person", person, first, last, size, act=False)]

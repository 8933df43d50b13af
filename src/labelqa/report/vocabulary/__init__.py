"""What each measure is called: on a tile, in a sentence, on a chart, and in the table of targets."""

from __future__ import annotations

from . import (
    accuracy,
    agents,
    agreement,
    calibration,
    capacity,
    comparison,
    compliance,
    confusion,
    followup,
    impact,
    investigation,
    labels,
    lots,
    plans,
    qa,
    ramp_up,
    requests,
    risks,
    sampling,
    time,
    volume,
)
from .words import AGENTS, ANSWERS, AUDITS, LABELS, PEOPLE, REQUESTS, Forms, Term, small

__all__ = [
    "AGENTS", "ANSWERS", "AUDITS", "DIMENSIONS", "LABELS", "PEOPLE", "PLURALS", "REQUESTS", "TERMS",
    "Forms", "Term", "small", "term",
]  # fmt: skip

_TOPICS = (
    accuracy,
    agents,
    agreement,
    calibration,
    capacity,
    comparison,
    compliance,
    confusion,
    followup,
    impact,
    investigation,
    labels,
    lots,
    plans,
    qa,
    ramp_up,
    requests,
    risks,
    sampling,
    time,
    volume,
)
TERMS: dict[str, Term] = {name: words for topic in _TOPICS for name, words in topic.TERMS.items()}

DIMENSIONS = {
    "week": "week",
    "site": "site_id",
    "queue": "queue_id",
    "vendor": "vendor_id",
    "priority": "priority",
    "cohort": "cohort_id",
    "auditor": "qa_person_id",
}
PLURALS: dict[str, Forms] = {
    "market_id": ("market", "markets"),
    "week": ("week", "weeks"),
    "site_id": ("site", "sites"),
    "queue_id": ("queue", "queues"),
    "vendor_id": ("vendor", "vendors"),
    "label_id": ("label", "labels"),
    "batch_id": ("batch", "batches"),
    "consumer": ("consumer", "consumers"),
    "kind": ("kind", "kinds"),
    "state": ("state", "states"),
    "priority": ("priority", "priorities"),
    "request_id": ("request", "requests"),
    "person_id": ("person", "people"),
    "item_id": ("item", "items"),
    "clause_id": ("clause", "clauses"),
    "session_id": ("session", "sessions"),
    "cohort_id": ("cohort", "cohorts"),
    "qa_person_id": ("auditor", "auditors"),
    "subgroup": ("subgroup", "subgroups"),
    "pair": ("pair of labels", "pairs of labels"),
    "cause": ("cause", "causes"),
    "action_id": ("action", "actions"),
}


def term(name: str) -> Term:
    """The words for a measure; an analyst's own measure is called by its dotted name."""
    plain = name.replace(".", " ").replace("_", " ").capitalize()
    return TERMS.get(name, Term(plain, plain, ("observation", "observations")))

"""What each measure is called: on a tile, in a sentence, on a chart, and in the table of targets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .terms import AGENTS, ANSWERS, AUDITS, LABELS, PEOPLE, REQUESTS, SingularPlural, Term, decapitalised

__all__ = [
    "AGENTS",
    "ANSWERS",
    "AUDITS",
    "DIMENSIONS",
    "ENTITIES",
    "LABELS",
    "OWN",
    "PEOPLE",
    "PLURALS",
    "REQUESTS",
    "TERMS",
    "SingularPlural",
    "Term",
    "decapitalised",
    "declare",
    "declare_own",
    "term",
]  # fmt: skip

TERMS: dict[str, Term] = {}
"""Every measure's words by its name; each section declares those of its own."""

OWN: dict[str, Term] = {}
"""The words for an analyst's own measures, by their names."""

DIMENSIONS = {
    "week": "week",
    "site": "site_id",
    "queue": "queue_id",
    "vendor": "vendor_id",
    "priority": "priority",
    "cohort": "cohort_id",
    "auditor": "qa_person_id",
}
PLURALS: dict[str, SingularPlural] = {
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

ENTITIES = {
    "team_id": "team",
    "person_id": "agent",
    "other_person_id": "agent",
    "qa_person_id": "auditor",
    "cohort_id": "cohort",
    "clause_id": "clause",
    "stratum_id": "stratum",
    "request_id": "request",
    "action_id": "action",
}
"""What stands before an id that has no name."""


def declare(terms: Mapping[str, Term]) -> None:
    """Add a section's words. Raises ValueError for a measure that another section has named already."""
    if twice := TERMS.keys() & terms.keys():
        raise ValueError(f"declared twice: {', '.join(sorted(twice))}")
    TERMS.update(terms)


def declare_own(name: str, said: Term, by: Iterable[str]) -> None:
    """Add an analyst's own measure and what it is split by; said anew, the new words hold."""
    OWN[name] = said
    for column in by:
        words = column.removesuffix("_id").replace("_", " ")
        PLURALS.setdefault(column, (f"value of {words}", f"values of {words}"))


def term(name: str) -> Term:
    """The words for a measure; one that nobody declared is called by its dotted name."""
    plain = name.replace(".", " ").replace("_", " ").capitalize()
    return TERMS.get(name) or OWN.get(name) or Term(plain, plain, ("observation", "observations"))

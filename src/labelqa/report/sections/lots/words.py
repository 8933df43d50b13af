"""Words for delivered lots and what their inspection lets through."""

from __future__ import annotations

from ....estimates import Unit
from ...language.terms import AUDITS, LABELS, Term

LOTS = ("lot", "lots")
INSPECTED = ("label inspected", "labels inspected")

TERMS: dict[str, Term] = {
    "lots.passed": Term(
        "Accepted lots", "Share of inspected lots that were accepted", LOTS, "lots_passed", verb="were"
    ),
    "lots.rejected_labels": Term(
        "Labels of rejected lots",
        "Labels handed over in lots that their inspection rejected",
        LOTS,
        unit=Unit.COUNT,
        verb="were",
    ),
    "lots.chance": Term(
        "Chance at the limit",
        "Chance that a lot is accepted whose share of wrong labels is just the tolerated one",
        INSPECTED,
        head="Chance",
    ),
    "lots.outgoing_limit": Term(
        "Outgoing limit",
        "Highest share of wrong labels let out where rejected lots are put right",
        INSPECTED,
        head="AOQL",
    ),
    "lots.limiting_quality": Term(
        "Limiting quality", "Share of wrong labels still accepted one time in ten", INSPECTED, head="LQ10"
    ),
    "lots.accuracy": Term(
        "Accuracy of lots", "Share of a lot's labels that are right, by audits", AUDITS, "accuracy"
    ),
    "lots.found_wrong": Term(
        "Found wrong", "Audited labels of a lot that were wrong", LABELS, unit=Unit.COUNT
    ),
}

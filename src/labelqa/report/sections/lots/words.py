"""Words for delivered lots and what their inspection lets through."""

from __future__ import annotations

from ....estimates import Unit
from ...language.messages import Message
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

# the lots of the period
NO_LOT = Message("no lot was handed over in {span}")
NONE_INSPECTED = Message("{n} {n:lot was|lots were} handed over, none of them inspected")
NONE_REJECTED = Message("None of {n} inspected lots was rejected")
REJECTED = Message(
    "{n:Spelt} of {all} inspected lots {n:was|were} rejected, and {labels} {labels:label|labels} went out "
    "all the same"
)
TABLE_MEASURE = Message("Lots handed over in {period}, rejected ones first, then by what audits found")
TABLE_HEADS = (
    "Lot", "Queue", "Labels", "Plan", "Standard", "As delivered", "Found wrong", "Right by audits", "Chance",
    "AOQL",
)  # fmt: skip
AS_DELIVERED = {"accepted": "Accepted", "rejected": "Rejected"}
NOT_INSPECTED = "Not inspected"
FOUND_WRONG, RIGHT = Message("{wrong} of {audits}"), Message("{right} ({right:between})")
PLAN_NOTE = "Plan: labels inspected, and how many of them may be wrong."
STANDARD_NOTE = Message("Standard: the plan of ISO 2859-1, level II, at AQL {aql:share}.")
CHANCE_NOTE = Message("Chance: that the plan accepts a lot of which {limit:share} is wrong.")
CHANCES_NOTE = "Chance: that the plan accepts a lot of which what its request tolerates is wrong."
OUTGOING_NOTE = "AOQL: the highest share wrong that goes out where rejected lots are put right."
DUE_TIGHTENED = Message("By the standard's switching rules, inspection is due tightened in {queues}.")
DUE_STOPPED = Message("By the standard's switching rules, inspection is to be stopped in {queues}.")
UNKNOWN = "not known"

# what the plan lets through
CURVE = Message(
    "Of lots with {tolerated:share} wrong, {chance} are accepted; of those with {limiting}, one in ten"
)
CURVE_MEASURE = Message("Chance that a lot is accepted, by its share of wrong labels, plan {plan}, {period}")
CURVE_ALT = "Curve of the chance that a lot is accepted, falling with its share of wrong labels."
CURVE_NOTE = Message(
    "The plan of {n} of {all} {all:lot|lots}: {inspected} {inspected:label|labels} inspected, at most "
    "{wrong} of them wrong. At most {outgoing} wrong goes out where rejected lots are put right."
)
CURVE_AXIS = "Wrong labels in the lot"
TOLERATED, SELDOM = Message("Tolerated {tolerated:share}"), Message("{seldom} at {limiting}")

"""Words for how much was labelled."""

from __future__ import annotations

from ....estimates import Unit
from ...language.messages import Message
from ...language.terms import LABELS, PEOPLE, Term
from ...language.totals import MADE

TERMS: dict[str, Term] = {
    "volume.labels": Term("Labels made", "Labels made", LABELS, unit=Unit.COUNT, verb="were"),
    "volume.people": Term("People", "People who gave labels", PEOPLE, unit=Unit.COUNT, verb="were"),
}

# how much was labelled and looked at
_BY = "by {people} {people:person|people} in {period}"
_BY_AT = "by {people} {people:person|people} at {sites} {sites:site|sites} in {period}"
_LABELLED = "{n} {n:label was|labels were} made "
_ONLY_GOLD = "{n} {n:answer|answers} to gold items were given "
LABELLED, LABELLED_AT = Message(f"{_LABELLED}{_BY}."), Message(f"{_LABELLED}{_BY_AT}.")
ONLY_GOLD = Message(f"{_ONLY_GOLD}{_BY}, and nothing else was labelled.")
ONLY_GOLD_AT = Message(f"{_ONLY_GOLD}{_BY_AT}, and nothing else was labelled.")
AUDITED = Message("{n} {n:was|were} audited.")
CHECKED = Message("{n} {n:answer|answers} can be checked against gold.")
NOTHING_AUDITED = "There were no audits."
NOTHING_LABELLED = Message("{market}: {why}")

# the cover's facts
SCOPE, MARKET, FROZEN, SNAPSHOT = "Scope", "Market", "Data frozen", "Snapshot"
DAYS_IN = Message("{market}, days in {zone}")
AMOUNTS = (
    Message(f"{{n}} {{n:{'|'.join(MADE)}}}"),
    Message("{n} {n:audit|audits}"),
    Message("{n} {n:answer|answers} to gold items"),
)
"""Labels, audits and answers to gold items, in that order."""
NO_LABELS = "no labels"

# the state of the data
DATA = "State of the data"
NOTES = {
    "labels": "Labels", "audits": "Audits", "worth": "Worth", "blind": "Blind", "lag": "Audit lag",
    "design": "Audit design", "removed": "Gold answers removed", "rejected": "Rejected rows",
    "missing": "Missing tables", "derived": "Derived tables", "zones": "Time zones",
    "unobserved": "Not observed", "note": "Note",
}  # fmt: skip
UNSURE = Message("{n} {n:audit|audits}, {unsure:spelt} of them unsure")
WORTH = Message("{n} {n:independent audit|independent audits} drawn evenly")
WORTH_CLUSTERED = Message("{n} {n:independent audit|independent audits} drawn evenly ({why})")
LAG = Message("{days} {days:day|days} after the decision, median")
NO_DESIGN = "not described: every audit counts by its inclusion probability"
REMOVED = Message("{n}; right are {shares}")
STANDING = Message("{right:interval} of {n} {n:answer|answers} that stand")
UNTAINTED = Message("{right:interval} of {n} {n:answer|answers} that are not tainted")
GIVEN = Message("{right:interval} of {n} {n:answer|answers} given")
REJECTED = Message("{rows} with {reason}")
REJECTED_SUCH_AS = Message("{rows} with {reason}, such as {example}")
NONE = "none"
SPOKEN = {"label_classes": "classes", "sample_designs": "audit designs", "overlaps": "double labels"}
DERIVED = Message("{tables} are derived from the rows of labels")
UNDRAWN = "no sampling design is known: within a queue and month every audit counts alike"
ZONES_NAMED = "every time names its own"
ZONES_TAKEN = Message("times that name none are taken to be in {zones}")
UNOBSERVED = Message("{columns}: a constant of the mapping, so nothing is said about it")

# the glossary of totals
TOTALS = "Which labels are counted"

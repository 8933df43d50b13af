"""Words for what wrong labels cost."""

from __future__ import annotations

from ....estimates import Unit
from ...language.messages import Message
from ...language.terms import AUDITS, Term

KINDS = {
    "missed": "Missed violations",
    "false": "Unfounded violations",
    "other_violation": "Violations taken for another",
    "other": "Other wrong labels",
}
CONSUMERS = {"training": "Training", "eval": "Evaluation", "enforcement": "Enforcement"}

_HANDED_OVER = "labels handed over that are wrong, less those corrected before"

TERMS: dict[str, Term] = {
    "impact.delivered": Term(
        "Wrong labels handed over",
        f"Of the {_HANDED_OVER}",
        AUDITS,
        unit=Unit.COUNT,
        head="Wrong labels",
        verb="were",
    ),
    **{
        f"impact.delivered.{kind}": Term(
            said, f"{said} among the {_HANDED_OVER}", AUDITS, unit=Unit.COUNT, verb="were"
        )
        for kind, said in KINDS.items()
    },
    "impact.avoidable": Term(
        "Avoidable wrong labels",
        "Wrong labels of a month that reaching the accuracy target would avoid",
        AUDITS,
        unit=Unit.COUNT,
        verb="were",
    ),
}

# what a month on target would avoid
AVOIDABLE = Message(
    "If as many labels come next month and accuracy stays as it is, reaching the target of {goal:share} "
    "would avoid about {wrong} wrong labels ({wrong:between})."
)
NO_TARGET = "no target is set for accuracy"
CLASSES_UNKNOWN = "which labels are violations is not known"

# by what the batches are for
HANDED_OVER = Message(
    "{labels} {labels:label|labels} in {batches} {batches:batch|batches} {labels:was|were} handed over"
)
BY_CONSUMER_MEASURE = Message("Batches handed over in {period}, by what they are for, with 95% intervals")
BY_CONSUMER_HEADS = (
    "Consumer", "Batches", "Labels", "Wrong labels", "Missed violations", "Unfounded violations",
)  # fmt: skip
BY_CONSUMER_NOTE = (
    "Missed: a violation labelled as none. Unfounded: none labelled as a violation. Labels that audits found "
    "wrong and that were corrected before delivery are taken off."
)
NO_AUDITS = "no audits"

# by batch
WORST = Message("Most wrong labels are in {batch}: about {wrong} of {labels}")
BY_BATCH_MEASURE = Message("Batches handed over in {period}, most wrong labels first, with 95% intervals")
BY_BATCH_HEADS = ("Batch", "Handed over", "Queue", "Consumer", "Lot", "Labels", "Audits", "Wrong labels")
LOTS = {"accepted": "Accepted", "rejected": "Rejected"}
NOT_AUDITED = Message("{n} {n:batch has|batches have} no audited label.")
BY_BATCH_NOTE = "Lot: as its inspection before delivery found it."

"""Words for each label on its own, and for what labels are worth."""

from __future__ import annotations

from ....estimates import Unit
from ...language.messages import Message
from ...language.terms import AUDITS, LABELS, Term

TERMS: dict[str, Term] = {
    "labels.given": Term("Given share", "Share of a queue's labels made, as given", LABELS, head="Given"),
    "labels.true": Term(
        "Actual share", "Share of a queue's labels made, as it truly is", AUDITS, head="True"
    ),
    "labels.precision": Term("Precision", "Share of the labels given that are right", AUDITS),
    "labels.recall": Term("Recall", "Share of what should have the label that was given it", AUDITS),
    "labels.missed": Term(
        "Missed", "Labels made that should have been this one", AUDITS, unit=Unit.COUNT, verb="were"
    ),
    "labels.false": Term(
        "Falsely given",
        "Labels made that should not have been this one",
        AUDITS,
        unit=Unit.COUNT,
        verb="were",
    ),
    "labels.balanced": Term(
        "Balanced accuracy",
        "Mean recall of the labels, each counting alike",
        AUDITS,
        "balanced_accuracy",
        drawn=True,
    ),
    "quality.score": Term(
        "Quality score",
        "Share of the cost of deciding without labels that they save, mistakes weighed by severity",
        AUDITS,
        "quality_score",
        Unit.INDEX,
        head="Score",
        drawn=True,
    ),
}

# given and true
APART = Message("{n:Spelt} of {of} {of:label|labels} {n:is|are} given clearly more or less often than true")
APART_MEASURE = Message("Share of the queue's labels as given and as true, with 95% intervals, {period}")
APART_ALT = "Dumbbell chart."
MOST_APART = Message("The {n} labels that are most surely apart.")
APART_NOTE = (
    "Ring: given. Dot: true. Red: given clearly more or less often than true. "
    "Log scale: equal steps are equal ratios."
)
APART_HEADS = ("Given", "True")

# each label by itself
EACH = "Each label by itself"
MISSED = Message("“{label}” in {queue} is most surely missed: {recall:interval} of the true ones were found")
EACH_MEASURE = Message("By queue and label, {period}; those that most wrong labels are about first")
EACH_HEADS = ("Queue", "Label", "Audits", "Given", "True", "Precision", "Recall")
EACH_NOTE = (
    "Given and true: shares of the queue's labels. Precision: of those given, the share that is right. "
    "Recall: of those that should have the label, the share that was given it. With 95% intervals."
)

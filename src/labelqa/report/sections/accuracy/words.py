"""Words for accuracy and the wrong labels that follow from it."""

from __future__ import annotations

from ....estimates import Unit
from ...language.messages import Message
from ...language.terms import ANSWERS, AUDITS, SCORES, Term

TERMS: dict[str, Term] = {
    "accuracy.audit": Term(
        "Label accuracy",
        "Share of labels made that are right",
        AUDITS,
        "accuracy",
        head="Accuracy",
        drawn=True,
    ),
    "accuracy.critical": Term(
        "Critical accuracy",
        "Share of labels made without a critical error",
        AUDITS,
        "critical_accuracy",
        drawn=True,
    ),
    "accuracy.first_pass": Term(
        "First-pass yield", "Share of first attempts that are right", AUDITS, "first_pass", drawn=True
    ),
    "accuracy.defects": Term(
        "Wrong labels in a thousand",
        "Wrong labels in a thousand made",
        AUDITS,
        "defects",
        Unit.INDEX,
        verb="were",
    ),
    "accuracy.adjusted": Term(
        "Accuracy after second looks",
        "Label accuracy with QA's own mistakes taken out",
        ("verdict reviewed", "verdicts reviewed"),
    ),
    "accuracy.gold": Term(
        "Accuracy on gold items",
        "Share of answers to gold items that are right",
        ANSWERS,
        "gold_accuracy",
        head="Right on gold",
    ),
    "accuracy.gold.rows": Term(
        "Accuracy on gold items with answers taken as independent",
        "Share of answers to gold items that are right",
        ANSWERS,
    ),
    "accuracy.gold.untainted": Term(
        "Accuracy on gold items, open and superseded answers among them",
        "Share of answers to gold items that are right",
        ANSWERS,
    ),
    "accuracy.gold.given": Term(
        "Accuracy on gold items, all answers given",
        "Share of answers to gold items that are right",
        ANSWERS,
    ),
    "accuracy.gold.precision": Term(
        "Precision on gold items", "Share of the times a label was given that it is right", ANSWERS
    ),
    "accuracy.gold.recall": Term(
        "Recall on gold items", "Share of the times a label is right that it was given", ANSWERS
    ),
    "score.mean": Term(
        "Mean score", "Mean score of labels, from 0 to 100", SCORES, "score", Unit.INDEX, drawn=True
    ),
    "impact.wrong_labels": Term(
        "Wrong labels made",
        "Labels made that are wrong",
        AUDITS,
        "wrong_labels",
        Unit.COUNT,
        verb="were",
        drawn=True,
    ),
}

# scores from 0 to 100
BY_LABEL = "Label by label, in sets and alone"
NO_SCORES = "neither labels nor audits have scores"
SCORED = Message("Mean score by {noun}")

# why there is none
NO_AUDITS = "no audits"

# from accuracy as audited to accuracy after second looks
NO_SECOND_LOOKS = Message("Accuracy after second looks: {why:reason}")
NOT_MOVED = "Second looks do not clearly change accuracy"
RAISED = Message("Second looks raise accuracy: {change:change}")
LOWERED = Message("Second looks lower accuracy: {change:change}")
LOOKS_MEASURE = Message("Label accuracy with QA's own mistakes taken out, {period}")
LOOKS_HEADS = ("Share", "Rests on", "Value", "95% interval")
AUDITED, AFTER, DIFFERENCE = "As audited", "After second looks", "Difference"
WRONG_PASSED, RIGHT_FAILED = "Wrong among labels passed", "Right among labels failed"
LOOKS_NOTE = "Second looks are drawn from labels passed and from labels failed, and weighted up to both."

# what new versions of procedures cost
NO_VERSIONS = Message("Accuracy since new versions of procedures: {why}.")
ONE, BOTH = Message("The one new SOP version {did}"), Message("Both new SOP versions {did}")
ALL = Message("All {n:spelt} new SOP versions {did}")
MIXED = Message("Of {of} new SOP versions, {parts}")
PART = Message("{n:spelt} {did}")
COST = Message("cost more than {margin:points} of accuracy")
SPARED = Message("did not cost more than {margin:points} of accuracy")
OPEN = Message("{n:is|are} undecided")
VERSIONS_MEASURE = Message(
    "Accuracy of the family's queues, {weeks} weeks from its day against as many before"
)
VERSIONS_HEADS = ("New version", "From", "Before", "Since", "Difference", "Verdict")
NO_WORSE, WORSE, UNDECIDED = "No worse", "Worse", "Undecided"
VERSIONS_NOTE = Message(
    "No worse: surely not below by more than {margin:points}. Weeks after the end of {period} are not "
    "counted."
)
VERSIONS = "new SOP versions"

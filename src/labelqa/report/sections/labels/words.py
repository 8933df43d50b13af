"""Words for each label on its own, and for what labels are worth."""

from __future__ import annotations

from ....estimates import Unit
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

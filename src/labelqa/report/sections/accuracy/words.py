"""Words for accuracy and the wrong labels that follow from it."""

from __future__ import annotations

from ....estimates import Unit
from ...language.terms import ANSWERS, AUDITS, Term

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

"""Words for QA's own performance."""

from __future__ import annotations

from ....estimates import Unit
from ...language.terms import APPEALS, AUDITS, REVIEWS, Term

TERMS: dict[str, Term] = {
    "qa.sensitivity": Term(
        "Errors found by QA",
        "Share of the wrong labels audited that QA failed",
        REVIEWS,
        "qa_sensitivity",
        head="Errors found",
        verb="were",
        drawn=True,
    ),
    "qa.specificity": Term(
        "Right labels passed by QA",
        "Share of the right labels audited that QA passed",
        REVIEWS,
        "qa_specificity",
        head="Right passed",
        verb="were",
        drawn=True,
    ),
    "qa.accuracy": Term(
        "Accuracy of QA", "Share of QA's verdicts that were right", REVIEWS, "qa_accuracy", drawn=True
    ),
    "qa.overturned": Term(
        "Verdicts overturned on appeal",
        "Share of the appeals decided that overturned QA's verdict",
        APPEALS,
        "qa_overturned",
        verb="were",
    ),
    "qa.leniency": Term(
        "Labels failed by QA",
        "Labels failed for every one that a typical auditor would fail",
        AUDITS,
        unit=Unit.INDEX,
        head="Fails ratio",
        verb="were",
    ),
    "qa.audits": Term(
        "Audits by each auditor", "Audits made", AUDITS, unit=Unit.COUNT, head="Audits", verb="were"
    ),
    "qa.seconds.median": Term(
        "Median audit time", "Seconds an audit takes", AUDITS, unit=Unit.SECONDS, head="Median time"
    ),
    "qa.seconds.p10": Term(
        "The fastest tenth of audits",
        "Seconds within which one audit in ten is done",
        AUDITS,
        unit=Unit.SECONDS,
        head="Fastest tenth",
    ),
}

"""Words for units compared on the same work."""

from __future__ import annotations

from ....estimates import Unit
from ...language.terms import AUDITS, Term

TERMS: dict[str, Term] = {
    "accuracy.standardised": Term(
        "Accuracy on one mix of work",
        "Share of labels that would be right had all done the market's mix of queues",
        AUDITS,
        head="On one mix",
    ),
    "accuracy.standardised.rank": Term(
        "Rank", "Rank by accuracy on one mix of work, 1 the most accurate", AUDITS, unit=Unit.COUNT
    ),
}

"""Words for audits and their coverage."""

from __future__ import annotations

from ....estimates import Unit
from ...language.terms import AUDITS, FRAME, Term

TERMS: dict[str, Term] = {
    "audits.coverage": Term("Audit coverage", "Audits as a share of the work done", FRAME, "audit_coverage"),
    "audits.blind": Term(
        "Blind audits", "Share of audits that did not see the label", AUDITS, "audits_blind", verb="were"
    ),
    "audits.lag.median": Term(
        "Median audit lag", "Days from a decision to its audit", AUDITS, unit=Unit.DAYS
    ),
}

# why there is no coverage
NO_DATA = "no data"  # as measures have it without rows
ALL_GOLD = "every label is on a gold item"

"""Why a vendor's edition has no rows of a table: in the vendor's own words, which name no table."""

from __future__ import annotations

from ...extracts import NEVER

NONE_HERE, NEVER_HERE = "this edition has no", f"are {NEVER}"
NONE_DRAWN = "no audit was drawn at random"

CALLED = {
    "audited_labels": "audits",
    "delivered_labels": "deliveries",
    "gold": "gold items",
    "gold_answers": "answers to gold items",
    "handling_days": "handling times",
    "handling_people": "handling times",
    "label_days": "labels",
    "overlaps": "double labels",
    "removed_answers": "answers to gold items that were removed",
    "schedules": "planned time",
    "score_days": "scores",
    "sop_acknowledgements": "acknowledged procedures",
    "sop_clauses": "clauses of procedures",
    "sop_versions": "procedures",
    "time": "time records",
    "time_days": "time records",
    "adherence_days": "planned time",
    "training": "training records",
}
"""What the rows of tables are called where their own names do not say it."""


def absence(table: str, why: str) -> str:
    """
    One line on a table without a row.

    Whether a table is empty or was never delivered is the company's affair; what is no vendor's is said
    to be so.
    """
    rows = CALLED.get(table, table.replace("_", " "))
    return f"{rows} {NEVER_HERE}" if why == NEVER else f"{NONE_HERE} {rows}"

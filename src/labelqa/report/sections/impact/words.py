"""Words for what wrong labels cost."""

from __future__ import annotations

from ....estimates import Unit
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

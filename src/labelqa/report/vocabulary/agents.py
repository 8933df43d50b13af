"""Words for agents' accuracy."""

from __future__ import annotations

from .words import AUDITS, Term

TERMS: dict[str, Term] = {
    "agents.accuracy": Term(
        "Agent accuracy", "Accuracy of each agent, drawn towards the market's", AUDITS, "accuracy"
    ),
}

"""Words for agents' accuracy."""

from __future__ import annotations

from ....estimates import Unit
from ...language.terms import AGENTS, AUDITS, Term

TERMS: dict[str, Term] = {
    "agents.accuracy": Term(
        "Agent accuracy", "Accuracy of each agent, drawn towards the market's", AUDITS, "accuracy"
    ),
    "agents.distribution": Term(
        "Spread of agents", "Accuracy that so many agents are below", AGENTS, head="Accuracy"
    ),
    "agents.distribution.change": Term(
        "Change of the spread of agents",
        "Change in the accuracy that so many agents are below",
        AGENTS,
        unit=Unit.POINTS,
    ),
}

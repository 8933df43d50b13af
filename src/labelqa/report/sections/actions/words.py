"""Words for actions: closed in time or not, and what became of them."""

from __future__ import annotations

from ...language.actions import ACTIONS
from ...language.terms import Term

TERMS: dict[str, Term] = {
    "actions.on_time": Term(
        "The share of actions closed on time",
        "Share of actions closed by their day, of those closed or due",
        ACTIONS,
        "actions_on_time",
        head="Closed on time",
    ),
    "actions.hit_rate": Term(
        "The share of actions that worked",
        "Share of actions with an effect on accuracy, of those that could be judged",
        ACTIONS,
        "actions_hit_rate",
        head="Worked",
    ),
}

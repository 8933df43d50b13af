"""Words for actions: of which kind, on whom, closed in time or not, and what became of them."""

from __future__ import annotations

from .words import Term

ACTIONS = ("action", "actions")
CONFIRMED = ("confirmed finding", "confirmed findings")
KINDS = {
    "corrective_plan": "Corrective plan",
    "coach_agent": "Coach the agent",
    "coach_team": "Coach the team",
    "targeted_audit": "Targeted audits",
    "relabel_batch": "Label batches again",
    "investigate": "Investigate",
    "sop_clarification": "Clarify the SOP, with examples and a quiz",
    "calibration_session": "Calibration session",
    "qa_retraining": "Train QA again",
    "gold_refresh": "Replace gold items",
    "hide_suggestion": "Hide suggestions",
    "throttle": "Slow down or limit the queue",
    "staffing": "Change staffing",
    "reprioritise": "Change the order of requests",
    "extended_ramp": "Extend the ramp",
    "block_until_read": "No work until the SOP is read",
    "sampling_fix": "Mend the sampling",
    "intake_check": "Check the intake",
    "stop_ship": "Hold back deliveries",
    "escalation": "Escalate",
    "watching": "Watch",
}
"""The kinds of actions as printed."""

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


def kind_of_action(type_: str) -> str:
    """A type of action as printed; one that is not in the catalogue by its own name."""
    return KINDS.get(type_, type_.replace("_", " ").capitalize())


def role(name: str) -> str:
    """A role as printed: QA, SME, Team lead; nothing for none."""
    return name.upper() if name in ("qa", "sme") else name[:1].upper() + name[1:]

"""What actions are called: their kinds and who is asked for them."""

from __future__ import annotations

from ...components import capital

ACTIONS = ("action", "actions")
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


def kind_of_action(type_: str) -> str:
    """A type of action as printed; one that is not in the catalogue by its own name."""
    return KINDS.get(type_, type_.replace("_", " ").capitalize())


def role(name: str) -> str:
    """A role as printed: QA, SME, Team lead; nothing for none."""
    return name.upper() if name in ("qa", "sme") else capital(name)

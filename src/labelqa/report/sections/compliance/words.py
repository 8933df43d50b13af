"""Words for rules that were kept or not."""

from __future__ import annotations

from ...language.terms import AUDITS, DECISIONS, PEOPLE, Term

VERSIONS = ("version", "versions")
TERMS: dict[str, Term] = {
    "compliance.acknowledged": Term(
        "Procedures read in time",
        "SOP versions acknowledged by the first label on them, of those that people labelled on",
        VERSIONS,
        "sop_acknowledged",
        head="In time",
        verb="were",
    ),
    "compliance.unread": Term(
        "Decisions on unread procedures",
        "Decisions made before their person had acknowledged the SOP version",
        DECISIONS,
        "sop_unread",
        head="Unread",
        verb="were",
    ),
    "compliance.quiz": Term(
        "Quiz answers right",
        "Right answers in the quizzes on SOP versions",
        ("answer", "answers"),
        "sop_quiz",
        head="Right",
        verb="were",
    ),
    "compliance.trained": Term(
        "Joiners trained",
        "People who had passed their training by the day production began",
        PEOPLE,
        "training_passed",
        head="Trained",
        verb="were",
    ),
    "audits.prompt": Term(
        "Prompt audits", "Audits made within the days allowed", AUDITS, "audits_prompt", verb="were"
    ),
    "audits.per_person": Term(
        "People audited enough",
        "People with as many audits as they should have at least",
        PEOPLE,
        "audits_per_person",
        verb="were",
    ),
    "audits.independent": Term(
        "Independent audits", "Audits of somebody else's labels", AUDITS, "audits_independent", verb="were"
    ),
}

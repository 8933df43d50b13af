"""Words for rules that were kept or not."""

from __future__ import annotations

from ...language.messages import Message
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

# the rules
RULES = "Rules, and how far they were kept"
RULES_MEASURE = Message("Shares of what the rules are about, {period}")
RULES_HEADS = ("Rule", "Counted", "Share", "95% interval")
RULES_TARGET, RULES_VERDICT = "Target", "Verdict"
RULES_NOTE = "\N{EN DASH} for an interval: all were counted."
ANY_RULE = "any of these rules"

# who labelled before reading
ALL_READ = Message("Every SOP version labelled on in {period} had been read in time.")
LATE = Message("{n} SOP {n:version|versions} not read in time, by {people} {people:person|people}")
LATE_MEASURE = Message("SOP versions labelled on in {period} before they were acknowledged")
LATE_HEADS = ("Person", "Site", "SOP", "First label", "Read", "Unread decisions")
LATE_NOTE = "Unread decisions: those of the period made before the version was read."
NEVER_READ = "never"

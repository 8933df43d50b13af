"""Words that all risks share; what each kind says is declared by its detector."""

from __future__ import annotations

from ....findings import Level
from ...language.messages import Message

# how many call for action, and how much was tested for them
NONE_FOUND, NONE_TO_ACT_ON = "No risk was found", "No risk calls for action"
NONE_TO_ACT_ON_IN = Message(NONE_TO_ACT_ON + " in {period}.")
TO_ACT_ON = Message("{act:Spelt} {act:risk calls|risks call} for action")
AND_WATCHED = Message("{acted}; {watch:spelt} {watch:is|are} watched")
UNTESTED = "No test could be made."
TESTED = Message("{tests} {tests:test|tests}, {flagged} flagged, at most {most} expected false")
TESTED_MEASURE = Message("Tests made for the findings of {period}, by family")
TESTED_HEADS = ("Family", "What it looks for", "Tests", "Flagged", "Expected false, at most")
HELD = Message(
    "Families with p values hold their false discovery rate at {q:percent} (Benjamini and Hochberg 1995)."
)
TOLD_ONCE = "What one part accounts for is listed under that part alone."
WITHOUT_DATA = Message("Not tested for want of data: {kinds}.")

# the list
TITLE = "Risks, the gravest first"
MEASURE = Message("{period}, by expected loss, how sure it is and for how long it has been found")
NOTE = Message(
    "Severity: expected wrong labels a month, weighted by what each costs; S2 from {s2}, S3 from {s3}, S4 "
    "from {s4}. To act on: significant, and found in two of three months or S3 and above."
)
NOTHING_AT = {
    frozenset({Level.ACT}): Message("Nothing in {period} calls for action."),
    frozenset({Level.WATCH}): Message("Nothing in {period} is watched."),
    frozenset(Level): Message("Nothing in {period} calls for action or is watched."),
}

# one of them: on whom, what it costs, how sure it is, what is asked for
MARKET = "the market"
COST, ABOUT, NO_COST = Message("{n} {what}"), Message("about {n} {what}"), "not known in labels"
CHECKS = {
    "audits_now": Message("{right} of {n} {n:audit|audits}"),
    "gold_now": Message("{right} of {n} {n:answer|answers} to gold"),
}
"""What a claim on a person rests on, by its part."""
_MADE = ", {labels} {labels:label|labels} made"
CHECKED = Message("{checks} right" + _MADE)
UNCHECKED = Message("no audit or answer to gold that may be shown" + _MADE)
CERTAIN, OVER = "certain", Message("over {share:percent}")
THEN = Message("Watch; then {then}")
FOR = Message("for {whom}")
NO_ACTION = "No action is asked for, and none is open."
UNDER_WAY, OVERDUE = "already under way", "overdue and not closed"

# its evidence
APPEAL, EVIDENCE = "How to appeal", "Evidence"
EVIDENCE_MEASURE = Message("Rows behind the risks of {period}, the first of each")
EVIDENCE_HEADS = ("Risk", "Of", "Rows", "Ids")
ROWS = {
    "audited_labels": Message("{n} {n:audit|audits}"),
    "gold_answers": Message("{n} {n:answer|answers} to gold"),
    "overlaps": Message("{n} double {n:label|labels}"),
    "people": Message("{n} {n:person|people}"),
    "label_classes": Message("{n} {n:label|labels}"),
    "requests": Message("{n} {n:request|requests}"),
    "incidents": Message("{n} {n:incident|incidents}"),
    "actions": Message("{n} {n:action|actions}"),
}
"""How many rows of evidence there are, by their table."""
SOME_ROWS = Message("{named} of {rows}")

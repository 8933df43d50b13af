"""Words for risks: what each rule looks for, what its labels are, and the families of tests."""

from __future__ import annotations

from .words import Forms, Term

TESTS: Forms = ("test", "tests")
RISKS: Forms = ("risk", "risks")
KINDS = {
    "R1": "Accuracy is below target",
    "R2": "An agent's accuracy is below the floor",
    "R3": "Accuracy fell in a week",
    "R4": "Accuracy is drifting down",
    "R5": "A label is taken for another more often",
    "R6": "An SOP clause is ambiguous",
    "R7": "An auditor passes what others fail",
    "R8": "Gold items are known beforehand",
    "R9": "Labels are made too fast",
    "R10": "One label is given to nearly everything",
    "R11": "Two people make the same mistakes",
    "R12": "Wrong suggestions are followed",
    "R13": "A cohort of joiners is behind",
    "R14": "Utilisation fell",
    "R15": "A request will be late",
    "R16": "Decisions were made before the SOP was read",
    "R17": "The audit sample is not as designed",
    "R18": "The mix of labels shifted",
    "R19": "Critical errors are more frequent",
    "R20": "An action did not work",
}
"""What a rule says of an entity whose numbers an edition may not print."""
LABELS = {
    "R7": "wrong labels a month not seen",
    "R8": "wrong labels a month that gold does not show",
    "R14": "labels not made",
    "R15": "labels late",
    "R16": "decisions made before reading it",
    "R17": "labels not represented by audits",
    "R18": "labels that became others",
}
"""What a rule's labels are where it is not by wrong ones alone that it costs."""
WRONG = "wrong labels a month"
ENTITIES = {
    "team_id": "team",
    "person_id": "agent",
    "other_person_id": "agent",
    "qa_person_id": "auditor",
    "cohort_id": "cohort",
    "clause_id": "clause",
    "stratum_id": "stratum",
    "request_id": "request",
    "action_id": "action",
}
"""What stands before an id that has no name."""
EVIDENCE: dict[str, Forms] = {
    "audited_labels": ("audit", "audits"),
    "gold_answers": ("answer to gold", "answers to gold"),
    "overlaps": ("double label", "double labels"),
    "people": ("person", "people"),
    "label_classes": ("label", "labels"),
    "requests": ("request", "requests"),
    "incidents": ("incident", "incidents"),
    "actions": ("action", "actions"),
}
"""What rows of evidence are, by their table."""
PARTS = {"R4": ("weeks",), "R5": ("now", "before")}

TERMS: dict[str, Term] = {}

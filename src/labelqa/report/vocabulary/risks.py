"""Words for risks: what each rule looks for, what its labels are, and the families of tests."""

from __future__ import annotations

from .words import Forms, Term

TESTS: Forms = ("test", "tests")
RISKS: Forms = ("risk", "risks")
KINDS = {
    "R1": "Accuracy is below what was agreed",
    "R2": "An agent's accuracy is below the floor",
    "R3": "Accuracy fell in a week",
    "R4": "Accuracy is drifting down",
    "R5": "A label is taken for another more often",
    "R6": "A clause leaves it open",
    "R7": "An auditor passes what others fail",
    "R8": "Gold is known beforehand",
    "R9": "Labels are faster than anyone looks",
    "R10": "One label is given to nearly everything",
    "R11": "Two people are wrong alike",
    "R12": "Wrong suggestions are followed",
    "R13": "A cohort is behind others of its age",
    "R14": "Handling time is lost",
    "R15": "A request will be late",
    "R16": "Labels were made before the SOP was acknowledged",
    "R17": "The sample of audits is not as it should be",
    "R18": "Labels became others",
    "R19": "Critical errors are more than before",
    "R20": "An action did not work",
}
"""What a rule says of an entity whose numbers an edition may not print."""
LABELS = {
    "R7": "wrong labels a month not seen",
    "R8": "wrong labels a month that gold does not show",
    "R14": "labels not made",
    "R15": "labels late",
    "R16": "labels made before it was read",
    "R17": "labels not represented by audits",
    "R18": "labels that became others",
}
"""What a rule's labels are where it is not by wrong ones alone that it costs."""
WRONG = "wrong labels a month"
PARTS = {"R4": ("weeks",), "R5": ("now", "before")}

TERMS: dict[str, Term] = {}

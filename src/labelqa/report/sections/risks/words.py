"""Words for risks: what each rule looks for, what its labels are, and the families of tests."""

from __future__ import annotations

from ...language.terms import Forms

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
    "R9": "labels made too fast",
    "R11": "wrong labels made alike beyond chance",
    "R14": "labels not made",
    "R15": "labels late",
    "R16": "decisions made before reading it",
    "R17": "labels not represented by audits",
    "R18": "labels that became others",
}
"""What a rule's labels are where it is not by wrong ones alone that it costs."""
WRONG = "wrong labels a month"
ABOVE = f"{WRONG} above the target"
WRONGS = {
    **dict.fromkeys(("R1", "R2", "R9", "R20"), ABOVE),
    "R3": f"{WRONG} more in such weeks",
    "R4": f"{WRONG} more than before",
    "R5": f"{WRONG} by this confusion",
    "R6": f"{WRONG} laid to the SOP",
    "R12": f"{WRONG} by suggestions followed",
    "R13": f"{WRONG} more than others of the same age make",
    "R19": "labels with critical errors a month more than before",
}
"""Which wrong labels a rule counts, where these are not all that its entity makes."""
CHECKS = {"audits_now": ("audit", "audits"), "gold_now": ("answer to gold", "answers to gold")}
"""What a claim on a person rests on, by its part."""
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
_RECORD = (*CHECKS, "labels")
PARTS = {
    "R4": ("weeks",),
    "R5": ("now", "before"),
    **dict.fromkeys(("R2", "R8", "R9", "R10"), _RECORD),
}
"""The parts of a rule's findings that are printed with them."""

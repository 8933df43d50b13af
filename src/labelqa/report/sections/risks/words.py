"""Words that all risks share; what each says is declared by its detector."""

from __future__ import annotations

from ...language.terms import Forms

TESTS: Forms = ("test", "tests")
RISKS: Forms = ("risk", "risks")
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

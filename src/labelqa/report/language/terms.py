"""What the vocabulary is made of: a measure's words, and the nouns that its n counts."""

from __future__ import annotations

from dataclasses import dataclass

from ...estimates import Unit

SingularPlural = tuple[str, str]  # singular, plural


def decapitalised(text: str) -> str:
    """A text with its first letter small, as inside a sentence."""
    return text[:1].lower() + text[1:]


@dataclass(frozen=True)
class Term:
    """
    The words for one measure.

    `counted` is what its n counts, `metric` its name in the table `targets`, `verb` follows its label,
    and `drawn` says that a larger sample can be had: then a report says how much larger.
    """

    label: str
    measure: str
    counted: SingularPlural
    metric: str = ""
    unit: Unit = Unit.SHARE
    head: str = ""
    verb: str = "was"
    drawn: bool = False

    @property
    def noun(self) -> str:
        """The label inside a sentence."""
        return decapitalised(self.label)

    @property
    def column(self) -> str:
        """The label over a column."""
        return self.head or self.label


AGENTS = ("agent", "agents")
AUDITS, ANSWERS = ("audit", "audits"), ("answer", "answers")
PEOPLE, LABELS, REQUESTS = ("person", "people"), ("label", "labels"), ("request", "requests")
DECISIONS, FRAME = ("decision", "decisions"), ("item of work", "items of work")
SCORES = ("score", "scores")
REVIEWS, APPEALS, VERDICTS = ("review", "reviews"), ("appeal", "appeals"), ("verdict", "verdicts")

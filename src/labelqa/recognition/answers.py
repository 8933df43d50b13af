"""What is asked before anything is written, and what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Question:
    """
    Something that files do not say.

    `key` is its topic, behind the file's name where files may differ; `proposal` is what is taken where
    nobody minds, empty where nothing can be proposed; `option` answers it on a command line.
    """

    key: str
    text: str
    proposal: str
    option: str

    def told(self) -> str:
        """The question with its proposal, in a line."""
        return f"{self.text} [{self.proposal}]" if self.proposal else self.text


@dataclass(frozen=True)
class Answers:
    """Answers by key: a topic or a column of labels, of all files or, behind its name and a colon, of one."""

    said: Mapping[str, str] = field(default_factory=dict)
    assumed: frozenset[str] = frozenset()

    def of(self, topic: str, file: str) -> str | None:
        """What was said on a topic of a file."""
        return self.said.get(f"{file}:{topic}", self.said.get(topic))

    def mark(self, topic: str, file: str) -> str:
        """The word before the reason of an answer: whether it was assumed or told."""
        key = f"{file}:{topic}" if f"{file}:{topic}" in self.said else topic
        return "assumed" if key in self.assumed else "as told"

    def columns(self, file: str) -> dict[str, str]:
        """What was said of each canonical column of a file, where it is not a topic."""
        return {
            topic: value
            for topic in dict.fromkeys(key.rpartition(":")[2] for key in self.said)
            if topic not in TOPICS and (value := self.of(topic, file)) is not None
        }

    def and_(self, question: Question, answer: str, *, assumed: bool = False) -> Answers:
        """These with the answer to one more question."""
        more = {question.key} if assumed else set()
        return replace(self, said={**self.said, question.key: answer}, assumed=self.assumed | more)


TOPICS = ("zone", "order", "market", "period", "unit", "question", "queue", "abbreviations")

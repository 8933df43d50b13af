"""A mapping of labels while it is drawn up: what is settled, why, and what has to be asked."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .answers import Answers, Question
from .forms import Form
from .matching import Match, named
from .profiles import Column, Profile
from .roles import is_personal

_SHOWN = 4
_ENDINGS = re.compile(r"(\.(csv|tsv|txt|jsonl?|ndjson|xls[xmb]?|ods|parquet|gz|zst|zip|standardized))+$")


@dataclass(frozen=True)
class Seen:
    """One file that was looked at: where it is, its form, its rows by list unfolded, the preset that fits."""

    path: Path
    form: Form
    profile: Profile
    match: Match | None
    each: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its name without folders."""
        return self.path.name

    @property
    def stem(self) -> str:
        """Its name without endings and dates, as an id."""
        bare = _ENDINGS.sub("", self.name)
        undated = re.sub(r"[-_. ]*(19|20)\d{2}([-_.]?(0[1-9]|1[0-2])([-_.]?\d{2})?)?|[-_. ]+w?\d+$", "", bare)
        return re.sub(r"[^A-Za-z0-9_-]+", "-", undated or bare).strip("-_") or "labels"


@dataclass
class Draft:
    """What is known so far of how one file's rows become labels."""

    seen: Seen
    answers: Answers
    today: dt.date
    several: bool = False
    columns: dict[str, Any] = field(default_factory=dict)
    keys: dict[str, Any] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    markets: dict[str, str] = field(default_factory=dict)  # id to name

    @property
    def profile(self) -> Profile:
        """The file's rows."""
        return self.seen.profile

    def put(self, column: str, origin: Any, why: str = "") -> None:
        """Settle a canonical column, unless somebody told it."""
        if self.columns.get(column) is None or column not in self.why:
            self.columns[column] = origin
            if why:
                self.why[column] = why

    def said(self, topic: str) -> str | None:
        """What was answered on a topic of this file."""
        return self.answers.of(topic, self.seen.name)

    def mark(self, topic: str) -> str:
        """Whether an answer was told or assumed."""
        return self.answers.mark(topic, self.seen.name)

    def ask(self, topic: str, text: str, proposal: str, option: str, *, of_file: bool = False) -> None:
        """Note a question, of this file alone where there are others and they may differ."""
        prefix = f"{self.seen.name}:" if of_file and self.several else ""
        whose = f"{self.seen.name}: {text}" if of_file or self.several else text
        self.questions.append(Question(f"{prefix}{topic}", whose, proposal, option.replace("@", prefix)))

    def used(self) -> set[str]:
        """The file's columns that something is made of already."""
        return {name for origin in self.columns.values() for name in _columns_of(origin)}

    def free(self, patterns: Sequence[str] = ("*",), without: Sequence[str] = ()) -> dict[str, Column]:
        """The columns that patterns name and nothing is made of."""
        names = named(patterns, self.profile.columns)
        taken = {*self.used(), *named(without, self.profile.columns)}
        return {name: self.profile.columns[name] for name in names if name not in taken}

    def examples(self, name: str) -> str:
        """Some values of a column, in words; none of a person's."""
        personal = self.seen.match.preset.personal if self.seen.match else ()
        column = self.profile.columns[name]
        if is_personal(name, column.examples) or named(personal, [name]):
            return f"{column.distinct:,} values"
        shown = ", ".join(value[:30] for value in column.examples[:_SHOWN])
        return shown + (f", … {column.distinct:,} in all" if column.distinct > _SHOWN else "")


def _columns_of(origin: Any) -> list[str]:
    if isinstance(origin, str):
        return [origin]
    return (
        [origin["column"], *origin.get("other_names", ())]
        if isinstance(origin, dict) and "column" in origin
        else []
    )


def sql_name(name: str) -> str:
    """A column's name in an expression."""
    return f'"{name.replace(chr(34), chr(34) * 2)}"' if not re.fullmatch("[A-Za-z_]+", name) else name

"""What was found wrong: of whom or what, how surely, what it costs, and what is to be done."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from .estimates import Estimate, Target


class Level(StrEnum):
    """What a finding asks for."""

    ACT = "act"
    WATCH = "watch"


class State(StrEnum):
    """What became of a finding since the months before."""

    NEW = "new"
    PERSISTING = "persisting"
    IMPROVING = "improving"
    RESOLVED = "resolved"
    REOPENED = "reopened"


class Grade(StrEnum):
    """How severe a finding is, by its expected loss in a month."""

    S1 = "S1"
    S2 = "S2"
    S3 = "S3"
    S4 = "S4"


@dataclass(frozen=True)
class Entity:
    """Whom or what a finding is about: its type, such as "site", and the ids that name it by column."""

    type: str
    by: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, type_: str, **ids: str) -> Entity:
        """An entity from ids by column: Entity.of("site", site_id="batam")."""
        return cls(type_, tuple(ids.items()))

    @property
    def id(self) -> str:
        """Its ids as one."""
        return "+".join(value for _, value in self.by)

    def get(self, column: str) -> str | None:
        """The id in a column; None where it has none."""
        return dict(self.by).get(column)


@dataclass(frozen=True)
class Evidence:
    """Rows of a table that show it: some ids, and how many there are."""

    table: str
    ids: tuple[str, ...] = ()
    total: int = 0


@dataclass(frozen=True)
class Severity:
    """
    How much it matters, with all that makes it up.

    `loss`: wrong labels a month weighted by what each costs, `weight` on the mean; `confidence`: the
    probability that it is there; `periods`: of the last three, how many it was found in. The grade follows
    from the loss, or from `critical`: a harm that no number of labels makes small.
    """

    grade: Grade
    loss: float
    weight: float
    confidence: float
    periods: int
    critical: bool = False

    @property
    def score(self) -> float:
        """log10(1 + loss) x confidence x (1 + periods / 4), of at most three periods; findings rank by it."""
        return math.log10(1 + self.loss) * self.confidence * (1 + 0.25 * min(self.periods, 3))


@dataclass(frozen=True)
class Recommendation:
    """
    What to do, who is asked, and how it will be known whether it worked.

    `effect`: what actions of its type have done to accuracy, in points, drawn to what is expected of them;
    `avoided`: wrong labels a month that it may take away. `days`: until it is judged by `metric`.
    """

    type: str
    owner: str
    metric: str
    days: int
    due_days: int
    effect: Estimate
    avoided: Estimate


@dataclass(frozen=True)
class Finding:
    """
    One suspicion that a period's data bear out.

    `kind` is the slug of its detector, `number` what is printed of it and begins its name: "R15".
    `estimate` is what was measured and `base` what it is held against, of the same unit, the `target` where
    one was agreed; `p` is the p value and `q` its false discovery rate among its family, `posterior` the
    probability that it is there; each is nan where the rule has none. `wrong`: wrong labels a month that it
    makes, or stands for; `affected`: the labels it is about where these are not wrong ones. `parts` are named
    estimates that explain it, `actions` the tracker's open ones that answer it.
    """

    kind: str
    number: str
    entity: Entity
    period: str
    level: Level
    state: State
    estimate: Estimate
    base: float
    p: float
    q: float
    posterior: float
    wrong: Estimate
    affected: Estimate
    severity: Severity
    evidence: Evidence
    recommendation: Recommendation
    target: Target | None = None
    cause: str = ""
    parts: Mapping[str, Estimate] = field(default_factory=dict)
    actions: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its name, the same from month to month; ids that had to be respelt have a digest behind them."""
        plain = re.sub(r"[^a-z0-9_.-]+", "-", self.entity.id.lower()).strip("-")
        if plain != self.entity.id:
            plain += "-" + hashlib.sha256(self.entity.id.encode()).hexdigest()[:6]
        return f"{self.number.lower()}.{self.entity.type}.{plain}"


@dataclass(frozen=True)
class Family:
    """The tests of a family: how many, of which detectors, how many flagged, at most how many in error."""

    name: str
    kinds: tuple[str, ...]
    tests: int
    flagged: int
    significant: int
    expected_false: float


@dataclass(frozen=True)
class Findings:
    """
    All findings of a period, the gravest first, and the ledger of all tests that were made for it.

    `off` says for each detector without data why it was not tested.
    """

    found: tuple[Finding, ...]
    ledger: tuple[Family, ...]
    off: Mapping[str, str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)

    def at(self, *levels: Level) -> Findings:
        """Those that stand at one of these levels; what is resolved stands at none."""
        standing = (one for one in self.found if one.level in levels and one.state is not State.RESOLVED)
        return Findings(tuple(standing), self.ledger, self.off)

    def gravest(self, most: int) -> tuple[Finding, ...]:
        """The gravest to act on, one of each entity: what else is found of the same stands in the list."""
        first = {one.entity: one for one in reversed(self.at(Level.ACT).found)}
        return tuple(one for one in self.found if first.get(one.entity) is one)[:most]

    def of(self, kinds: Sequence[str]) -> Findings:
        """Those of some detectors, by their slugs."""
        return Findings(tuple(one for one in self.found if one.kind in kinds), self.ledger, self.off)

    @property
    def tests(self) -> int:
        """How many tests were made."""
        return sum(family.tests for family in self.ledger)

    @property
    def flagged(self) -> int:
        """How many of them flagged something."""
        return sum(family.flagged for family in self.ledger)

    @property
    def expected_false(self) -> float:
        """At most how many of those flagged are expected to be false alarms."""
        return sum(family.expected_false for family in self.ledger)

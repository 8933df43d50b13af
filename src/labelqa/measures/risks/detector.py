"""What a detector declares of itself: what it looks for, how, what it says, and an example of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from ...findings import Entity
from .cases import Case
from .detector_data import DetectorData

AGENTS, CHARTS, QUEUES, GROUPS = "agents", "charts", "queues", "sites and teams"
EXACT = "exact rules"
"""Families that several detectors count their tests in."""
WRONG = "wrong {n:label|labels} a month"
ABOVE_TARGET = f"{WRONG} above the target"


@dataclass(frozen=True)
class DetectorRule:
    """
    One way to look: in which family its tests are counted, and what is done about what it finds.

    `needs` names tables, alternatives joined by " or ", without which the rule is off; `action` is a kind of
    `measures.actions.CATALOGUE`.
    """

    family: str
    look: Callable[[DetectorData], Iterable[Case]]
    needs: tuple[str, ...]
    action: str


@dataclass(frozen=True)
class Words:
    """
    What a finding says, as texts of messages (report.language.messages) whose slots the report fills.

    `told`: sentences, the most telling first; said is the first whose slots can all be filled. `by_cause`:
    those said instead where the case has that cause. Slots are those of report.sections.risks.sentences, or
    the name of one of the finding's parts.

    `wrong`: what its wrong labels are, `n` of them, where these are not all that its entity makes.
    `affected`: what the labels are that it is told in where these are not the wrong ones; told in the wrong
    ones all the same where these were estimated by the method `unless_by`. `parts`: the parts printed with
    it. `unsaid`: columns of its entity that its name leaves out.
    """

    told: tuple[str, ...]
    by_cause: Mapping[str, str] = field(default_factory=dict)
    wrong: str = WRONG
    affected: str = ""
    unless_by: str = ""
    parts: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()


@dataclass(frozen=True)
class Example:
    """A made market in whose October one thing is wrong, and whom the finding is about."""

    frames: Mapping[str, pd.DataFrame]
    entity: Entity


@dataclass(frozen=True)
class Detector:
    """
    One kind of risk: all that is known of it, declared in the module of `detectors` that is called as it.

    `slug` is its key everywhere, `number` is only printed. `title` says what it looks for, and is said of an
    entity whose numbers an edition may not print. `beside`: tables it looks at as well where there are such.
    `internal` keeps it out of vendors' editions; `personal` says that it is about people, so that a vendor's
    edition has it at level "act" only; `of_accuracy` that its estimate and base are accuracies, or
    differences of them; `agreed` that the base is a target; `exact` that it counts, so that it may be
    certain.
    """

    slug: str
    number: str
    title: str
    rules: tuple[DetectorRule, ...]
    words: Words
    example: Callable[[], Example]
    beside: tuple[str, ...] = ()
    internal: bool = False
    personal: bool = False
    of_accuracy: bool = False
    agreed: bool = False
    exact: bool = False

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that it looks at, as far as there are such."""
        needs = (name for rule in self.rules for need in rule.needs for name in need.split(" or "))
        return (*needs, *self.beside)

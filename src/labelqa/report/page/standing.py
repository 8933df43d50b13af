"""What a report knows of each agent, in one value that every page draws on: evidence, and what risks say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...disclosure.rounding import FEWEST
from ...estimates import Estimate, Estimates, Target, Unit
from ...findings import Finding, Findings, Level
from ...measures.agents import SURE
from ...measures.unlike import EVEN
from ..data.setting import Setting
from ..language.numerals import NOTHING, Numerals
from ..language.words import listed
from . import words

PEOPLE = ("person_id", "other_person_id")
FLOOR = "agents_below_floor"  # the detector that counts an agent's wrong labels above the target
NAMED = 3  # ids in a sentence


@dataclass(frozen=True)
class AgentStanding:
    """
    One agent: the record of `measures.agents.evidence`, its accuracy as an estimate, and what was found.

    `findings` are those that name the agent and call for action or are watched.
    """

    person_id: str
    accuracy: Estimate
    record: Mapping[str, Any]
    findings: tuple[Finding, ...]

    @property
    def below(self) -> bool:
        """Whether the agent is surely below the target."""
        return bool(self.record["p_below"] > SURE)

    @property
    def is_unlike(self) -> bool:
        """Whether the period's checks are quite unlike those before, so that they alone are the estimate."""
        return bool(self.record.get("unlike", 0.0) > EVEN)

    def above(self, target: Target) -> Estimate:
        """The wrong labels of the period above the target by the record, as a risk on the agent has them."""
        if told := [each.wrong for each in self.findings if each.kind == FLOOR and each.wrong.exists]:
            return told[0]
        labels, e = float(self.record["labels"]), self.accuracy
        value = float(self.record["wrong_above_target"])
        low, high = (labels * max(0.0, target.value - end) for end in (e.high, e.low))
        return Estimate(value, min(low, value), max(high, value), e.n, e.n_eff, e.method, Unit.COUNT)

    def right(self, setting: Setting, checks: tuple[str, str]) -> str:
        """How many checks were right, by the names of their number and share: 12 of 16; else their share."""
        n, share = (self.record.get(each, float("nan")) for each in checks)
        if not n > 0 or share != share or (setting.context.vendor and n < FEWEST):
            return NOTHING
        numerals = setting.numerals
        right = numerals.observed(share, n) if setting.context.vendor else numerals.count(round(share * n))
        return f"{right} of {numerals.count(n)}"


@dataclass(frozen=True)
class Standings:
    """
    All agents in the order of their estimates.

    `named` are the ids of those whom risks name, the gravest first, though they are not surely below the
    target, or nobody checked them: never is all fine with them.
    """

    people: tuple[AgentStanding, ...]
    named: tuple[str, ...]

    @property
    def below(self) -> tuple[AgentStanding, ...]:
        """Those surely below the target."""
        return tuple(each for each in self.people if each.below)

    @property
    def unlike(self) -> tuple[str, ...]:
        """The ids of those whose period is unlike the months before."""
        return tuple(sorted(each.person_id for each in self.people if each.is_unlike))


def standings(agents: Estimates, found: Findings) -> Standings:
    """The standing of each of `agents`, those of measures.agents, with the findings of the same period."""
    named: dict[str, list[Finding]] = {}
    for finding in found.at(*Level):
        for column in PEOPLE:
            if person := finding.entity.get(column):
                named.setdefault(person, []).append(finding)
    rows = zip(agents, agents.rows.to_dict("records"), strict=True)
    people = tuple(
        AgentStanding(by["person_id"], estimate, row, tuple(named.get(by["person_id"], ())))
        for (by, estimate), row in rows
    )
    below = {each.person_id for each in people if each.below}
    return Standings(people, tuple(person for person in named if person not in below))


def agents_below(standing: Standings, numerals: Numerals) -> str:
    """How many agents are surely below the target, and whom risks name beside them."""
    below, of = len(standing.below), len(standing.people)
    also = words.ALSO(numerals, named=listed(standing.named, NAMED)) if standing.named else ""
    if not below:
        return words.NONE_BELOW(numerals, of=of, also=also)
    return words.BELOW(numerals, n=below, of=of, also=also)


def unlike_before(setting: Setting, standing: Standings) -> str:
    """Of whom the period alone is the estimate, as a note; empty where of nobody."""
    if not standing.unlike:
        return ""
    whom = listed(standing.unlike, NAMED)
    return words.UNLIKE(setting.numerals, period=setting.period, whom=whom)

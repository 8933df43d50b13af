"""A market of the sample as it truly is: who worked, what was decided, and what would have been right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .audits import Audits, judge, monthly_draw, ramp_draw
from .company import MARKETS, SampleMarket
from .decisions import decisions
from .demand import Demand, demand
from .incidents import IncidentPlan
from .items import items
from .people import Roster, roster
from .planted import plan
from .rhythm import Calendar
from .shifts import Shifts, shifts
from .skills import GivenLabels
from .skills import labels as decide

AGENTS, FEWEST_AGENTS = 600, 24
"""Agents of the full company, and of the smallest market."""
FULL = 1_500_000
DIP_MARKET = "BR"
"""Where a seasonal dip in volume falls; it belongs to the world and is there in a null company too."""


@dataclass(frozen=True)
class Population:
    """
    All of a market's people and decisions, and the audits drawn of them.

    The true label of each decision is `labels.items.truth`; `dip` is the first day of a quiet week.
    """

    roster: Roster
    plan: IncidentPlan
    dip: int | None
    shifts: Shifts
    labels: GivenLabels
    demand: Demand
    audits: Audits


def streams(seed: int) -> Iterator[tuple[SampleMarket, np.random.Generator]]:
    """Every market with the random numbers that make it and then its tables."""
    parts = np.random.SeedSequence(seed).spawn(len(MARKETS))
    return ((market, np.random.default_rng(part)) for market, part in zip(MARKETS, parts, strict=True))


def populate(
    market: SampleMarket, calendar: Calendar, labels: int, planted: bool, rng: np.random.Generator
) -> Population:
    """A market of a company of about so many `labels`; without `planted` nothing goes wrong."""
    agents = max(FEWEST_AGENTS, round(AGENTS * market.share * labels / FULL))
    people = roster(market, calendar, agents, rng)
    wrongs = plan(people, planted, rng)
    dip = calendar.monday(0, 2) if market.id == DIP_MARKET else None
    worked = shifts(people, wrongs, rng)
    made = decisions(people, worked, calendar.intake(dip), labels * market.share, rng)
    given = decide(people, made, items(made, wrongs, rng), wrongs, rng)
    asked = demand(people, given, wrongs, rng)
    draws = (monthly_draw(people, given, wrongs, rng), ramp_draw(people, given, rng))
    return Population(people, wrongs, dip, worked, given, asked, judge(people, given, draws, wrongs, rng))

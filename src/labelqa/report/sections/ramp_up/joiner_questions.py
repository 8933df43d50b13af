"""Who the joiners of a report are, watched week by week: what every question on them stands on."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal
from zoneinfo import ZoneInfo

import pandas as pd

from ....estimates import Estimate, Estimates
from ....measures import learning_curves
from ....measures.gates import Gate
from ....measures.proficiency import ProficiencyRule
from ...data.arguments.known import require
from ...data.arguments.shapes import Many
from ...data.rows import columns
from ...data.section_questions import SectionQuestions
from ...language.vocabulary import term
from .joiner_cohorts import JoinerCohorts, watch

Skill = Literal["accuracy", "pace"]
ByCohort = Literal["cohort"]


@dataclass(frozen=True)
class RampUp:
    """
    By which rules joiners are looked at, and which cohorts there are, the first to begin first.

    `plan` is the days after which the pace should be there. `why` says in one line why there are no
    joiners, `unjudged` why those there are cannot be called proficient, `unpaced` why there is no pace.
    """

    rule: ProficiencyRule
    gate: Gate
    plan: Many
    cohorts: tuple[str, ...] = ()
    why: str = ""
    unjudged: str = ""
    unpaced: str = ""


class JoinerQuestions(SectionQuestions):
    """The joiners' rows, made once for each set of rules."""

    def _require_cohort(self, asked: str, ramp: RampUp, cohort: str | None) -> None:
        """Raise ParamsError for a cohort that there is not: a typo must not read as nobody."""
        if cohort is not None:
            require(cohort, ramp.cohorts, noun="cohort", where=f"{self._name}.{asked}, cohort")

    def _of_joiners(
        self,
        ramp: RampUp,
        name: str,
        by: ByCohort | None,
        measure: Callable[[pd.DataFrame, tuple[str, ...]], Estimates],
    ) -> Estimates:
        if why := ramp.why or ramp.unjudged:
            return Estimates.missing(name, columns(by), why, term(name).unit)
        return measure(self._watched(ramp).outcomes, columns(by))

    def _of_all_joiners(
        self, ramp: RampUp, name: str, measure: Callable[[], Estimate], *, judged: bool = False
    ) -> Estimates:
        if why := ramp.why or (ramp.unjudged if judged else ""):
            return Estimates.missing(name, (), why, term(name).unit)
        return Estimates.of(name, (), [((), measure())], term(name).unit)

    def _joiner_weeks(self, ramp: RampUp, skill: Skill) -> pd.DataFrame:
        weeks = learning_curves.accuracy_weeks if skill == "accuracy" else learning_curves.pace_weeks
        return weeks(self._watched(ramp).outcomes, self._watched(ramp).seen)

    def _watched(self, ramp: RampUp) -> JoinerCohorts:
        """The rows behind a ramp-up, made once for each set of rules."""
        asked = repr((ramp.rule, ramp.gate))
        if asked not in self._ramp_ups:
            zone = ZoneInfo(self._context.market.timezone)
            self._ramp_ups[asked] = watch(self._rows, zone, ramp.rule, ramp.gate)
        return self._ramp_ups[asked]

    @functools.cached_property
    def _ramp_ups(self) -> dict[str, JoinerCohorts]:
        return {}

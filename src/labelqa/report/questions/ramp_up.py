"""New joiners: how soon they are proficient, how they learn, and what is due for each."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal
from zoneinfo import ZoneInfo

import pandas as pd

from ...estimates import Estimate, Estimates, Unit
from ...measures import gates, joiners, learning_curves, proficiency
from ...measures import ramp_up as outcomes
from ...measures.competing_risks import IncidenceCurve, aalen_johansen
from ...measures.gates import Gate
from ...measures.learning_curves import Band, LearningCurve
from ...measures.proficiency import Evidence, Rule
from ..rows import columns
from ..vocabulary import term
from .asking import AUDITS, LABELS, Asking

Skill = Literal["accuracy", "pace"]
ByCohort = Literal["cohort"]
PLAN = 60  # days in production after which a joiner's pace should be there
USUAL_GATE = Gate()


def _nobody() -> pd.DataFrame:
    return pd.DataFrame(columns=[joiners.COHORT])


@dataclass(frozen=True)
class RampUp:
    """
    The joiners of the window and what became of them.

    `plan` is the days after which the pace should be there. `why` says in one line why there are no
    joiners, `unjudged` why those there are cannot be called proficient.
    """

    rule: Rule
    gate: Gate
    plan: int
    why: str = ""
    unjudged: str = ""
    seen: Evidence = field(default_factory=lambda: Evidence(_nobody(), _nobody()))
    outcomes: pd.DataFrame = field(default_factory=_nobody)
    gates: pd.DataFrame = field(default_factory=_nobody)
    tenured: pd.DataFrame = field(default_factory=_nobody)
    hired: pd.DataFrame = field(default_factory=_nobody)

    @property
    def cohorts(self) -> list[str]:
        """The cohorts, the first to begin production first."""
        return [str(name) for name in self.outcomes[joiners.COHORT].unique()]

    def of(self, cohort: str) -> pd.DataFrame:
        """The outcomes of a cohort."""
        return self.outcomes[self.outcomes[joiners.COHORT] == cohort]


class RampUpQuestions(Asking):
    """Answers about joiners; all take what `ramp_up` gave."""

    def proficiency_rule(
        self, *, sure: float = 0.8, audits: int = 60, pace: float = 0.9, days: int = 5, checks: int = 2
    ) -> Rule:
        """
        When a joiner counts as proficient: accuracy by the last `audits`, pace by the last `days` worked.

        The accuracy asked for is the market's target; nan where none was agreed.
        """
        goal = self.target("accuracy")
        return Rule(
            goal.value if goal else math.nan, sure, audits=audits, pace=pace, days=days, checks=checks
        )

    def audit_gate(self, clean: int, fraction: float) -> Gate:
        """Everything is audited until `clean` audits in a row are clean, then `fraction` (CSP-1)."""
        return Gate(clean, fraction)

    def ramp_up(self, rule: Rule | None = None, gate: Gate = USUAL_GATE, *, plan: int = PLAN) -> RampUp:
        """Everybody who began production in the window, checked week by week."""
        asked = rule or self.proficiency_rule()
        reasons = [self._rows.why_none(name, "window") for name in ("people", AUDITS, LABELS)]
        if any(reasons):
            return RampUp(asked, gate, plan, "; ".join(why for why in reasons if why))
        start, end = self._rows.span("window")
        people, training = self._rows.table("people"), pd.DataFrame()
        if self._rows.holds("training"):
            training = self._rows.table("training")
        joined, settled = joiners.joiners(people, training, start, end), joiners.tenured(people, start, end)
        if joined.empty:
            return RampUp(asked, gate, plan, f"nobody began production in {self._rows.words('window')}")
        zone = ZoneInfo(self.context.market.timezone)
        rows = (self._rows.cut(AUDITS, "window"), self._rows.cut(LABELS, "window"))
        seen = proficiency.evidence(*rows, settled, zone)
        return RampUp(
            asked,
            gate,
            plan,
            unjudged="no target for accuracy was agreed" if math.isnan(asked.target) else seen.why,
            seen=seen,
            outcomes=outcomes.outcomes(joined, proficiency.checks(joined, seen, asked)),
            gates=gates.gates(joined, seen.audits, gate),
            tenured=settled,
            hired=joiners.hired(people, start, end),
        )

    def joiners(self, ramp: RampUp, by: ByCohort | None = None) -> Estimates:
        """How many began production: a count."""
        split = columns(by)
        if ramp.why:
            return Estimates.missing("ramp.joiners", split, ramp.why, Unit.COUNT)
        sizes = ramp.outcomes[joiners.COHORT].value_counts(sort=False) if by else {"": len(ramp.outcomes)}
        found: list[tuple[tuple[object, ...], Estimate]] = [
            ((cohort,) if by else (), Estimate(n, n, n, int(n), float(n), "count", Unit.COUNT))
            for cohort, n in dict(sizes).items()
        ]
        return Estimates.of("ramp.joiners", split, found, Unit.COUNT)

    def proficient(self, ramp: RampUp, day: int, by: ByCohort | None = None) -> Estimates:
        """The share of joiners proficient by a day of production, leaving as the competing risk."""
        return self._of_joiners(
            ramp,
            f"ramp.proficient.day_{day}",
            by,
            lambda rows, split: outcomes.proficient_by(rows, day, split),
        )

    def joiners_left(self, ramp: RampUp, day: int, by: ByCohort | None = None) -> Estimates:
        """The share of joiners who left by a day without having become proficient."""
        return self._of_joiners(
            ramp, f"ramp.left.day_{day}", by, lambda rows, split: outcomes.left_by(rows, day, split)
        )

    def time_to_proficiency(self, ramp: RampUp, by: ByCohort | None = None) -> Estimates:
        """The days by which half of the joiners were proficient."""
        return self._of_joiners(ramp, "ramp.time_to_proficiency.median", by, outcomes.time_to_proficiency)

    def days_before_proficiency(self, ramp: RampUp, day: int, by: ByCohort | None = None) -> Estimates:
        """The mean days of the first `day` in which a joiner was not proficient."""
        name = f"ramp.days_before_proficiency.day_{day}"
        return self._of_joiners(
            ramp, name, by, lambda rows, split: outcomes.days_before_proficiency(rows, day, split)
        )

    def time_to_gate(self, ramp: RampUp, by: ByCohort | None = None) -> Estimates:
        """The days by which half of the joiners had a clean run of audits."""
        if ramp.why:
            return Estimates.missing("ramp.time_to_gate.median", columns(by), ramp.why, Unit.DAYS)
        return gates.time_to_gate(ramp.gates, columns(by))

    def time_to_production(self, ramp: RampUp) -> Estimates:
        """The median days from hiring to production."""
        return self._of_all_joiners(
            ramp, "ramp.time_to_production.median", lambda: joiners.time_to_production(ramp.hired)
        )

    def time_from_hiring(self, ramp: RampUp) -> Estimates:
        """The median days from hiring to proficiency."""
        return self._of_all_joiners(
            ramp,
            "ramp.time_from_hiring.median",
            lambda: (
                Estimate.absent(ramp.unjudged, Unit.DAYS)
                if ramp.unjudged
                else outcomes.time_from_hiring(ramp.hired, ramp.outcomes)
            ),
        )

    def tenured_proficient(self, ramp: RampUp) -> Estimates:
        """The share of tenured agents whose last check held: what the rule asks of anybody."""

        def measured() -> Estimate:
            if ramp.unjudged:
                return Estimate.absent(ramp.unjudged)
            return outcomes.meeting(proficiency.checks(ramp.tenured, ramp.seen, ramp.rule))

        return self._of_all_joiners(ramp, "ramp.tenured", measured)

    def accuracy_at_age(self, ramp: RampUp, by: ByCohort | None = None) -> Estimates:
        """Accuracy on days 14 to 60 of production."""
        if ramp.why:
            return Estimates.missing("ramp.accuracy.at_age", columns(by), ramp.why)
        return outcomes.accuracy_at_age(self._joiner_weeks(ramp, "accuracy"), columns(by))

    def against_others(self, ramp: RampUp) -> Estimates:
        """Each cohort's accuracy less that of the other joiners at the same age."""
        name = "ramp.accuracy.against_others"
        if ramp.why:
            return Estimates.missing(name, (joiners.COHORT,), ramp.why, Unit.POINTS)
        return outcomes.against_others(self._joiner_weeks(ramp, "accuracy"))

    def joiner_decisions(self, ramp: RampUp) -> Estimates:
        """Each joiner's accuracy and what is due: to coach, to extend, to graduate."""
        if why := ramp.why or ramp.unjudged:
            return Estimates.missing("ramp.accuracy", ("person_id",), why)
        return outcomes.decisions(ramp.outcomes, ramp.rule, ramp.plan)

    def joiner_paces(self, ramp: RampUp) -> Estimates:
        """Each joiner's pace over the last days, the median tenured agent's being 1."""
        if why := ramp.why or ramp.unjudged:
            return Estimates.missing("ramp.pace", ("person_id",), why, Unit.INDEX)
        return outcomes.paces(ramp.outcomes, ramp.rule)

    def learning_curve(
        self, ramp: RampUp, skill: Skill = "accuracy", cohort: str | None = None
    ) -> LearningCurve:
        """The learning curve of a cohort, or of all joiners."""
        weeks = self._joiner_weeks(ramp, skill)
        mine = weeks if cohort is None else weeks[weeks[joiners.COHORT] == cohort]
        return learning_curves.learning_curve(mine, term(f"ramp.learning.{skill}").unit)

    def learning_level(self, ramp: RampUp, skill: Skill, by: ByCohort | None = None) -> Estimates:
        """The plateau of the learning curve, of all joiners or by cohort."""
        name = f"ramp.learning.{skill}"
        if not by:
            return self._of_all_joiners(ramp, name, lambda: self.learning_curve(ramp, skill).plateau)
        found: list[tuple[tuple[object, ...], Estimate]] = [
            ((cohort,), self.learning_curve(ramp, skill, cohort).plateau) for cohort in ramp.cohorts
        ]
        return Estimates.of(name, columns(by), found, term(name).unit)

    def learning_days(self, ramp: RampUp, skill: Skill) -> Estimates:
        """The days in which two thirds of what joiners learn are learnt."""
        return self._of_all_joiners(
            ramp, f"ramp.learning.{skill}_days", lambda: self.learning_curve(ramp, skill).days
        )

    def learning_rate(self, ramp: RampUp) -> Estimates:
        """How long a label takes after work has doubled, as a share of before (Wright)."""
        return self._of_all_joiners(
            ramp,
            "ramp.learning.rate",
            lambda: learning_curves.learning_rate(self._joiner_weeks(ramp, "pace")),
        )

    def tenured_band(self, ramp: RampUp, skill: Skill = "accuracy") -> Band | None:
        """Where the middle half of the tenured stand; None where too few are known."""
        accuracy, pace = learning_curves.middle_half(ramp.tenured, ramp.seen)
        return accuracy if skill == "accuracy" else pace

    def joiner_incidence(self, rows: pd.DataFrame, outcome: str = outcomes.PROFICIENT) -> IncidenceCurve:
        """The cumulative incidence of an outcome; rows of outcomes."""
        return aalen_johansen(rows["duration"], rows["cause"], cause=outcomes.CAUSES[outcome])

    def cohorts_behind(self, ramp: RampUp) -> list[str]:
        """The cohorts that are surely less accurate than the other joiners at the same age."""
        return outcomes.behind(self.against_others(ramp), decided=self.context.decided)

    def _of_joiners(
        self,
        ramp: RampUp,
        name: str,
        by: ByCohort | None,
        measure: Callable[[pd.DataFrame, tuple[str, ...]], Estimates],
    ) -> Estimates:
        if why := ramp.why or ramp.unjudged:
            return Estimates.missing(name, columns(by), why, term(name).unit)
        return measure(ramp.outcomes, columns(by))

    def _of_all_joiners(self, ramp: RampUp, name: str, measure: Callable[[], Estimate]) -> Estimates:
        if ramp.why:
            return Estimates.missing(name, (), ramp.why, term(name).unit)
        return Estimates.of(name, (), [((), measure())], term(name).unit)

    def _joiner_weeks(self, ramp: RampUp, skill: Skill) -> pd.DataFrame:
        weeks = learning_curves.accuracy_weeks if skill == "accuracy" else learning_curves.pace_weeks
        return weeks(ramp.outcomes, ramp.seen)

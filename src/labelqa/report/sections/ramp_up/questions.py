"""New joiners: how soon they are proficient, how they learn, and what is due for each."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal
from zoneinfo import ZoneInfo

import pandas as pd

from ....contracts.needs import NEEDS
from ....estimates import Estimate, Estimates, Unit
from ....measures import gates, joiners, learning_curves, proficiency
from ....measures import ramp_up as outcomes
from ....measures.competing_risks import IncidenceCurve, aalen_johansen
from ....measures.gates import Gate
from ....measures.grouping import grouped
from ....measures.learning_curves import Band, LearningCurve
from ....measures.proficiency import Rule
from ...data.arguments.known import require
from ...data.arguments.shapes import InnerShare, Many, Positive, Share
from ...data.gate import of_audits, of_own_work, plain
from ...data.rows import columns
from ...data.section_questions import SectionQuestions
from ...language.vocabulary import term
from .watched import Watched, watch

Skill = Literal["accuracy", "pace"]
ByCohort = Literal["cohort"]
Outcome = Literal["proficient", "left", "learning"]
PLAN = 60  # days in production after which a joiner's pace should be there
USUAL_GATE = Gate()


@dataclass(frozen=True)
class RampUp:
    """
    By which rules joiners are looked at, and which cohorts there are, the first to begin first.

    `plan` is the days after which the pace should be there. `why` says in one line why there are no
    joiners, `unjudged` why those there are cannot be called proficient, `unpaced` why there is no pace.
    """

    rule: Rule
    gate: Gate
    plan: Many
    cohorts: tuple[str, ...] = ()
    why: str = ""
    unjudged: str = ""
    unpaced: str = ""


class RampUpQuestions(SectionQuestions):
    """Answers about joiners; all take what `ramp_up` gave."""

    @plain
    def proficiency_rule(
        self,
        *,
        sure: InnerShare = 0.8,
        audits: Many = 60,
        pace: Positive = 0.9,
        days: Many = 5,
        checks: Many = 2,
    ) -> Rule:
        """
        When a joiner counts as proficient: accuracy by the last `audits`, pace by the last `days` worked.

        The accuracy asked for is the market's target, if one was agreed.
        """
        goal = self._target("accuracy")
        return Rule(goal, sure, audits=audits, pace=pace, days=days, checks=checks)

    @plain
    def audit_gate(self, clean: Many, fraction: Share) -> Gate:
        """Everything is audited until `clean` audits in a row are clean, then `fraction` (CSP-1)."""
        return Gate(clean, fraction)

    @plain
    def watch(self, rule: Rule | None = None, gate: Gate = USUAL_GATE, *, plan: Many = PLAN) -> RampUp:
        """Everybody who began production in the window, checked week by week."""
        asked = RampUp(rule or self.proficiency_rule(), gate, plan)
        reasons = [self._rows.why_none(name, "window") for name in NEEDS["ramp_up"]]
        if any(reasons):
            return replace(asked, why="; ".join(why for why in reasons if why))
        watched = self._watched(asked)
        if watched.outcomes.empty:
            return replace(asked, why=f"nobody began production in {self._rows.words('window')}")
        cohorts = tuple(str(name) for name in watched.outcomes[joiners.COHORT].unique())
        unpaced = watched.seen.why
        unjudged = "no target for accuracy was agreed" if asked.rule.target is None else unpaced
        return replace(asked, cohorts=cohorts, unjudged=unjudged, unpaced=unpaced)

    @of_own_work
    def joiners(self, ramp: RampUp, by: ByCohort | None = None) -> Estimates:
        """How many began production: a count."""
        split, name = columns(by), "ramp.joiners"
        if ramp.why:
            return Estimates.missing(name, split, ramp.why, Unit.COUNT)
        rows = self._watched(ramp).outcomes
        parts = [(keys[: len(split)], len(part)) for keys, part in grouped(rows, split)]
        return Estimates.of(
            name,
            split,
            [(keys, Estimate(n, n, n, n, float(n), "count", Unit.COUNT)) for keys, n in parts],
            Unit.COUNT,
        )

    @of_own_work
    def proficient(self, ramp: RampUp, day: Many, by: ByCohort | None = None) -> Estimates:
        """The share of joiners proficient by a day of production, leaving as the competing risk."""
        return self._of_joiners(
            ramp,
            f"ramp.proficient.day_{day}",
            by,
            lambda rows, split: outcomes.proficient_by(rows, day, split),
        )

    @of_own_work
    def left(self, ramp: RampUp, day: Many, by: ByCohort | None = None) -> Estimates:
        """The share of joiners who left by a day without having become proficient."""
        return self._of_joiners(
            ramp, f"ramp.left.day_{day}", by, lambda rows, split: outcomes.left_by(rows, day, split)
        )

    @of_own_work
    def time_to_proficiency(self, ramp: RampUp, by: ByCohort | None = None) -> Estimates:
        """The days by which half of the joiners were proficient."""
        return self._of_joiners(ramp, "ramp.time_to_proficiency.median", by, outcomes.time_to_proficiency)

    @of_own_work
    def days_before_proficiency(self, ramp: RampUp, day: Many, by: ByCohort | None = None) -> Estimates:
        """The mean days of the first `day` in which a joiner was not proficient."""
        name = f"ramp.days_before_proficiency.day_{day}"
        return self._of_joiners(
            ramp, name, by, lambda rows, split: outcomes.days_before_proficiency(rows, day, split)
        )

    @of_own_work
    def time_to_gate(self, ramp: RampUp, by: ByCohort | None = None) -> Estimates:
        """The days by which half of the joiners had a clean run of audits."""
        if ramp.why:
            return Estimates.missing("ramp.time_to_gate.median", columns(by), ramp.why, Unit.DAYS)
        return gates.time_to_gate(self._watched(ramp).gates, columns(by))

    @of_own_work
    def time_to_production(self, ramp: RampUp) -> Estimates:
        """The median days from hiring to production."""
        return self._of_all_joiners(
            ramp,
            "ramp.time_to_production.median",
            lambda: joiners.time_to_production(self._watched(ramp).hired),
        )

    @of_own_work
    def time_from_hiring(self, ramp: RampUp) -> Estimates:
        """The median days from hiring to proficiency."""

        def median() -> Estimate:
            return outcomes.time_from_hiring(self._watched(ramp).hired, self._watched(ramp).outcomes)

        return self._of_all_joiners(ramp, "ramp.time_from_hiring.median", median, judged=True)

    @of_own_work
    def tenured_proficient(self, ramp: RampUp) -> Estimates:
        """The share of tenured agents whose last check held: what the rule asks of anybody."""

        def measured() -> Estimate:
            watched = self._watched(ramp)
            return outcomes.meeting(proficiency.checks(watched.tenured, watched.seen, ramp.rule))

        return self._of_all_joiners(ramp, "ramp.tenured", measured, judged=True)

    @of_audits
    def accuracy_at_age(self, ramp: RampUp, by: ByCohort | None = None) -> Estimates:
        """Accuracy on days 14 to 60 of production."""
        if ramp.why:
            return Estimates.missing("ramp.accuracy.at_age", columns(by), ramp.why)
        return outcomes.accuracy_at_age(self._joiner_weeks(ramp, "accuracy"), columns(by))

    @of_audits
    def against_others(self, ramp: RampUp) -> Estimates:
        """Each cohort's accuracy less that of the other joiners at the same age."""
        name = "ramp.accuracy.against_others"
        if ramp.why:
            return Estimates.missing(name, (joiners.COHORT,), ramp.why, Unit.POINTS)
        return outcomes.against_others(self._joiner_weeks(ramp, "accuracy"))

    @of_audits
    def decisions(self, ramp: RampUp) -> Estimates:
        """Each joiner's accuracy and what is due: to coach, to extend, to graduate."""
        if why := ramp.why or ramp.unjudged:
            return Estimates.missing("ramp.accuracy", ("person_id",), why)
        return outcomes.decisions(self._watched(ramp).outcomes, ramp.rule, ramp.plan)

    @of_own_work
    def paces(self, ramp: RampUp) -> Estimates:
        """Each joiner's pace over the last days, the median tenured agent's being 1."""
        if why := ramp.why or ramp.unjudged:
            return Estimates.missing("ramp.pace", ("person_id",), why, Unit.INDEX)
        return outcomes.paces(self._watched(ramp).outcomes, ramp.rule)

    @of_audits
    def learning_curve(
        self, ramp: RampUp, skill: Skill = "accuracy", cohort: str | None = None
    ) -> LearningCurve:
        """The learning curve of a cohort, or of all joiners."""
        self._require_cohort("learning_curve", ramp, cohort)
        weeks = self._joiner_weeks(ramp, skill)
        mine = weeks if cohort is None else weeks[weeks[joiners.COHORT] == cohort]
        return learning_curves.learning_curve(mine, term(f"ramp.learning.{skill}").unit)

    @of_audits
    def learning_level(self, ramp: RampUp, skill: Skill, by: ByCohort | None = None) -> Estimates:
        """The plateau of the learning curve, of all joiners or by cohort."""
        name = f"ramp.learning.{skill}"
        if not by:
            return self._of_all_joiners(ramp, name, lambda: self.learning_curve(ramp, skill).plateau)
        found: list[tuple[tuple[object, ...], Estimate]] = [
            ((cohort,), self.learning_curve(ramp, skill, cohort).plateau) for cohort in ramp.cohorts
        ]
        return Estimates.of(name, columns(by), found, term(name).unit)

    @of_audits
    def learning_days(self, ramp: RampUp, skill: Skill) -> Estimates:
        """The days in which two thirds of what joiners learn are learnt."""
        return self._of_all_joiners(
            ramp, f"ramp.learning.{skill}_days", lambda: self.learning_curve(ramp, skill).days
        )

    @of_own_work
    def learning_rate(self, ramp: RampUp) -> Estimates:
        """How long a label takes after work has doubled, as a share of before (Wright)."""
        return self._of_all_joiners(
            ramp,
            "ramp.learning.rate",
            lambda: learning_curves.learning_rate(self._joiner_weeks(ramp, "pace")),
        )

    @of_audits
    def tenured_band(self, ramp: RampUp, skill: Skill = "accuracy") -> Band | None:
        """Where the middle half of the tenured stand; None where too few are known."""
        accuracy, pace = learning_curves.middle_half(self._watched(ramp).tenured, self._watched(ramp).seen)
        return accuracy if skill == "accuracy" else pace

    @of_audits
    def incidence(
        self, ramp: RampUp, cohort: str | None = None, *, outcome: Outcome = "proficient"
    ) -> IncidenceCurve:
        """The cumulative incidence of an outcome, of a cohort or of all joiners."""
        self._require_cohort("joiner_incidence", ramp, cohort)
        rows = self._watched(ramp).outcomes
        mine = rows if cohort is None else rows[rows[joiners.COHORT] == cohort]
        return aalen_johansen(mine["duration"], mine["cause"], cause=outcomes.CAUSES[outcome])

    @of_own_work
    def lines(self, ramp: RampUp) -> pd.DataFrame:
        """A row for each joiner: days watched, outcome and its day, gate, and what is due."""
        return self._watched(ramp).lines(self.decisions(ramp).rows)

    @plain
    def cohorts_behind(self, ramp: RampUp) -> list[str]:
        """The cohorts that are surely less accurate than the other joiners at the same age."""
        return outcomes.behind(self.against_others(ramp), decided=self._context.decided)

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

    def _watched(self, ramp: RampUp) -> Watched:
        """The rows behind a ramp-up, made once for each set of rules."""
        asked = repr((ramp.rule, ramp.gate))
        if asked not in self._ramp_ups:
            zone = ZoneInfo(self._context.market.timezone)
            self._ramp_ups[asked] = watch(self._rows, zone, ramp.rule, ramp.gate)
        return self._ramp_ups[asked]

    @functools.cached_property
    def _ramp_ups(self) -> dict[str, Watched]:
        return {}

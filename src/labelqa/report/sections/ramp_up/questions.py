"""New joiners: how soon they are proficient, how they learn, and what is due for each."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pandas as pd

from ....contracts.needs import NEEDS
from ....estimates import Estimate, Estimates, Unit
from ....measures import gates, joiners, proficiency
from ....measures import ramp_up as outcomes
from ....measures.competing_risks import IncidenceCurve, aalen_johansen
from ....measures.gates import Gate
from ....measures.grouping import grouped
from ....measures.proficiency import ProficiencyRule
from ...data.arguments.shapes import InnerShare, Many, Positive, Share
from ...data.gate import of_audits, of_own_work, plain
from ...data.rows import columns
from . import words
from .joiner_questions import ByCohort, RampUp
from .learning_questions import LearningQuestions

Outcome = Literal["proficient", "left", "learning"]
PLAN = 60  # days in production after which a joiner's pace should be there
USUAL_GATE = Gate()


class RampUpQuestions(LearningQuestions):
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
    ) -> ProficiencyRule:
        """
        When a joiner counts as proficient: accuracy by the last `audits`, pace by the last `days` worked.

        The accuracy asked for is the market's target, if one was agreed.

        >>> r.ramp_up.proficiency_rule(sure=0.9)
        """
        goal = self._target("accuracy")
        return ProficiencyRule(goal, sure, audits=audits, pace=pace, days=days, checks=checks)

    @plain
    def audit_gate(self, clean: Many, fraction: Share) -> Gate:
        """
        Everything is audited until `clean` audits in a row are clean, then `fraction` (CSP-1).

        >>> r.ramp_up.audit_gate(20, 0.2)
        """
        return Gate(clean, fraction)

    @plain
    def watch(
        self, rule: ProficiencyRule | None = None, gate: Gate = USUAL_GATE, *, plan: Many = PLAN
    ) -> RampUp:
        """
        Everybody who began production in the window, checked week by week.

        >>> r.ramp_up.watch(plan=45)
        """
        asked = RampUp(rule or self.proficiency_rule(), gate, plan)
        reasons = [self._rows.why_none(name, "window") for name in NEEDS["ramp_up"]]
        if any(reasons):
            return replace(asked, why="; ".join(why for why in reasons if why))
        watched = self._watched(asked)
        if watched.outcomes.empty:
            nobody = words.NOBODY(self._setting.numerals, span=self._rows.words("window"))
            return replace(asked, why=nobody)
        cohorts = tuple(str(name) for name in watched.outcomes[joiners.COHORT].unique())
        unpaced = watched.seen.why
        unjudged = words.NO_TARGET if asked.rule.target is None else unpaced
        return replace(asked, cohorts=cohorts, unjudged=unjudged, unpaced=unpaced)

    @of_own_work
    def joiners(self, ramp: RampUp, by: ByCohort | None = None) -> Estimates:
        """
        How many began production: a count.

        >>> r.ramp_up.joiners(r.ramp_up.watch(), by="cohort")
        """
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
        """
        The share of joiners proficient by a day of production, leaving as the competing risk.

        >>> r.ramp_up.proficient(r.ramp_up.watch(), 60, by="cohort")
        """
        return self._of_joiners(
            ramp,
            f"ramp.proficient.day_{day}",
            by,
            lambda rows, split: outcomes.proficient_by(rows, day, split),
        )

    @of_own_work
    def left(self, ramp: RampUp, day: Many, by: ByCohort | None = None) -> Estimates:
        """
        The share of joiners who left by a day without having become proficient.

        >>> r.ramp_up.left(r.ramp_up.watch(), 60, by="cohort")
        """
        return self._of_joiners(
            ramp, f"ramp.left.day_{day}", by, lambda rows, split: outcomes.left_by(rows, day, split)
        )

    @of_own_work
    def time_to_proficiency(self, ramp: RampUp, by: ByCohort | None = None) -> Estimates:
        """
        The days by which half of the joiners were proficient.

        >>> r.ramp_up.time_to_proficiency(r.ramp_up.watch(), by="cohort")
        """
        return self._of_joiners(ramp, "ramp.time_to_proficiency.median", by, outcomes.time_to_proficiency)

    @of_own_work
    def _days_before_proficiency(self, ramp: RampUp, day: Many, by: ByCohort | None = None) -> Estimates:
        """The mean days of the first `day` in which a joiner was not proficient."""
        name = f"ramp.days_before_proficiency.day_{day}"
        return self._of_joiners(
            ramp, name, by, lambda rows, split: outcomes.days_before_proficiency(rows, day, split)
        )

    @of_own_work
    def time_to_gate(self, ramp: RampUp, by: ByCohort | None = None) -> Estimates:
        """
        The days by which half of the joiners had a clean run of audits.

        >>> r.ramp_up.time_to_gate(r.ramp_up.watch(), by="cohort")
        """
        if ramp.why:
            return Estimates.missing("ramp.time_to_gate.median", columns(by), ramp.why, Unit.DAYS)
        return gates.time_to_gate(self._watched(ramp).gates, columns(by))

    @of_own_work
    def _time_to_production(self, ramp: RampUp) -> Estimates:
        """The median days from hiring to production."""
        return self._of_all_joiners(
            ramp,
            "ramp.time_to_production.median",
            lambda: joiners.time_to_production(self._watched(ramp).hired),
        )

    @of_own_work
    def _time_from_hiring(self, ramp: RampUp) -> Estimates:
        """The median days from hiring to proficiency."""

        def median() -> Estimate:
            return outcomes.time_from_hiring(self._watched(ramp).hired, self._watched(ramp).outcomes)

        return self._of_all_joiners(ramp, "ramp.time_from_hiring.median", median, judged=True)

    @of_own_work
    def _tenured_proficient(self, ramp: RampUp) -> Estimates:
        """The share of tenured agents whose last check held: what the rule asks of anybody."""

        def measured() -> Estimate:
            watched = self._watched(ramp)
            return outcomes.meeting(proficiency.checks(watched.tenured, watched.seen, ramp.rule))

        return self._of_all_joiners(ramp, "ramp.tenured", measured, judged=True)

    @of_audits
    def accuracy_at_age(self, ramp: RampUp, by: ByCohort | None = None) -> Estimates:
        """
        Accuracy on days 14 to 60 of production.

        >>> r.ramp_up.accuracy_at_age(r.ramp_up.watch(), by="cohort")
        """
        if ramp.why:
            return Estimates.missing("ramp.accuracy.at_age", columns(by), ramp.why)
        return outcomes.accuracy_at_age(self._joiner_weeks(ramp, "accuracy"), columns(by))

    @of_audits
    def against_others(self, ramp: RampUp) -> Estimates:
        """
        Each cohort's accuracy less that of the other joiners at the same age.

        >>> r.ramp_up.against_others(r.ramp_up.watch())
        """
        name = "ramp.accuracy.against_others"
        if ramp.why:
            return Estimates.missing(name, (joiners.COHORT,), ramp.why, Unit.POINTS)
        return outcomes.against_others(self._joiner_weeks(ramp, "accuracy"))

    @of_audits
    def decisions(self, ramp: RampUp) -> Estimates:
        """
        Each joiner's accuracy and what is due: to coach, to extend, to graduate.

        >>> r.ramp_up.decisions(r.ramp_up.watch())
        """
        if why := ramp.why or ramp.unjudged:
            return Estimates.missing("ramp.accuracy", ("person_id",), why)
        return outcomes.decisions(self._watched(ramp).outcomes, ramp.rule, ramp.plan)

    @of_own_work
    def _paces(self, ramp: RampUp) -> Estimates:
        """Each joiner's pace over the last days, the median tenured agent's being 1."""
        if why := ramp.why or ramp.unjudged:
            return Estimates.missing("ramp.pace", ("person_id",), why, Unit.INDEX)
        return outcomes.paces(self._watched(ramp).outcomes, ramp.rule)

    @of_audits
    def _incidence(
        self, ramp: RampUp, cohort: str | None = None, *, outcome: Outcome = "proficient"
    ) -> IncidenceCurve:
        """The cumulative incidence of an outcome, of a cohort or of all joiners."""
        self._require_cohort("joiner_incidence", ramp, cohort)
        rows = self._watched(ramp).outcomes
        mine = rows if cohort is None else rows[rows[joiners.COHORT] == cohort]
        return aalen_johansen(mine["duration"], mine["cause"], cause=outcomes.CAUSES[outcome])

    @of_own_work
    def _lines(self, ramp: RampUp) -> pd.DataFrame:
        """A row for each joiner: days watched, outcome and its day, gate, and what is due."""
        return self._watched(ramp).lines(self.decisions(ramp).rows)

    @plain
    def _cohorts_behind(self, ramp: RampUp) -> list[str]:
        """The cohorts that are surely less accurate than the other joiners at the same age."""
        return outcomes.behind(self.against_others(ramp), decided=self._context.decided)

"""How joiners learn, and where they level off."""

from __future__ import annotations

from ....estimates import Estimate, Estimates
from ....measures import joiners, learning_curves
from ....measures.learning_curves import Band, LearningCurve
from ...data.gate import of_audits, of_own_work
from ...data.rows import columns
from ...language.vocabulary import term
from .joiner_questions import ByCohort, JoinerQuestions, RampUp, Skill


class LearningQuestions(JoinerQuestions):
    """Learning curves by cohort, and what follows of them."""

    @of_audits
    def learning_curve(
        self, ramp: RampUp, skill: Skill = "accuracy", cohort: str | None = None
    ) -> LearningCurve:
        """
        The learning curve of a cohort, or of all joiners.

        >>> r.ramp_up.learning_curve(r.ramp_up.watch())
        """
        self._require_cohort("learning_curve", ramp, cohort)
        weeks = self._joiner_weeks(ramp, skill)
        mine = weeks if cohort is None else weeks[weeks[joiners.COHORT] == cohort]
        return learning_curves.learning_curve(mine, term(f"ramp.learning.{skill}").unit)

    @of_audits
    def _learning_level(self, ramp: RampUp, skill: Skill, by: ByCohort | None = None) -> Estimates:
        """The plateau of the learning curve, of all joiners or by cohort."""
        name = f"ramp.learning.{skill}"
        if not by:
            return self._of_all_joiners(ramp, name, lambda: self.learning_curve(ramp, skill).plateau)
        found: list[tuple[tuple[object, ...], Estimate]] = [
            ((cohort,), self.learning_curve(ramp, skill, cohort).plateau) for cohort in ramp.cohorts
        ]
        return Estimates.of(name, columns(by), found, term(name).unit)

    @of_audits
    def _learning_days(self, ramp: RampUp, skill: Skill) -> Estimates:
        """The days in which two thirds of what joiners learn are learnt."""
        return self._of_all_joiners(
            ramp, f"ramp.learning.{skill}_days", lambda: self.learning_curve(ramp, skill).days
        )

    @of_own_work
    def _learning_rate(self, ramp: RampUp) -> Estimates:
        """How long a label takes after work has doubled, as a share of before (Wright)."""
        return self._of_all_joiners(
            ramp,
            "ramp.learning.rate",
            lambda: learning_curves.learning_rate(self._joiner_weeks(ramp, "pace")),
        )

    @of_audits
    def _tenured_band(self, ramp: RampUp, skill: Skill = "accuracy") -> Band | None:
        """Where the middle half of the tenured stand; None where too few are known."""
        accuracy, pace = learning_curves.middle_half(self._watched(ramp).tenured, self._watched(ramp).seen)
        return accuracy if skill == "accuracy" else pace

"""How many audits the next period needs, and what so many audits show."""

from __future__ import annotations

import pandas as pd

from ....errors import ParamsError, Problem
from ....estimates import Z95, Target
from ....measures import plans, sample_sizes, sampling
from ...data.section_questions import AUDITS, SectionQuestions


class PlanQuestions(SectionQuestions):
    """Next period's audits by stratum, and how many an agent has."""

    def _plan(self, half_width: float, shown: float | None) -> plans.SamplingPlan | None:
        """
        The smallest plan that gives accuracy to within `half_width`, or that has a true `shown` be missed.

        None without audits. Raises ParamsError where `shown` is not below a target.
        """
        error = half_width / Z95
        if shown is not None:
            error = sample_sizes.error_for_miss(self._below(shown).value - shown)
        if self._rows.why_none(AUDITS):
            return None
        audits = self._drawn(self._rows.cut(AUDITS))
        return plans.sampling_plan(audits.assign(stratum_id=self._strata(audits)), error, share=shown)

    def _below(self, shown: float) -> Target:
        target = self._target("accuracy")
        if target is None or shown >= target.value:
            raise ParamsError(
                Problem(
                    f"{shown:g} is no miss to be shown: "
                    + (f"the target is {target.value:g}" if target else "no target of accuracy"),
                    remedy="plan for a half_width instead",
                )
            )
        return target

    def _strata(self, audits: pd.DataFrame) -> pd.Series:
        """The strata's names without the period they begin with, for next period's are the same."""
        names = audits["stratum_id"].astype(str)
        plain = names.str.removeprefix(self._context.period.text).str.lstrip("/|:_- ")
        return plain.where(plain != "", names)

    def _audits_of_an_agent(self) -> int:
        """The median number of audits of an agent that came to a verdict in three months; 0 without any."""
        if self._rows.why_none(AUDITS, "quarter"):
            return 0
        return sampling.audits_of_a_person(self._drawn(self._rows.cut(AUDITS, "quarter")))

"""What a notebook may ask of its extract: each question cuts the rows and hands them to a measure."""

from __future__ import annotations

from ...estimates import Estimate
from ...measures.proportions import mover_difference
from ..arguments.shapes import OverallQuestion, WeeklyQuestion
from ..tiles import Reading
from ..vocabulary import term
from .accuracy import AccuracyQuestions
from .agents import AgentQuestions
from .agreement import AgreementQuestions
from .asking import By
from .calibration import CalibrationQuestions
from .capacity import CapacityQuestions
from .comparison import ComparisonQuestions
from .compliance import ComplianceQuestions
from .confusion import ConfusionQuestions
from .followup import FollowUpQuestions
from .impact import ImpactQuestions
from .investigation import InvestigationQuestions
from .labels import LabelQuestions
from .lots import LotQuestions
from .plans import PlanQuestions
from .qa import QaQuestions
from .ramp_up import RampUpQuestions
from .requests import RequestQuestions
from .risks import RiskQuestions
from .sampling import SamplingQuestions
from .sop_effects import SopQuestions
from .time import TimeQuestions
from .volume import VolumeQuestions

__all__ = ["By", "Questions"]


class Questions(
    AccuracyQuestions,
    AgentQuestions,
    AgreementQuestions,
    CalibrationQuestions,
    CapacityQuestions,
    ComparisonQuestions,
    ComplianceQuestions,
    ConfusionQuestions,
    FollowUpQuestions,
    ImpactQuestions,
    InvestigationQuestions,
    LabelQuestions,
    LotQuestions,
    PlanQuestions,
    QaQuestions,
    RampUpQuestions,
    RequestQuestions,
    RiskQuestions,
    SamplingQuestions,
    SopQuestions,
    TimeQuestions,
    VolumeQuestions,
):
    """Every answer is Estimates; where there are no data it has no rows and says why."""

    def change(self, question: OverallQuestion) -> Estimate:
        """The change of an overall figure on the period before, such as `r.change(r.accuracy)`."""
        return mover_difference(question().only(), question(when="previous").only())

    def reading(self, question: WeeklyQuestion) -> Reading:
        """A measure as a tile reads it: now, its change, its weeks and its target."""
        now = question()
        return Reading(now, self.change(question), question(by="week"), self.target(term(now.name).metric))

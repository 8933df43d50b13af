"""What a notebook may ask of its extract: each question cuts the rows and hands them to a measure."""

from __future__ import annotations

from ...estimates import Estimate
from ...measures.proportions import mover_difference
from ..data.arguments.shapes import OverallQuestion, WeeklyQuestion
from ..data.asking import By
from ..language.vocabulary import term
from ..page.tiles import Reading
from ..sections.accuracy.questions import AccuracyQuestions
from ..sections.accuracy.sop_versions import SopQuestions
from ..sections.actions.questions import FollowUpQuestions
from ..sections.agents.questions import AgentQuestions
from ..sections.agreement.questions import AgreementQuestions
from ..sections.auditors.questions import QaQuestions
from ..sections.calibration.questions import CalibrationQuestions
from ..sections.capacity.questions import CapacityQuestions
from ..sections.comparison.questions import ComparisonQuestions
from ..sections.compliance.questions import ComplianceQuestions
from ..sections.confusion.questions import ConfusionQuestions
from ..sections.impact.questions import ImpactQuestions
from ..sections.investigation.questions import InvestigationQuestions
from ..sections.labels.questions import LabelQuestions
from ..sections.lots.questions import LotQuestions
from ..sections.ramp_up.questions import RampUpQuestions
from ..sections.requests.questions import RequestQuestions
from ..sections.risks.questions import RiskQuestions
from ..sections.sampling.plans import PlanQuestions
from ..sections.sampling.questions import SamplingQuestions
from ..sections.time.questions import TimeQuestions
from ..sections.volume.questions import VolumeQuestions

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

"""What a notebook may show of its estimates: charts and tables, each with its data and its figures."""

from __future__ import annotations

from .front_matter.display import Display
from .page.formula_exhibits import FormulaExhibits
from .page.general import GeneralExhibits
from .sections.accuracy.exhibits import AccuracyExhibits
from .sections.actions.exhibits import FollowUpExhibits
from .sections.agents.exhibits import AgentExhibits
from .sections.agreement.exhibits import AgreementExhibits
from .sections.auditors.exhibits import QaExhibits
from .sections.calibration.exhibits import CalibrationExhibits
from .sections.capacity.exhibits import CapacityExhibits
from .sections.comparison.exhibits import ComparisonExhibits
from .sections.comparison.peers import PeerExhibits
from .sections.compliance.exhibits import ComplianceExhibits
from .sections.confusion.exhibits import ConfusionExhibits
from .sections.impact.exhibits import ImpactExhibits
from .sections.investigation.exhibits import InvestigationExhibits
from .sections.labels.exhibits import LabelExhibits
from .sections.lots.exhibits import LotExhibits
from .sections.ramp_up.exhibits import RampUpExhibits
from .sections.requests.exhibits import RequestExhibits
from .sections.risks.exhibits import RiskExhibits
from .sections.sampling.exhibits import SamplingExhibits
from .sections.sampling.plan_exhibits import PlanExhibits
from .sections.time.exhibits import TimeExhibits

__all__ = ["Exhibits"]


class Exhibits(
    AccuracyExhibits,
    AgentExhibits,
    AgreementExhibits,
    CalibrationExhibits,
    CapacityExhibits,
    ComparisonExhibits,
    ComplianceExhibits,
    ConfusionExhibits,
    FollowUpExhibits,
    FormulaExhibits,
    GeneralExhibits,
    ImpactExhibits,
    InvestigationExhibits,
    LabelExhibits,
    LotExhibits,
    PeerExhibits,
    PlanExhibits,
    QaExhibits,
    RampUpExhibits,
    RequestExhibits,
    RiskExhibits,
    SamplingExhibits,
    TimeExhibits,
    Display,
):
    """Everything that can be shown."""

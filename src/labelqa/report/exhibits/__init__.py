"""What a notebook may show of its estimates: charts and tables, each with its data and its figures."""

from __future__ import annotations

from .accuracy import AccuracyExhibits
from .agents import AgentExhibits
from .agreement import AgreementExhibits
from .calibration import CalibrationExhibits
from .capacity import CapacityExhibits
from .comparison import ComparisonExhibits
from .compliance import ComplianceExhibits
from .confusion import ConfusionExhibits
from .display import Display
from .followup import FollowUpExhibits
from .formulas import FormulaExhibits
from .general import GeneralExhibits
from .impact import ImpactExhibits
from .investigation import InvestigationExhibits
from .labels import LabelExhibits
from .lots import LotExhibits
from .peers import PeerExhibits
from .plans import PlanExhibits
from .qa import QaExhibits
from .ramp_up import RampUpExhibits
from .requests import RequestExhibits
from .risks import RiskExhibits
from .sampling import SamplingExhibits
from .time import TimeExhibits

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

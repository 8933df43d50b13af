"""What a notebook may show of its estimates: charts and tables, each with its data and its figures."""

from __future__ import annotations

from .agents import AgentExhibits
from .confusion import ConfusionExhibits
from .display import Display
from .general import GeneralExhibits
from .requests import RequestExhibits
from .sampling import SamplingExhibits
from .time import TimeExhibits

__all__ = ["Exhibits"]


class Exhibits(
    AgentExhibits,
    ConfusionExhibits,
    GeneralExhibits,
    RequestExhibits,
    SamplingExhibits,
    TimeExhibits,
    Display,
):
    """Everything that can be shown."""

"""What a notebook may ask of its extract: each question cuts the rows and hands them to a measure."""

from __future__ import annotations

from collections.abc import Callable

from ...estimates import Estimate, Estimates
from ...measures.proportions import mover_difference
from ..tiles import Reading
from ..vocabulary import term
from .accuracy import AccuracyQuestions
from .agents import AgentQuestions
from .asking import By
from .confusion import ConfusionQuestions
from .requests import RequestQuestions
from .sampling import SamplingQuestions
from .time import TimeQuestions
from .volume import VolumeQuestions

__all__ = ["By", "Questions"]


class Questions(
    AccuracyQuestions,
    AgentQuestions,
    ConfusionQuestions,
    RequestQuestions,
    SamplingQuestions,
    TimeQuestions,
    VolumeQuestions,
):
    """Every answer is Estimates; where there are no data it has no rows and says why."""

    def change(self, question: Callable[..., Estimates]) -> Estimate:
        """The change of an overall figure on the period before, such as `r.change(r.accuracy)`."""
        return mover_difference(question().only(), question(when="previous").only())

    def reading(self, question: Callable[..., Estimates]) -> Reading:
        """A measure as a tile reads it: now, its change, its weeks and its target."""
        now = question()
        return Reading(now, self.change(question), question(by="week"), self.target(term(now.name).metric))

"""One question about one part of a market: is it real, since when, where, why, and how far it reaches."""

from __future__ import annotations

from ..inquiry import InquiryRule
from ..subgroups import where
from . import bases, causes, episode, groups, level, signs
from .frames import Frames
from .request import InvestigationRequest
from .result import InvestigationResult


def investigate(request: InvestigationRequest, frames: Frames, *, decided: float) -> InvestigationResult:
    """All that can be said to a question written in advance; `decided` is the certainty that decides."""
    rule = InquiryRule(request.least, decided, request.fewest)
    compared = groups.compared(request, frames)
    change = level.level(compared)
    weeks = episode.episode(compared, frames.start.date())
    return InvestigationResult(
        request,
        compared,
        rule,
        change,
        bases.bases(compared, change, rule),
        signs.signs(request, compared, frames),
        weeks,
        where(compared.before, compared.after, compared.dimensions, alike=compared.alike),
        causes.causes(compared, causes.to_blame(compared, weeks, frames)),
    )

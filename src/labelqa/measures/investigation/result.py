"""What an investigation finds: is it real, since when, where, why."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from ..inquiry import InquiryRule, Judgement
from ..subgroups import FALSE_DISCOVERIES, Where
from .bases import Basis, deciding
from .causes import Cause
from .episode import CERTAIN, Episode
from .groups import Groups
from .level import AccuracyLevel
from .request import InvestigationRequest
from .signs import Sign


@dataclass(frozen=True)
class InvestigationResult:
    """All that an investigation found."""

    request: InvestigationRequest
    groups: Groups
    rule: InquiryRule
    level: AccuracyLevel
    bases: tuple[Basis, ...]
    signs: tuple[Sign, ...]
    episode: Episode
    where: Where
    causes: tuple[Cause, ...] = ()

    @property
    def basis(self) -> Basis:
        """What the answer rests on."""
        return deciding(self.bases)

    @property
    def judgement(self) -> Judgement:
        """The answer."""
        return self.basis.judgement

    @property
    def why(self) -> str:
        """Why nothing could be found by audits; empty where there are some."""
        return self.groups.why

    @property
    def unknown(self) -> str:
        """Why nothing is known of what is right; empty where there are audits, or answers on gold."""
        return "" if len(self.bases) > 1 else self.groups.why

    @property
    def leading(self) -> list[tuple[str, str]]:
        """The (column, value) pairs of the subgroup that tells most, if it stands."""
        rows = self.where.standing(self.where.subgroups)
        return list(rows["cells"].iloc[0]) if len(rows) else []

    @property
    def confused(self) -> list[str]:
        """The two labels confused most beyond what was usual, if that stands."""
        rows = self.where.standing(self.where.pairs)
        return list(rows["labels"].iloc[0]) if len(rows) else []

    @property
    def blamed(self) -> list[Cause]:
        """What surely explains some of the loss, the most first."""
        return sorted((each for each in self.causes if each.stands), key=lambda each: each.explains.value)

    @property
    def tests(self) -> tuple[int, int, int]:
        """How many tests were made on the way: of runs of weeks, of subgroups and pairs, of causes."""
        return (int(self.episode.change is not None), self.where.tests, len(self.causes))

    @property
    def standing(self) -> tuple[int, float]:
        """How many of them stand, and at most how many of these are to be expected by chance."""
        groups = sum(len(self.where.standing(each)) for each in (self.where.subgroups, self.where.pairs))
        among = groups + sum(each.q <= FALSE_DISCOVERIES for each in self.causes)
        return among + self.episode.certain, FALSE_DISCOVERIES * among + CERTAIN * self.episode.certain

    @property
    def touched(self) -> pd.DataFrame:
        """The audits of the weeks that stand out, or of the days asked about where none surely does."""
        rows, weeks = self.groups.rows, self.episode
        if not weeks.certain or rows.empty:
            return self.groups.after
        return rows[rows["here"] & (rows["week"] >= weeks.first) & (rows["week"] <= weeks.last)]

    @property
    def wrong(self) -> pd.DataFrame:
        """Those of the audits `touched` that found a wrong label."""
        rows = self.touched
        return rows[~rows["correct"]] if len(rows) else rows

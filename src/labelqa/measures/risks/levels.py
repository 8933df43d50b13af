"""From tests to flags: false discovery under control in each family, and the ledger of all tests."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ...findings import Family
from ..false_discovery import q_values
from .cases import Case
from .detector import Detector, DetectorRule
from .setting import MarketMonth

Key = tuple[str, str, str]
ALONE = 0.6  # of the loss of the whole: the part says it alone


class Suspicion(NamedTuple):
    """A case, with the rule that gave it and the detector whose rule that is."""

    detector: Detector
    rule: DetectorRule
    case: Case


@dataclass(frozen=True)
class Judged:
    """A tested case with its q value among its family, and whether it is significant or worth watching."""

    detector: Detector
    rule: DetectorRule
    case: Case
    q: float
    significant: bool
    likely: bool

    @property
    def key(self) -> Key:
        """What it is about, the same from month to month."""
        return (self.detector.slug, self.case.entity.type, self.case.entity.id)

    @property
    def flagged(self) -> bool:
        """Whether anything is said of it."""
        return self.significant or self.likely

    @property
    def confidence(self) -> float:
        """How surely it is there: its posterior or, where it has none, one less its q value."""
        return 1 - self.q if math.isnan(self.case.posterior) else min(1.0, self.case.posterior)


def judge_all(suspicions: Sequence[Suspicion], setting: MarketMonth) -> list[Judged]:
    """
    Every case against its family, that of its rule.

    With a p value it is significant where its q (Benjamini and Hochberg 1995, over the family) is at most
    `setting.q`; without one where its posterior is at least `setting.decided`. Likely is what has a posterior
    above `setting.likely`.
    """
    q = np.full(len(suspicions), np.nan)
    families = np.array([each.rule.family for each in suspicions], dtype=object)
    p = np.array([each.case.p for each in suspicions], dtype=float)
    for family in dict.fromkeys(families):
        mine = families == family
        if not np.isnan(p[mine]).all():
            q[mine] = q_values(p[mine])
    return [_judged(each, float(one), setting) for each, one in zip(suspicions, q, strict=True)]


def _judged(suspicion: Suspicion, q: float, setting: MarketMonth) -> Judged:
    posterior = suspicion.case.posterior
    significant = posterior >= setting.decided if math.isnan(q) else q <= setting.q
    return Judged(*suspicion, q, bool(significant), bool(posterior > setting.likely))


def ledger(judged: Sequence[Judged], setting: MarketMonth) -> tuple[Family, ...]:
    """
    The tests by family, how many were flagged, and at most how many of these are expected to be false.

    `setting.q` of those significant by their q value, which is what the procedure bounds, and one less the
    posterior of the others.
    """
    found = []
    for family in dict.fromkeys(each.rule.family for each in judged):
        mine = [each for each in judged if each.rule.family == family]
        flagged = [each for each in mine if each.flagged]
        by_q = [each for each in flagged if each.significant and not math.isnan(each.q)]
        rest = [each for each in flagged if not (each.significant and not math.isnan(each.q))]
        false = setting.q * len(by_q) + sum(1 - each.confidence for each in rest)
        kinds = tuple(dict.fromkeys(each.detector.slug for each in mine))
        significant = sum(each.significant for each in mine)
        found.append(Family(family, kinds, len(mine), len(flagged), significant, false))
    return tuple(found)


def told_once(judged: Iterable[Judged]) -> list[Judged]:
    """Those flagged, but for a whole that a significant part of it accounts for by ALONE of its loss."""
    flagged = {each.key: each for each in judged if each.flagged}
    told = set()
    for each in flagged.values():
        if each.case.within is None or not each.significant:
            continue
        whole = flagged.get((each.detector.slug, each.case.within.type, each.case.within.id))
        if whole and each.case.loss >= ALONE * whole.case.loss:
            told.add(whole.key)
    return [each for key, each in flagged.items() if key not in told]
